import type { AnswerEvent, Citation } from "./answer.ts";
import { type CheckedAnswer, checkCitations, type OffListRule, stablePart } from "./check-citations.ts";
import { closeOpenBlock } from "./close-open-block.ts";
import type { Language } from "./messages/language.ts";
import { say } from "./messages/message.ts";
import { translate } from "./messages/translate.ts";
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

/** Ten Discord messages, which take it ten seconds: more would bury a channel under one answer. */
export const MAX_ANSWER_LENGTH = 20_000;

/** Collects an answer. What comes beyond {@link MAX_ANSWER_LENGTH} is left out, and the end says so. */
export function createGrowingAnswer(
  sites: SiteLists,
  {
    offList = "remove",
    language = "en",
  }: { readonly offList?: OffListRule | undefined; readonly language?: Language | undefined } = {},
): GrowingAnswer {
  let text = "";
  let citations: readonly Citation[] | undefined;
  let isDone = false;
  let isShortened = false;
  let isCutOff = false;
  let wake: (() => void) | undefined;
  let growth: Promise<void> | undefined;
  return {
    add(event) {
      if (event.type === "citations") citations = event.citations;
      if (event.type === "text") {
        const room = MAX_ANSWER_LENGTH - text.length;
        text += event.text.slice(0, room);
        isShortened ||= event.text.length > room;
      }
      if (event.type === "done") {
        isDone = true;
        isCutOff = event.finishReason === "length";
      }
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
    shown: () => (text === "" ? "" : checkCitations(stablePart(text), citations, sites, offList).markdown.trimEnd()),
    checked() {
      const breaksOff = isCutOff && text.trim() !== "";
      const note = isShortened ? say("answer.shortened") : breaksOff ? say("answer.cutOff") : undefined;
      const whole = note === undefined ? text : `${closeOpenBlock(stablePart(text))}\n\n${translate(note, language)}`;
      return checkCitations(whole, citations ?? [], sites, offList);
    },
  };
}
