import type { ModalView } from "@slack/web-api";
import { z } from "zod";
import type { UserRef } from "../../core/chat.ts";
import { cutsBehind, cutText } from "../../core/cut-text.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import { userSchema } from "./acting-user.ts";
import { FIELD, plain } from "./form-view.ts";
import { inMetadata, type ModalPlace, modalPlaceSchema } from "./modal-place.ts";
import { formStateSchema } from "./parse-form.ts";
import type { Shortcut } from "./parse-shortcut.ts";

/** What names this modal to Slack. */
export const ASK_ABOUT_VIEW = "footnote_ask_about_view";

const MAX_WORDS_LENGTH = 1_000;
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MAX_MESSAGE_LENGTH = 2_900;

const metadataSchema = inMetadata(modalPlaceSchema.extend({ messageTs: z.string().min(1) }));

const submissionSchema = z.object({
  user: userSchema,
  view: z.object({ id: z.string().min(1), private_metadata: metadataSchema, state: formStateSchema }),
});

/** Asks what somebody wants to know about a message, with the message beside it, to be shortened. */
export function toAskAboutView({ place, messageTs, text }: Shortcut, language: Language): ModalView {
  const words = (message: Message) => plain(translate(message, language));
  const shown = text.length <= MAX_MESSAGE_LENGTH ? text : firstOf(text, { maxLength: MAX_MESSAGE_LENGTH });
  const hint = shown === text ? {} : { hint: words(say("slack.askAbout.cut", { count: shown.length })) };
  const message = {
    type: "input" as const,
    block_id: "message",
    optional: true,
    label: words(say("slack.askAbout.message")),
    ...hint,
    element: { type: "plain_text_input" as const, action_id: FIELD, multiline: true, initial_value: shown },
  };
  const title = translate(say("slack.shortcut.askAbout"), language);
  return {
    type: "modal",
    callback_id: ASK_ABOUT_VIEW,
    title: plain(title),
    submit: words(say("slack.askAbout.send")),
    close: words(say("button.cancel")),
    private_metadata: JSON.stringify({ version: 2, title, ...place, messageTs }),
    blocks: [
      {
        type: "input",
        block_id: "question",
        optional: false,
        label: words(say("slack.askAbout.question")),
        element: { type: "plain_text_input", action_id: FIELD, multiline: true, max_length: MAX_WORDS_LENGTH },
      },
      ...(shown === "" ? [] : [message]),
    ],
  };
}

export interface AskedAbout {
  readonly viewId: string;
  readonly title: string;
  readonly asker: UserRef;
  readonly place: ModalPlace;
  readonly messageTs: string;
  /** The person's own words. */
  readonly words: string;
  /** The words and the message. */
  readonly question: string;
}

/** Reads the modal as it was filled in. */
export function parseAskAbout(body: unknown): AskedAbout | undefined {
  const parsed = submissionSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { user: asker, view } = parsed.data;
  const { version: _version, title, messageTs, ...place } = view.private_metadata;
  const { question: words = "", message = "" } = view.state;
  return { viewId: view.id, title, asker, place, messageTs, words, question: withQuote(words, message) };
}

/** As much of the message as a question has room for. */
function withQuote(words: string, message: string): string {
  if (message === "") return words;
  const quote = (text: string) => `\n\n${text.replace(/^/gmu, "> ")}`;
  const maxLength = MAX_QUESTION_LENGTH - words.length;
  return words + quote(firstOf(message, { maxLength, measure: (text) => quote(text).length }));
}

function firstOf(
  text: string,
  { maxLength, measure = (part) => part.length }: { maxLength: number; measure?: (part: string) => number },
): string {
  if (measure(text) <= maxLength) return text;
  const [first = ""] = cutText(text, [cutsBehind(text, /\s+/gu)], { maxLength: maxLength - 1, measure });
  return `${first.trimEnd()}…`;
}
