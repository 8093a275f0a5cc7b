import { z } from "zod";
import type { CommandCall } from "../../core/commands.ts";
import { callOfForm, parseCommandLine } from "../../core/form.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { TranscriptStore } from "../../core/transcript.ts";
import { toReplyEntry } from "./receive-message.ts";
import { pageIdSchema, type Sender, toInvocation } from "./to-invocation.ts";

const commandSchema = z.object({
  /** The page's own id, so that sending it again after a lost connection does nothing twice. */
  id: pageIdSchema.optional(),
  command: z.string().min(1).max(300),
  /** The question that it was done under. */
  under: z.string().max(200).optional(),
});

/** What the page sends for the press of a button under a reply. */
export const pressedButtonSchema = commandSchema;

/** What it sends for a form that was filled in. `isTyped`: what opened it was typed, and so the channel shows what comes of it. */
export const filledFormSchema = commandSchema.extend({
  values: z.record(z.string().max(60), z.string().max(6_000)),
  isTyped: z.boolean().optional(),
});

export type PressedButton = z.infer<typeof pressedButtonSchema>;
export type FilledForm = z.infer<typeof filledFormSchema>;

export interface ReceiveCommandDeps {
  readonly transcripts: TranscriptStore;
  readonly clock: { now(): number };
  readonly newId: () => string;
}

/** Turns the press of a button under a reply, or a form that was filled in, into an invocation. Throws UserInputError. */
export function createReceiveCommand({ transcripts, clock, newId }: ReceiveCommandDeps) {
  type OnInvocation = (invocation: Invocation) => Promise<Outcome>;

  async function invoke(
    channelId: string,
    { id, under, call, locale }: Omit<PressedButton, "command"> & Sender & { readonly call: CommandCall },
    onInvocation: OnInvocation,
  ): Promise<{ readonly id: string; readonly outcome: Outcome }> {
    const invocationId = `web-press-${id ?? newId()}`;
    const entries = under === undefined ? [] : await transcripts.read(channelId);
    const isThere = entries.some((entry) => entry.id === under);
    const invocation = toInvocation(channelId, {
      id: invocationId,
      questionId: under !== undefined && isThere ? under : invocationId,
      call,
      locale,
      trigger: "command",
      receivedAt: clock.now(),
    });
    return { id: invocationId, outcome: await onInvocation(invocation) };
  }

  return {
    async press(channelId: string, pressed: PressedButton & Sender, onInvocation: OnInvocation): Promise<Outcome> {
      const { command, ...rest } = pressed;
      return (await invoke(channelId, { ...rest, call: parseCommandLine(command) }, onInvocation)).outcome;
    },

    async fill(channelId: string, filled: FilledForm & Sender, onInvocation: OnInvocation): Promise<Outcome> {
      const { command, values, isTyped = false, ...rest } = filled;
      const { id, outcome } = await invoke(channelId, { ...rest, call: callOfForm(command, values) }, onInvocation);
      if (!isTyped || outcome.kind !== "reply" || outcome.isRefusal === true) return outcome;
      const at = clock.now();
      await transcripts.put(channelId, { id, author: "asker", markdown: `/${command}`, state: "final", at });
      await transcripts.put(channelId, toReplyEntry(outcome, { questionId: id, at, locale: filled.locale }));
      return { kind: "accepted" };
    },
  };
}
