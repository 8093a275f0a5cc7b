import { addressStep, entityStep, tagStep } from "./check-address.ts";
import { type BracketRules, createBracketCheck, markdownOf } from "./check-brackets.ts";
import type { Step } from "./check-step.ts";
import { fenceAt } from "./code-fence.ts";
import { createFencedText } from "./fenced-text.ts";
import { createTextOutput } from "./text-output.ts";

/** Checks a text that comes in pieces, and holds back only what the next piece may change. */
export interface TextCheck {
  push(piece: string): string;
  /** The rest. */
  end(): string;
}

/** The first character of everything that is looked at; then what a piece may end with the beginning of. */
const SPECIAL = /[[\]【`~<&\\]|!\[|https?:\/\/|:\/\/|www\./iu;
const OPEN_END = /(?:h|ht|htt|https?:?\/?|:\/?|w|ww|www|!)$/iu;

/** Where a code span may end. It does not end in the middle of a run. */
const CODE_LINE = /^[^\r\n]{0,400}(?!`)/u;

/**
 * Holds an answer to its sources. Marks of every dialect become `[n]`, and those of no source are dropped with the blank
 * before them; links and images lead to known addresses or become their words, other addresses their host's name. Code
 * keeps its brackets. What comes out is Markdown that says the same to every reader: where two could read it in two
 * ways, it is rewritten.
 */
export function createTextCheck({ sourceCount, isKnown }: BracketRules): TextCheck {
  const output = createTextOutput();
  const fenced = createFencedText(output, isKnown);
  const brackets = createBracketCheck({ sourceCount, isKnown });
  let text = "";

  function code(isEnd: boolean): Step {
    const head = output.lineHead();
    if (head !== undefined) {
      const opened = fenceAt(text, { before: head, isEnd });
      if (opened === "open") return undefined;
      if (opened !== undefined) {
        fenced.open(opened.fence, { line: text.slice(0, opened.length), isCertain: /^ {0,3}$/u.test(head) });
        return { take: opened.length, write: "" };
      }
    }
    const [run = ""] = /^(?:`+|~+)/u.exec(text) ?? [];
    if (run.length === text.length && !isEnd) return undefined;
    if (run.startsWith("~")) return { take: run.length, write: run };
    const line = CODE_LINE.exec(text)?.[0] ?? "";
    const close = closingRun(line, run.length);
    // A run at the end of what is there may still grow.
    if (close !== undefined && (close + run.length < text.length || isEnd)) {
      const span = text.slice(0, close + run.length);
      return { take: span.length, write: span.includes("|") ? fenced.defuse(span) : span };
    }
    const isLineThere = line.length < text.length || isEnd;
    return isLineThere ? { take: run.length, write: "\\`".repeat(run.length) } : undefined;
  }

  function step(isEnd: boolean): Step {
    switch (text[0]) {
      case "[":
      case "!":
        return brackets.bracket(text, isEnd);
      case "]":
        return brackets.bracketEnd(text, isEnd);
      case "【":
        return brackets.lenticular(text, isEnd);
      case "`":
      case "~":
        return code(isEnd);
      case "<":
        return tagStep(text, { isEnd, isKnown, isLineStart: output.lineHead() !== undefined });
      case "&":
        return entityStep(text, isEnd);
      case "\\":
        return escapedSign(isEnd);
      case ":":
        return { take: 3, write: output.endsWith(/(?:https?|;[a-z]{0,5})$/iu) ? ": //" : "://" };
      default:
        return addressStep(text, { isEnd, isKnown });
    }
  }

  /** An escaped sign means itself, and is looked at no further; inside what begins an address it stands apart. */
  function escapedSign(isEnd: boolean): Step {
    if (text.length === 1 && !isEnd) return undefined;
    const escaped = /^\\[!-/:-@[-`{-~]/u.exec(text)?.[0];
    if (escaped === undefined) return { take: 1, write: "\\" };
    return { take: 2, write: output.endsWith(/(?:https?:?\/?|www)$/iu) ? ` ${escaped}` : escaped };
  }

  function scan(isEnd: boolean): string {
    while (text !== "") {
      if (fenced.isOpen()) {
        text = fenced.read(text, isEnd);
        if (fenced.isOpen()) break;
        continue;
      }
      const at = text.search(SPECIAL);
      if (at !== 0) {
        const open = at === -1 && !isEnd ? (OPEN_END.exec(text)?.index ?? text.length) : text.length;
        const end = at === -1 ? open : at;
        output.write(text.slice(0, end));
        text = text.slice(end);
        if (at === -1) break;
        continue;
      }
      const next = step(isEnd);
      if (next === undefined) break;
      text = text.slice(next.take);
      if ("again" in next) {
        output.seam();
        text = next.again + text;
      } else if ("mark" in next) {
        if (next.mark.length === 0) output.dropMark();
        else output.write(markdownOf(next.mark));
      } else if ("name" in next) {
        output.seam();
        output.write(next.name);
      } else if ("asIs" in next) output.writeAsIs(next.asIs);
      else output.write(next.write);
    }
    return isEnd ? output.takeAll() : output.take();
  }

  return {
    push(piece) {
      text += piece;
      return scan(false);
    },
    end: () => scan(true),
  };
}

function closingRun(line: string, length: number): number | undefined {
  for (const { 0: run, index } of line.slice(length).matchAll(/`+/gu)) {
    if (run.length === length) return length + index;
  }
  return undefined;
}
