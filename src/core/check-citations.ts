import type { Nodes } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { Citation } from "./answer.ts";
import { parseMarkdown, replaceSpans, type Span, spanOf } from "./markdown.ts";
import type { SiteLists } from "./settings.ts";
import { hostOfUrl, isOnSite } from "./source-site.ts";

/** An answer that names only sites its channel allows. */
export interface CheckedAnswer {
  readonly markdown: string;
  /** Numbered 1, 2, 3 … as `[n]` in the text. */
  readonly citations: readonly Citation[];
  /** How many different addresses were taken out because their host is not allowed. */
  readonly removed: number;
}

/** Whether a page may be cited here. An address that is not http(s) never may. */
export function isAllowedUrl(url: string, sites: SiteLists): boolean {
  const host = hostOfUrl(url);
  if (host === undefined) return false;
  if (sites.exclude.some((site) => isOnSite(host, site))) return false;
  return sites.include === undefined || sites.include.some((site) => isOnSite(host, site));
}

/**
 * Holds an answer to the effective lists: off-list citations go, with their `[n]` marks; off-list links in the text
 * keep their words and lose their address. The remaining citations are renumbered without gaps, in the text too, and
 * a mark that no citation has is dropped. Code is left as it is.
 *
 * `citations` is undefined while the endpoint has not named them: marks then stay. Pure, so it can run on a growing
 * answer as often as one likes.
 */
export function checkCitations(
  markdown: string,
  citations: readonly Citation[] | undefined,
  sites: SiteLists,
): CheckedAnswer {
  const kept = (citations ?? []).filter(({ url }) => isAllowedUrl(url, sites));
  const newNumbers = citations && new Map(kept.map(({ number }, index) => [number, index + 1]));
  const root = parseMarkdown(markdown);
  const offListReferences = new Set<string>();
  visit(root, "definition", (node) => {
    if (!isAllowedUrl(node.url, sites)) offListReferences.add(node.identifier);
  });

  const changes: Change[] = [];
  const removed = new Set((citations ?? []).filter(({ url }) => !isAllowedUrl(url, sites)).map(({ url }) => url));
  visit(root, (node) => {
    const span = spanOf(node);
    switch (node.type) {
      case "link":
      case "image":
        if (isAllowedUrl(node.url, sites)) return undefined;
        removed.add(node.url);
        changes.push({ ...span, text: wordsOf(node) });
        return "skip";
      case "footnoteReference":
      case "linkReference":
        if (isNumber(node.identifier)) changes.push(...renumberMarks(markdown, span, newNumbers));
        else if (offListReferences.has(node.identifier)) changes.push({ ...span, text: textOf(node) });
        else return undefined;
        return "skip";
      case "footnoteDefinition":
      case "definition":
        // Numbered lists of addresses under the text: the sources are listed by us.
        if (!isNumber(node.identifier) && !offListReferences.has(node.identifier)) return undefined;
        changes.push({ start: span.start, end: span.end + blankLinesAfter(markdown, span.end), text: "" });
        return "skip";
      case "text":
      case "html": {
        const addresses = offListAddresses(markdown, span, sites);
        for (const { address } of addresses) removed.add(address);
        changes.push(...addresses, ...renumberMarks(markdown, span, newNumbers));
        return undefined;
      }
      default:
        return undefined;
    }
  });
  return {
    markdown: replaceSpans(markdown, changes),
    citations: kept.map((citation, index) => ({ ...citation, number: index + 1 })),
    removed: removed.size,
  };
}

/**
 * The part of a growing text that later text cannot change the meaning of: an unfinished link, address or mark at its
 * end is left out, so that half an off-list address is never shown.
 */
export function stablePart(markdown: string): string {
  return markdown.replace(
    /(?:!?\[[^\]\n]{0,300}(?:\](?:\([^)\n]{0,2000})?)?|\bhttps?:?\/{0,2}[^\s]{0,2000}|<[^>\n]{0,2000})$/u,
    "",
  );
}

type Change = Span & { readonly text: string };

/** `[3]`, `[^3]` and `[3, 4]` as models write them, with the blank before; `[3](…)` and `[3]:` are something else. */
const MARK = /[ \t]?\[\^?\d{1,3}(?:\s*,\s*\^?\d{1,3})*\](?![(:])/gu;
const ADDRESS = /https?:\/\/[^\s<>"'`)\]]+/gu;

function renumberMarks(
  markdown: string,
  span: Span,
  newNumbers: ReadonlyMap<number, number> | undefined,
): readonly Change[] {
  if (newNumbers === undefined) return [];
  return matchesIn(markdown, span, MARK).map(({ start, end, text }) => {
    const numbers = [...text.matchAll(/\d+/gu)].flatMap(([digits]) => newNumbers.get(Number(digits)) ?? []);
    const blank = numbers.length > 0 && /^\s/u.test(text) ? text.slice(0, 1) : "";
    return { start, end, text: blank + [...new Set(numbers)].map((number) => `[${number}]`).join("") };
  });
}

/** Addresses that Markdown does not see as links but chat clients do, such as `x=https://…`. */
function offListAddresses(
  markdown: string,
  span: Span,
  sites: SiteLists,
): readonly (Change & { readonly address: string })[] {
  return matchesIn(markdown, span, ADDRESS).flatMap(({ start, end, text }) =>
    isAllowedUrl(text, sites) ? [] : [{ start, end, text: hostOfUrl(text) ?? "", address: text }],
  );
}

function matchesIn(markdown: string, { start, end }: Span, pattern: RegExp): readonly Change[] {
  return [...markdown.slice(start, end).matchAll(pattern)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    text: match[0],
  }));
}

/** What a reader keeps of a link that may not be followed. An address that stands for itself is named by its host. */
function wordsOf(node: Extract<Nodes, { type: "link" | "image" }>): string {
  const words = textOf(node);
  return words === "" || words === node.url || ADDRESS_ONLY.test(words) ? (hostOfUrl(node.url) ?? "") : words;
}

const ADDRESS_ONLY = /^(?:https?:\/\/|www\.)\S+$/u;

function blankLinesAfter(markdown: string, end: number): number {
  return /^\s*/u.exec(markdown.slice(end))?.[0].length ?? 0;
}

function isNumber(identifier: string): boolean {
  return /^\d{1,3}$/u.test(identifier);
}
