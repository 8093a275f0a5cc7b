import { toLink } from "./to-link.ts";

/** Words and punctuation that mean nothing in Markdown, with `[1]` marks, which nothing here defines as links. */
const PLAIN = String.raw`(?:[\p{L}\p{N}\p{M} .,;:?'’"“”„–—…%$€-]|!(?!\[)|\[\d{1,3}\])`;
/** A letter at its start and no blank at its end: no list, no heading, no line break. */
const PARAGRAPH = new RegExp(
  String.raw`^\p{L}(?:${PLAIN}*(?! )${PLAIN})?(?:\n\p{L}(?:${PLAIN}*(?! )${PLAIN})?)*$`,
  "u",
);
const BOLD = /^\*\*([\p{L}\p{N}]+)\*\*$/u;
const SOURCE =
  /^([1-9]\d{0,2})\. \[((?:[\p{L}\p{N}\p{M} .,;?'’"“”–—…]|\\[!-/:-@[-\u0060{-~])+)\]\((https?:\/\/[\w.~:/?#=%+,;-]+)\)( — [a-z\d.-]*[a-z\d])$/u;
/** What Markdown makes a link of without any brackets. */
const BARE_LINK = /www\./iu;

/**
 * The `mrkdwn` of Markdown that is no more than most answers are: paragraphs of plain words, and a list of sources under
 * its heading. Undefined for everything else, which takes a parser and most of the time that an answer costs.
 */
export function plainMrkdwn(markdown: string): string | undefined {
  const texts: string[] = [];
  let isBehindList = false;
  for (const block of markdown.split("\n\n")) {
    const text = plainBlock(block);
    const sources = text === undefined ? sourceList(block) : undefined;
    // Two lists with nothing between them are one.
    if (text === undefined && (sources === undefined || isBehindList)) return undefined;
    isBehindList = sources !== undefined;
    texts.push(text ?? sources ?? "");
  }
  return texts.join("\n\n");
}

function plainBlock(block: string): string | undefined {
  const bold = BOLD.exec(block)?.[1];
  if (bold !== undefined) return `*${bold}*`;
  return PARAGRAPH.test(block) && !BARE_LINK.test(block) ? block : undefined;
}

function sourceList(block: string): string | undefined {
  const lines: string[] = [];
  let next: number | undefined;
  for (const line of block.split("\n")) {
    const [, digits = "", label = "", url = "", host = ""] = SOURCE.exec(line) ?? [];
    const number = Number(digits);
    // A list counts on from its first number, whatever stands before the others.
    if (url === "" || (next !== undefined && number !== next)) return undefined;
    const words = label.replace(/\\(.)/gu, "$1");
    if (BARE_LINK.test(words) || BARE_LINK.test(host) || /[@/]/u.test(words)) return undefined;
    next = number + 1;
    lines.push(`${digits}. ${toLink(url, words)}${host}`);
  }
  return lines.join("\n");
}
