import { markAt } from "./answer-marks.ts";
import type { Step } from "./check-step.ts";
import { closingBracket, definedAt, targetAt } from "./link-syntax.ts";

export interface BracketRules {
  /** Marks from 1 to this are real. */
  readonly sourceCount: number;
  /** Whether an answer may link to an address. */
  readonly isKnown: (url: string) => boolean;
}

/** What becomes of a text that begins with a bracket, opening or closing. `isEnd`: nothing will follow it. */
export interface BracketCheck {
  /** `[` or `![`: a mark, a link, an image or just a bracket. */
  bracket(text: string, isEnd: boolean): Step;
  /** `]`: the end of a link's words, or of what would else become one. */
  bracketEnd(text: string, isEnd: boolean): Step;
  /** `【`: a mark or just a bracket. */
  lenticular(text: string, isEnd: boolean): Step;
}

const MAX_LENTICULAR_CHARS = 200;

export function createBracketCheck({ sourceCount, isKnown }: BracketRules): BracketCheck {
  /** Links whose words are being read. */
  let openLinks = 0;

  function bracket(text: string, isEnd: boolean): Step {
    const isImage = text.startsWith("!");
    const inner = isImage ? text.slice(1) : text;
    const mark = isImage ? undefined : markAt(inner, sourceCount);
    const close = mark === undefined ? closingBracket(inner) : mark.length - 1;
    const literal: Step = { take: isImage ? 2 : 1, write: isImage ? "![" : "[" };
    if (close === "open") return isEnd ? literal : undefined;
    if (close === undefined) return literal;
    const behind = inner.slice(close + 1);
    if (behind === "" && !isEnd) return undefined;
    const target = behind.startsWith("(") ? targetAt(behind) : undefined;
    if (target === "open" && !isEnd) return undefined;
    const isLink = target !== undefined && target !== "open";
    const length = close + 1 + (isLink ? target.length : 0);
    if (isLink && isAllowed(target) && (mark === undefined || mark.numbers.length === 1)) {
      openLinks += 1;
      return literal;
    }
    if (mark !== undefined) return marked(mark.numbers, { behind: text.slice(length), length, isEnd });
    // In `[words][1]` the words are a link by reference to many readers.
    return isLink ? { take: length + (isImage ? 1 : 0), again: inner.slice(1, close) } : literal;
  }

  function marked(
    numbers: readonly number[],
    { behind, length, isEnd }: { readonly behind: string; readonly length: number; readonly isEnd: boolean },
  ): Step {
    if (behind === "" && !isEnd) return undefined;
    // A link that is none by our reading, and may be one by another.
    if (numbers.length > 0 && behind.startsWith("(")) return { take: length, write: `${markdownOf(numbers)} ` };
    if (numbers.length === 0 || !behind.startsWith(":")) return { take: length, mark: numbers };
    const colon = colonAt(`]${behind}`, isEnd);
    return colon === undefined ? undefined : { take: length + 1, write: markdownOf(numbers) + colon };
  }

  function bracketEnd(text: string, isEnd: boolean): Step {
    const next = text[1];
    if (next === undefined && !isEnd) return undefined;
    if (next === "(") {
      const target = targetAt(text.slice(1));
      if (target === "open" && !isEnd) return undefined;
      if (target !== undefined && target !== "open" && isAllowed(target) && openLinks > 0) {
        openLinks -= 1;
        return { take: 1 + target.length, write: text.slice(0, 1 + target.length) };
      }
      return { take: 1, write: "] " };
    }
    if (next === ":") {
      const colon = colonAt(text, isEnd);
      return colon === undefined ? undefined : { take: 2, write: `]${colon}` };
    }
    return { take: 1, write: "]" };
  }

  /** The colon behind a bracket; where a reader could take what follows for the bracket's address, apart from it. */
  function colonAt(bracketEnd: string, isEnd: boolean): ":" | " :" | undefined {
    const target = definedAt(isEnd ? `${bracketEnd}\n` : bracketEnd);
    if (target === "open") return isEnd ? ":" : undefined;
    return target === undefined || (/[/:&\\<]/u.test(target) && !isKnown(target)) ? " :" : ":";
  }

  function isAllowed({ url, isPlain }: { readonly url: string; readonly isPlain: boolean }): boolean {
    return isPlain && isKnown(url);
  }

  return {
    bracket,
    bracketEnd,
    lenticular(text, isEnd) {
      const mark = markAt(text, sourceCount);
      if (mark !== undefined) {
        return marked(mark.numbers, { behind: text.slice(mark.length), length: mark.length, isEnd });
      }
      const isOpen = !/[】\r\n]/u.test(text) && text.length < MAX_LENTICULAR_CHARS;
      return isOpen && !isEnd ? undefined : { take: 1, write: "【" };
    },
  };
}

export function markdownOf(numbers: readonly number[]): string {
  return numbers.map((number) => `[${number}]`).join("");
}
