import { isAllowedUrl } from "./allowed-url.ts";
import type { Citation } from "./answer.ts";
import { parseUrl } from "./parse-url.ts";
import { renumberMarks } from "./renumber-marks.ts";
import type { SiteLists } from "./settings.ts";
import { hostOfUrl } from "./source-site.ts";
import { stripAddresses } from "./strip-addresses.ts";

/** What becomes of a citation whose host is not allowed: it goes, or it is named without a link. */
export type OffListRule = "remove" | "mark";

/** An answer that links only sites its channel allows, and names others only where its channel wants that. */
export interface CheckedAnswer {
  readonly markdown: string;
  /** Numbered 1, 2, 3 … as `[n]` in the text. */
  readonly citations: readonly Citation[];
  /** How many different addresses were taken out because their host is not allowed. */
  readonly removed: number;
}

/**
 * Holds an answer to the effective lists: off-list citations go, with their `[n]` marks; off-list links in the text
 * keep their words and lose their address. The remaining citations are renumbered without gaps, in the text too, and
 * a mark that no citation has is dropped. Code is left as it is.
 *
 * With the rule `mark` an off-list citation stays, marked as off the list, and so do its `[n]` marks; its address is in no
 * link all the same.
 *
 * `citations` is undefined while the endpoint has not named them: marks then stay. Pure, so it can run on a growing
 * answer as often as one likes; what it returns passes through it unchanged.
 */
export function checkCitations(
  markdown: string,
  citations: readonly Citation[] | undefined,
  sites: SiteLists,
  offList: OffListRule = "remove",
): CheckedAnswer {
  if (offList === "mark" && citations !== undefined) return markCitations(markdown, citations, sites);
  const kept = (citations ?? []).filter(({ url }) => isAllowedUrl(url, sites));
  const gone = (citations ?? []).filter((citation) => !kept.includes(citation)).map(({ url }) => spellingOf(url));
  const stripped = stripAddresses(markdown, sites);
  const renumbered = citations === undefined ? stripped.markdown : renumberMarks(stripped.markdown, kept);
  // A mark that goes may have kept apart what is a link without it.
  const last = renumbered === stripped.markdown ? stripped : stripAddresses(renumbered, sites);
  return {
    markdown: last.markdown,
    citations: kept.map((citation, index) => ({ ...citation, number: index + 1 })),
    removed: new Set([...gone, ...stripped.removed, ...last.removed]).size,
  };
}

/** The marks come first: `[3](https://…)` is one, and would go with its link. */
function markCitations(markdown: string, citations: readonly Citation[], sites: SiteLists): CheckedAnswer {
  const named = citations.filter(({ url }) => hostOfUrl(url) !== undefined);
  const gone = citations.filter((citation) => !named.includes(citation)).map(({ url }) => spellingOf(url));
  const kept = named.map((citation, index) => {
    const renumbered = { ...citation, number: index + 1 };
    return isAllowedUrl(citation.url, sites) ? renumbered : { ...renumbered, isOffList: true };
  });
  const stripped = stripAddresses(renumberMarks(markdown, named), sites);
  const renumbered = renumberMarks(stripped.markdown, kept);
  const last = renumbered === stripped.markdown ? stripped : stripAddresses(renumbered, sites);
  const removed = new Set([...gone, ...stripped.removed, ...last.removed]);
  // What is listed was not left out.
  for (const { url } of kept) removed.delete(spellingOf(url));
  return { markdown: last.markdown, citations: kept, removed: removed.size };
}

/**
 * The part of a growing text that later text cannot change the meaning of: an unfinished link, address or mark at its
 * end is left out, so that half an off-list address is never shown.
 */
export function stablePart(markdown: string): string {
  const start = UNFINISHED.exec(markdown)?.index ?? markdown.length;
  return markdown.slice(0, start);
}

const UNFINISHED = new RegExp(
  [
    // `[words`, `[words]`, `[words](addr`, `![words`
    String.raw`!?\[[^\]\n]{0,300}(?:\](?:\([^)\n]{0,2000})?)?`,
    // `https://addr`, `htt`, `www.addr`, whatever stands before it
    String.raw`https?:?\/{0,2}\S{0,2000}`,
    String.raw`\bh(?:t(?:tp?)?)?`,
    String.raw`\bw(?:ww?)?`,
    String.raw`\bwww\.\S{0,2000}`,
    // `<addr`, but not `a < b`
    String.raw`<(?:[a-z/!][^>\n]{0,2000})?`,
  ]
    .map((pattern) => `(?:${pattern}$)`)
    .join("|"),
  "iu",
);

function spellingOf(url: string): string {
  return parseUrl(url)?.href ?? url;
}
