import { createReasoningFilter } from "./reasoning.ts";

/** The text of one answer as the asker may see it: without reasoning, without white space before its first word. */
export interface AnswerText {
  /** Takes a piece and gives back what of it is to be shown now. */
  add(piece: string): string;
  /** What was held back until the end. */
  end(): string;
  whole(): string;
}

/** Collects the text of one answer. */
export function createAnswerText(): AnswerText {
  const reasoning = createReasoningFilter();
  let whole = "";
  const show = (text: string): string => {
    const shown = whole === "" ? text.trimStart() : text;
    whole += shown;
    return shown;
  };
  return {
    add: (piece) => show(reasoning.add(piece)),
    end: () => show(reasoning.end()),
    whole: () => whole,
  };
}
