import type { AnswerEvent, Citation } from "./answer.ts";
import { type CheckedAnswer, checkCitations, stablePart } from "./check-citations.ts";
import type { SiteLists } from "./settings.ts";

/** The text and citations that have arrived, held to the site lists. */
export interface GrowingAnswer {
  /** Costs next to nothing: it runs once for every word. */
  add(event: AnswerEvent): void;
  /** Resolves when something has been added since the call. */
  grown(): Promise<void>;
  /** No word has come. */
  isEmpty(): boolean;
  /** The endpoint has said that this is all. */
  isDone(): boolean;
  /** What may be shown now: no half link, no address off the lists. */
  shown(): string;
  /** All of it. Citations that never came are none. */
  checked(): CheckedAnswer;
}

export function createGrowingAnswer(sites: SiteLists): GrowingAnswer {
  let text = "";
  let citations: readonly Citation[] | undefined;
  let isDone = false;
  let wake: (() => void) | undefined;
  let growth: Promise<void> | undefined;
  return {
    add(event) {
      if (event.type === "citations") citations = event.citations;
      if (event.type === "text") text += event.text;
      if (event.type === "done") isDone = true;
      wake?.();
      wake = undefined;
      growth = undefined;
    },
    grown() {
      growth ??= new Promise((resolve) => {
        wake = resolve;
      });
      return growth;
    },
    isEmpty: () => text.trim() === "",
    isDone: () => isDone,
    shown: () => (text === "" ? "" : checkCitations(stablePart(text), citations, sites).markdown.trimEnd()),
    checked: () => checkCitations(text, citations ?? [], sites),
  };
}
