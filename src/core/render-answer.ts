import type { CheckedAnswer } from "./check-citations.ts";
import type { SiteLists } from "./settings.ts";
import { hostOfUrl } from "./source-site.ts";
import { type SplitLimits, splitMessage } from "./split-message.ts";

/** The most characters of a page's title in the list of sources; more would be a paragraph. */
const MAX_TITLE_LENGTH = 120;

/**
 * The parts of a finished answer: its text, cut to the platform's limit, and its sources last. The sources are never
 * cut: they stand whole under the text, or in a part of their own; only a list too long for one message is
 * cut, between two sources.
 */
export function renderAnswer(answer: CheckedAnswer, sites: SiteLists, limits: SplitLimits): readonly string[] {
  const text = answer.markdown.trim();
  const sources = renderSources(answer, sites);
  if (sources === "") return splitMessage(text, limits);
  const textParts = splitMessage(text, limits);
  const last = `${textParts.at(-1) ?? ""}\n\n${sources}`;
  if (limits.measure(last) <= limits.maxLength) return [...textParts.slice(0, -1), last];
  return [...textParts, ...splitMessage(sources, limits)];
}

/** `**Sources**` and one numbered line each, or the plain sentence that there is none. */
function renderSources({ citations, removed }: CheckedAnswer, sites: SiteLists): string {
  const note = removedNote(removed);
  if (citations.length === 0) {
    const allowed = sites.include === undefined && sites.exclude.length === 0 ? "" : " on the allowed sites";
    return `_No source${allowed} backs this answer.${note}_`;
  }
  const lines = citations.map(({ number, url, title }) => {
    const host = hostOfUrl(url) ?? url;
    return `${number}. [${escapeTitle(title ?? host)}](${encodeUrl(url)}) — ${host.replace(/^www\./u, "")}`;
  });
  return `**Sources**\n\n${lines.join("\n")}${note === "" ? "" : `\n\n_${note.trim()}_`}`;
}

function removedNote(removed: number): string {
  if (removed === 0) return "";
  return removed === 1
    ? " One source outside the allowed sites was left out."
    : ` ${removed} sources outside the allowed sites were left out.`;
}

function escapeTitle(title: string): string {
  const line = title.replace(/\s+/gu, " ").trim();
  const short = line.length > MAX_TITLE_LENGTH ? `${line.slice(0, MAX_TITLE_LENGTH - 1)}…` : line;
  return short.replace(/[\\[\]<>*_`~|@#]/gu, "\\$&");
}

/** A closing bracket or blank would end the Markdown link early. */
function encodeUrl(url: string): string {
  return url.replace(/[()\s<>]/gu, (character) =>
    character === "(" ? "%28" : character === ")" ? "%29" : encodeURIComponent(character),
  );
}
