import type { AnswerControl } from "../../core/chat.ts";
import type { ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import type { TranscriptEntry } from "../../core/transcript.ts";
import { type AnswerView, type AnswerViewOptions, toAnswerView } from "./answer-view.ts";
import { type AnswerWords, type SummaryView, summaryOf } from "./answer-words.ts";

/** A transcript entry as the page receives it. `text` is shown as text; only `html` is inserted as HTML. */
export type EntryView =
  | {
      readonly kind: "question";
      readonly id: string;
      readonly text: string;
      readonly at: number;
      readonly askedAgainAt: number | undefined;
      /** Nobody answers it. */
      readonly isIgnored: boolean | undefined;
    }
  | ({
      readonly kind: "answer";
      readonly id: string;
      /** The question's id. */
      readonly inReplyTo: string | undefined;
      /** What its controls are pressed with. */
      readonly answerId: string | undefined;
      readonly controls: readonly AnswerControl[];
      readonly feedback: TranscriptEntry["feedback"];
      readonly buttons: readonly ReplyButton[];
      /** What Footnote's own words under it are in. */
      readonly language: Language;
      /** Of a whole answer with sources. */
      readonly summary: SummaryView | undefined;
      readonly state: TranscriptEntry["state"];
      readonly at: number;
    } & AnswerView)
  | { readonly kind: "removed"; readonly id: string };

/** The same on the page, which knows the words. */
export type ShownEntry =
  | Exclude<EntryView, { readonly kind: "answer" }>
  | (Extract<EntryView, { readonly kind: "answer" }> & { readonly words: AnswerWords });

export type ToEntryView = (entry: TranscriptEntry) => EntryView;

/** About five channels' worth. */
const KEPT_ANSWERS = 500;

/**
 * Renders entries for the page. A finished entry without a word is one that was taken back. Answers are kept as
 * rendered, each in its last state, since every page that watches gets them and rendering one takes milliseconds.
 */
export function createEntryViews({ maxKept = KEPT_ANSWERS }: { readonly maxKept?: number } = {}): ToEntryView {
  const kept = new Map<string, { readonly markdown: string; readonly key: string; readonly view: AnswerView }>();
  const render = (id: string, markdown: string, options: AnswerViewOptions): AnswerView => {
    const key = JSON.stringify(options);
    const before = kept.get(id);
    const view = before?.markdown === markdown && before.key === key ? before.view : toAnswerView(markdown, options);
    kept.delete(id);
    kept.set(id, { markdown, key, view });
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    return view;
  };
  return (entry) => {
    const { id, author, inReplyTo, answerId, controls = [], feedback, buttons = [], markdown, state, at } = entry;
    if (state === "final" && markdown === "") return { kind: "removed", id };
    if (author === "asker") {
      const { askedAgainAt, isIgnored } = entry;
      return { kind: "question", id, text: markdown, at, askedAgainAt, isIgnored };
    }
    const isGrowing = state !== "final";
    const view = render(id, markdown, { isGrowing, isBroken: !isGrowing && controls.includes("retry") });
    const { language = "en" } = entry;
    const isWhole = state === "final" && view.note === undefined && view.sources.length > 0;
    const summary = isWhole ? summaryOf(view.sources.length, language) : undefined;
    return {
      kind: "answer",
      id,
      inReplyTo,
      answerId,
      controls,
      feedback,
      buttons,
      language,
      summary,
      state,
      at,
      ...view,
    };
  };
}
