import { fromHtml } from "hast-util-from-html";
import { toText } from "hast-util-to-text";

/** What engines put into snippets: marks around the words that were found, line breaks, and characters as entities. */
const MARKUP =
  /<\/?(?:a|b|br|code|div|em|h[1-6]|i|img|li|mark|ol|p|span|strong|sub|sup|u|ul)\b[^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w+);/iu;
const OTHER_ANGLES = /<(?!\/?(?:a|b|br|code|div|em|h[1-6]|i|img|li|mark|ol|p|span|strong|sub|sup|u|ul)\b[^<>]*>)/giu;
/** Ours, in UTF-16 code units: a snippet is a paragraph, and what is longer need not be parsed. */
const MAX_LINE_LENGTH = 4_000;
/** What a cut leaves of a character of two units. */
const HALF_PAIR = /[\uD800-\uDBFF]$/u;
/** Control characters but tab and line breaks. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/** A snippet or title as one line of plain text. `Array<string>` is text; `<b>` is not. */
export function toPlainLine(given: string | null | undefined): string {
  const text = (given ?? "").slice(0, MAX_LINE_LENGTH).replace(HALF_PAIR, "");
  const plain = MARKUP.test(text) ? toText(fromHtml(text.replace(OTHER_ANGLES, "&lt;"), { fragment: true })) : text;
  return plain.replace(CONTROLS, "").replace(/\s+/gu, " ").trim();
}

/** A page's text as the service gives it, with its lines; undefined where there is none. */
export function toPageText(text: string | null | undefined): string | undefined {
  const kept = text?.replace(CONTROLS, "").trim();
  return kept === "" ? undefined : kept;
}
