import type { TranscriptEntry } from "../../core/transcript.ts";
import { type AnswerView, renderAnswer } from "./render-answer.ts";

/** A transcript entry as the page receives it. `text` is shown as text; only `html` is inserted as HTML. */
export type EntryView =
  | { readonly kind: "question"; readonly id: string; readonly text: string; readonly at: number }
  | ({
      readonly kind: "answer";
      readonly id: string;
      /** The question's id. */
      readonly inReplyTo: string | undefined;
      readonly state: TranscriptEntry["state"];
      readonly at: number;
    } & AnswerView)
  | { readonly kind: "removed"; readonly id: string };

/** Renders one entry for the page. A finished entry without a word is one that was taken back. */
export function toEntryView({ id, author, inReplyTo, markdown, state, at }: TranscriptEntry): EntryView {
  if (state === "final" && markdown === "") return { kind: "removed", id };
  return author === "asker"
    ? { kind: "question", id, text: markdown, at }
    : { kind: "answer", id, inReplyTo, state, at, ...renderAnswer(markdown, { isGrowing: state === "writing" }) };
}
