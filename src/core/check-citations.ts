import { isAllowedUrl } from "./allowed-url.ts";
import type { Citation } from "./answer.ts";
import { parseUrl } from "./parse-url.ts";
import { renumberMarks } from "./renumber-marks.ts";
import type { SiteLists } from "./settings.ts";
import { stripAddresses } from "./strip-addresses.ts";

/** An answer that names only sites its channel allows. */
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
 * `citations` is undefined while the endpoint has not named them: marks then stay. Pure, so it can run on a growing
 * answer as often as one likes; what it returns passes through it unchanged.
 */
export function checkCitations(
  markdown: string,
  citations: readonly Citation[] | undefined,
  sites: SiteLists,
): CheckedAnswer {
  const kept = (citations ?? []).filter(({ url }) => isAllowedUrl(url, sites));
  const offList = (citations ?? []).filter((citation) => !kept.includes(citation)).map(({ url }) => spellingOf(url));
  const stripped = stripAddresses(markdown, sites);
  const renumbered = citations === undefined ? stripped.markdown : renumberMarks(stripped.markdown, kept);
  // A mark that goes may have kept apart what is a link without it.
  const last = renumbered === stripped.markdown ? stripped : stripAddresses(renumbered, sites);
  return {
    markdown: last.markdown,
    citations: kept.map((citation, index) => ({ ...citation, number: index + 1 })),
    removed: new Set([...offList, ...stripped.removed, ...last.removed]).size,
  };
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
