/**
 * Whether a plain message reads as a question: a sentence of it ends with a question mark. Words that questions begin with
 * are another matter in every language, and half of them begin statements, too. Code and addresses are not read.
 */
export function looksLikeQuestion(text: string): boolean {
  return QUESTION_MARK.test(text.replace(NO_PROSE, " "));
}

const NO_PROSE = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S*?(?=[?!.,;:)\]}>"']*(?:\s|$))/gu;

/** What closes a sentence may stand behind it; the full-width one, as in Japanese and Chinese, needs no blank after it. */
const QUESTION_MARK = /？|[?؟][?!.…؟！？]*["'”’»›)\]}*_~|]*(?=\s|$)/u;
