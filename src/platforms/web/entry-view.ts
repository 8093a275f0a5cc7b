import type { TranscriptEntry } from "../../core/transcript.ts";
import { type AnswerView, toAnswerView } from "./answer-view.ts";

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

export type ToEntryView = (entry: TranscriptEntry) => EntryView;

/** About five channels' worth. */
const KEPT_ANSWERS = 500;

/**
 * Renders entries for the page. A finished entry without a word is one that was taken back. Finished answers are kept
 * as rendered, since every page that connects gets all of them and rendering one takes milliseconds.
 */
export function createEntryViews({ maxKept = KEPT_ANSWERS }: { readonly maxKept?: number } = {}): ToEntryView {
  const kept = new Map<string, AnswerView>();
  const render = (markdown: string, state: TranscriptEntry["state"]): AnswerView => {
    if (state !== "final") return toAnswerView(markdown, { isGrowing: true });
    const view = kept.get(markdown) ?? toAnswerView(markdown, { isGrowing: false });
    kept.delete(markdown);
    kept.set(markdown, view);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    return view;
  };
  return ({ id, author, inReplyTo, markdown, state, at }) => {
    if (state === "final" && markdown === "") return { kind: "removed", id };
    return author === "asker"
      ? { kind: "question", id, text: markdown, at }
      : { kind: "answer", id, inReplyTo, state, at, ...render(markdown, state) };
  };
}
