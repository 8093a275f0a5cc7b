import { addressesIn, nameOf } from "../../core/allowed-url.ts";

/**
 * One line of words of what a page or a model has written: without markup, addresses, marks of sources and marks that
 * turn the direction of writing, cut at the end of a sentence or word. Still to be escaped where it becomes Markdown.
 */
export function plainText(text: string, maxLength: number): string {
  const bare = text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replace(/[[【](?:\^|\d)[\d\s,†^-]*[^\]】]{0,20}[\]】](?:,\s*(?=[[【]\d))?/gu, "")
    .replace(/<\/?[a-z!][^>]*>/giu, " ")
    .replace(/\*\*|__|~~|`+|^\s*(?:#{1,6}|>|[-*+])\s+/gmu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, "")
    .replace(/ (?=[.,;:!?](?:\s|$))/gu, "")
    .trim();
  const line = addressesIn(bare).reduce((words, { address }) => words.replace(address, nameOf(address)), bare);
  return cut(line, maxLength);
}

/** The first sentences of a text, at most `count`. */
export function firstSentences(text: string, count: number): string {
  return [...sentences.segment(text)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join("")
    .trim();
}

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

function cut(line: string, maxLength: number): string {
  const characters = [...line];
  if (characters.length <= maxLength) return line;
  const kept = characters.slice(0, maxLength - 1).join("");
  const sentence = /^.*[.!?。！？]["'”’)»]*(?=\s|$)/u.exec(kept)?.[0] ?? "";
  if (sentence.length > maxLength / 2) return sentence;
  const words = kept.replace(/\s+\S*$/u, "");
  return `${words.length > maxLength / 2 ? words : kept}…`;
}
