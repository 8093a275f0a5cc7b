import { z } from "zod";
import { askCall, type CommandCall } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Form } from "../../core/form.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { MessageKey } from "../../core/messages/en.ts";
import { languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { parseCommandText } from "../../core/parse-command-text.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import type { TranscriptEntry, TranscriptStore } from "../../core/transcript.ts";
import { pageIdSchema, type Sender, toInvocation } from "./to-invocation.ts";

/** What the page sends for one typed text. */
export const typedMessageSchema = z.object({
  text: z
    .string("web.message.noText" satisfies MessageKey)
    .trim()
    .min(1, "web.message.empty" satisfies MessageKey)
    .max(MAX_QUESTION_LENGTH, "web.message.tooLong" satisfies MessageKey),
  /** The page's own id of the message, so that sending it again after a lost connection asks nothing twice. */
  id: pageIdSchema.optional(),
  /** The answer id of the post nobody asked for that it is said under, when the person has chosen one. */
  inReplyTo: z.string().max(200).optional(),
});
export type TypedMessage = z.infer<typeof typedMessageSchema>;

export interface ReceiveMessageDeps {
  readonly transcripts: TranscriptStore;
  readonly clock: { now(): number };
  readonly newId: () => string;
}

/** What the page is told of a text that was taken down; `form`: it opens this one. */
export interface Received {
  readonly id: string;
  readonly form?: Form;
}

/** An immediate reply as the channel shows it, under what was typed. */
export function toReplyEntry(
  { markdown, buttons = [] }: Extract<Outcome, { kind: "reply" }>,
  { questionId, at, locale }: { readonly questionId: string; readonly at: number } & Sender,
): TranscriptEntry {
  return {
    id: `${questionId}-reply`,
    author: "footnote",
    inReplyTo: questionId,
    language: languageOf(locale),
    ...(buttons.length === 0 ? {} : { buttons: [...buttons] }),
    markdown,
    state: "final",
    at,
  };
}

/**
 * Turns one typed text into an invocation and shows both it and an immediate outcome in the channel. The text is shown
 * before it is handed on, so that no answer stands above its question; when it is not accepted, it is taken back.
 */
export function createReceiveMessage({ transcripts, clock, newId }: ReceiveMessageDeps) {
  return async (
    channelId: string,
    { locale, ...message }: TypedMessage & Sender,
    onInvocation: (invocation: Invocation) => Promise<Outcome>,
  ): Promise<Received> => {
    const call = toCall(message.text);
    const trigger = message.text.startsWith("/") ? "command" : "mention";
    const id = `web-${message.id ?? newId()}`;
    const inReplyTo = call.name === "ask" ? await saidUnder(channelId, message.inReplyTo) : undefined;
    const invocation = toInvocation(channelId, {
      id,
      questionId: id,
      call,
      inReplyTo,
      locale,
      trigger,
      receivedAt: clock.now(),
    });
    const question: TranscriptEntry = {
      id: invocation.id,
      author: "asker",
      markdown: message.text,
      state: "final",
      at: invocation.receivedAt,
    };
    await transcripts.put(channelId, question);
    const outcome = await onInvocation(invocation).catch(async (error: unknown) => {
      // What was refused is told by its own error, whether or not the store can still be written.
      await transcripts.put(channelId, { ...question, markdown: "" }).catch(() => undefined);
      throw error;
    });
    switch (outcome.kind) {
      case "accepted":
        break;
      case "ignored":
        await transcripts.put(channelId, { ...question, isIgnored: true });
        break;
      case "form":
        // What was typed is said when the form is sent, with what it then says.
        await transcripts.put(channelId, { ...question, markdown: "" });
        return { id: invocation.id, form: outcome.form };
      case "reply":
        await transcripts.put(channelId, toReplyEntry(outcome, { questionId: invocation.id, at: clock.now(), locale }));
    }
    return { id: invocation.id };
  };

  /**
   * A page without threads: what is said under a digest is said so by the person, or while it is the last thing in the
   * channel.
   */
  async function saidUnder(channelId: string, chosen: string | undefined): Promise<Invocation["inReplyTo"]> {
    const entries = await transcripts.read(channelId);
    const shown = entries.filter(({ markdown }) => markdown !== "");
    const last = shown.at(-1);
    const answerId = chosen ?? (last !== undefined && isUnasked(last) ? last.answerId : undefined);
    if (answerId === undefined) return undefined;
    const first = shown.find((entry) => isUnasked(entry) && entry.answerId === answerId);
    if (first !== undefined) return { messageId: first.id };
    throw new UserInputError(say("web.digest.gone"));
  }
}

function isUnasked({ author, inReplyTo, answerId }: TranscriptEntry): boolean {
  return author === "footnote" && inReplyTo === undefined && answerId !== undefined;
}

/** A text that starts with a slash is a command, anything else a question. */
function toCall(text: string): CommandCall {
  const [, name, rest] = /^\/(\S*)(.*)$/su.exec(text) ?? [];
  if (name === undefined) return askCall(text);
  if (name === "") throw new UserInputError(say("web.command.empty"));
  return parseCommandText(name.toLowerCase().slice(0, 40), rest ?? "");
}
