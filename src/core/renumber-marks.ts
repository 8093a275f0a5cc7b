import type { Nodes } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { Citation } from "./answer.ts";
import { type Change, parseMarkdown, replaceSpans, type Span, spanOf } from "./markdown.ts";
import { parseUrl } from "./parse-url.ts";

/** `[3]`, `[^3]`, `[3, 4]` and `[3][4]` as models write them, with the blank before. */
const MARKS = /[ \t]?(?:\[\^?\d{1,3}(?:\s*,\s*\^?\d{1,3})*\])+/gu;

/**
 * Gives each `[n]` in the text the number its citation has in `kept`, counted from 1, and drops the marks that no kept
 * citation has. A mark that is a link, `[3](https://…)`, becomes a mark when its address is one of the kept ones.
 */
export function renumberMarks(markdown: string, kept: readonly Citation[]): string {
  if (!/\[\^?\d/u.test(markdown)) return markdown;
  if (isNumberedAlready(markdown, kept)) return markdown;
  const newNumbers = new Map(kept.map(({ number }, index) => [number, index + 1]));
  const numberOfUrl = new Map(kept.map(({ url }, index) => [spellingOf(url), index + 1]));
  const changes: Change[] = [];
  visit(parseMarkdown(markdown), (node) => {
    const number = node.type === "link" ? numberOfLinkedMark(node, numberOfUrl) : undefined;
    if (number !== undefined) {
      changes.push({ ...spanOf(node), text: `[${number}]` });
      return "skip";
    }
    if (node.type === "text") changes.push(...marksIn(markdown, spanOf(node), newNumbers));
    return undefined;
  });
  return replaceSpans(markdown, changes);
}

/** The usual case, told without parsing: plain marks of citations that all stay where they are. */
function isNumberedAlready(markdown: string, kept: readonly Citation[]): boolean {
  if (/\[\^|\]\(|\]\[|\d\s*,\s*\^?\d/u.test(markdown)) return false;
  const marks = [...markdown.matchAll(/\[(\d{1,3})\]/gu)].map(([, digits]) => Number(digits));
  return (
    kept.every(({ number }, index) => number === index + 1) &&
    marks.every((number) => number >= 1 && number <= kept.length)
  );
}

function marksIn(markdown: string, { start, end }: Span, newNumbers: ReadonlyMap<number, number>): readonly Change[] {
  return [...markdown.slice(start, end).matchAll(MARKS)].map(({ 0: marks, index }) => {
    const numbers = [...marks.matchAll(/\d+/gu)].flatMap(([digits]) => newNumbers.get(Number(digits)) ?? []);
    const blank = numbers.length > 0 && /^\s/u.test(marks) ? marks.slice(0, 1) : "";
    return {
      start: start + index,
      end: start + index + marks.length,
      text: blank + [...new Set(numbers)].map((number) => `[${number}]`).join(""),
    };
  });
}

function numberOfLinkedMark(
  node: Extract<Nodes, { type: "link" }>,
  numberOfUrl: ReadonlyMap<string, number>,
): number | undefined {
  return /^\[?\^?\d{1,3}\]?$/u.test(textOf(node)) ? numberOfUrl.get(spellingOf(node.url)) : undefined;
}

function spellingOf(url: string): string {
  return parseUrl(url)?.href ?? url;
}
