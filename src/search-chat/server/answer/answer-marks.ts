/** `[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `[citation:1]`, `[[1]]` is none: its inner one is. */
const IN_BRACKETS = /^\[\^?(?:citation:\s?)?\d{1,4}(?:\s?[,;，、–-]\s?\^?(?:citation:\s?)?\d{1,4}){0,19}\]/iu;
/** `【1】`, `【1, 2】`, and OpenAI's `【1†source】` and `【4:1†source】`, of which the first number is meant. */
const IN_LENTICULARS =
  /^【\s?(?:citation:\s?)?(\d{1,4}(?:\s?[,;，、–-]\s?\d{1,4}){0,19})(?::\d{1,4})?(?:†[^】\n]{0,80})?\s?】/iu;
/** A longer range is none: it would be a span of years. */
const MAX_RANGE = 20;

export interface AnswerMark {
  /** How many characters it takes. */
  readonly length: number;
  /** The sources it names, in its order and each once; numbers that no source has are left out. */
  readonly numbers: readonly number[];
}

/** The citation mark that a text begins with, in any dialect that models write. */
export function markAt(text: string, sourceCount: number): AnswerMark | undefined {
  const found = text.startsWith("[") ? IN_BRACKETS.exec(text) : IN_LENTICULARS.exec(text);
  if (found === null) return undefined;
  const [whole, inner = whole] = found;
  const numbers = [...inner.matchAll(/(\d+)(?:\s?[–-]\s?(\d+))?/gu)].flatMap(([, first, last]) => {
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    return to < from || to - from >= MAX_RANGE ? [from, to] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  return {
    length: whole.length,
    numbers: [...new Set(numbers)].filter((number) => number >= 1 && number <= sourceCount),
  };
}
