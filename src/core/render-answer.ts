import { addressesIn, nameOf } from "./allowed-url.ts";
import type { Citation } from "./answer.ts";
import type { CheckedAnswer } from "./check-citations.ts";
import { closeOpenBlock } from "./close-open-block.ts";
import type { SplitLimits } from "./cut-text.ts";
import { escapeMarkdown } from "./markdown.ts";
import type { Language } from "./messages/language.ts";
import { say } from "./messages/message.ts";
import { translate } from "./messages/translate.ts";
import type { SiteLists } from "./settings.ts";
import { hostOfUrl } from "./source-site.ts";
import { splitMessage } from "./split-message.ts";

/** The most characters of a page's title in the list of sources; more would be a paragraph. */
const MAX_TITLE_LENGTH = 120;

/**
 * The parts of a finished answer: its text, cut to the platform's limit, and its sources last. The sources are never
 * cut: they stand whole under the text, or in a part of their own; only a list too long for one message is
 * cut, between two sources.
 */
export function renderAnswer(
  answer: CheckedAnswer,
  sites: SiteLists,
  { language = "en", ...limits }: RenderLimits,
): readonly string[] {
  const text = closeOpenBlock(withoutBlankEdges(answer.markdown));
  const isBacked = answer.citations.some(({ isOffList = false }) => !isOffList);
  const isOpen = sites.include === undefined && sites.exclude.length === 0;
  const unbacked = isBacked ? [] : [translate(say(isOpen ? "answer.noSource" : "answer.noAllowedSource"), language)];
  const notes = [...unbacked, ...removedNote(answer.removed, language)];
  if (answer.citations.length === 0) return withLast(text, [`_${notes.join(" ")}_`], limits);
  return withLast(text, renderSources(answer.citations, notes, { ...limits, language }), limits);
}

/** The parts of an answer that broke off: its text so far, the note that says so, and the sources that were named. */
export function renderBrokenAnswer(
  answer: CheckedAnswer,
  note: string,
  { language = "en", ...limits }: RenderLimits,
): readonly string[] {
  const text = closeOpenBlock(withoutBlankEdges(answer.markdown));
  const withNote = text === "" ? note : `${text}\n\n${note}`;
  if (text === "" || answer.citations.length === 0) return splitMessage(withNote, limits);
  const notes = removedNote(answer.removed, language);
  return withLast(withNote, renderSources(answer.citations, notes, { ...limits, language }), limits);
}

/** The first line keeps its indent: without it, code that no list was held against would be a link. */
function withoutBlankEdges(markdown: string): string {
  return markdown.replace(/^(?:[ \t]*\r?\n)+/u, "").trimEnd();
}

/** What a message may hold, and what Footnote's own words in it are in; English where nothing is said. */
export type RenderLimits = SplitLimits & { readonly language?: Language | undefined };

/** The text, and what must stand whole under it: with the text's last part where both fit, else by itself. */
function withLast(text: string, blocks: readonly string[], limits: SplitLimits): readonly string[] {
  const fits = (markdown: string) => limits.measure(markdown) <= limits.maxLength;
  const whole = blocks.join("\n");
  // Measuring may mean converting, and most answers are one part: that is tried first.
  const all = text === "" ? whole : `${text}\n\n${whole}`;
  if (fits(all)) return [all];
  const textParts = text === "" ? [] : splitMessage(text, limits);
  const last = textParts.length === 0 ? whole : `${textParts.at(-1)}\n\n${whole}`;
  if (fits(last)) return [...textParts.slice(0, -1), last];
  const parts: string[] = [];
  for (const block of blocks) {
    const longer = `${parts.at(-1) ?? ""}\n${block}`;
    if (parts.length > 0 && fits(longer)) parts.splice(-1, 1, longer);
    else parts.push(block.trim());
  }
  return [...textParts, ...parts];
}

/** The heading with the first source, then one line for each source, then what was left out. */
function renderSources(
  citations: readonly Citation[],
  notes: readonly string[],
  limits: SplitLimits & { readonly language: Language },
): readonly string[] {
  const [first = "", ...others] = citations.map((citation) => renderSource(citation, limits));
  return [`${headingIn(limits.language)}\n\n${first}`, ...others, ...notes.map((sentence) => `\n_${sentence}_`)];
}

function renderSource(
  { number, url, title, isOffList = false }: Citation,
  { maxLength, measure, language }: SplitLimits & { readonly language: Language },
): string {
  const host = (hostOfUrl(url) ?? url).replace(/^www\./u, "");
  const words = escapeMarkdown(shorten(title ?? "") || host);
  if (isOffList) return `${number}. ${words} — ${host} (${translate(say("answer.offList"), language)})`;
  const line = `${number}. [${words}](${encodeUrl(url)}) — ${host}`;
  // Escaping makes a character five at the most, so a short line need not be measured.
  if (line.length < maxLength / 8) return line;
  // Half an address leads nowhere: a page whose address no message can hold is named, not linked.
  return measure(`${headingIn(language)}\n\n${line}`) <= maxLength ? line : `${number}. ${words} — ${host}`;
}

function headingIn(language: Language): string {
  return translate(say("answer.sources"), language);
}

function removedNote(count: number, language: Language): readonly string[] {
  return count === 0 ? [] : [translate(say("answer.leftOut", { count }), language)];
}

/** A page's title is written by anybody: one line without addresses, or marks that turn the direction of writing. */
function shorten(title: string): string {
  const line = title
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "")
    .trim();
  const plain = addressesIn(line).reduce((text, { address }) => text.replace(address, nameOf(address)), line);
  const characters = [...plain];
  return characters.length > MAX_TITLE_LENGTH ? `${characters.slice(0, MAX_TITLE_LENGTH - 1).join("")}…` : plain;
}

/** An address as the target of a Markdown link, which a closing bracket or blank would end early. */
export function encodeUrl(url: string): string {
  return url
    .replace(/[()\s<>\\]/gu, (character) =>
      character === "(" ? "%28" : character === ")" ? "%29" : encodeURIComponent(character),
    )
    .replace(/&(?=#?\w+;)/gu, "&amp;");
}
