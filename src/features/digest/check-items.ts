import { isAllowedUrl } from "../../core/allowed-url.ts";
import type { Citation } from "../../core/answer.ts";
import type { DigestItem, DroppedItem } from "../../core/digest-slot.ts";
import { hostOfUrl } from "../../core/source-site.ts";
import { canonicalUrl } from "./canonical-url.ts";
import type { Found } from "./find-items.ts";
import type { FoundItem } from "./parse-items.ts";
import { plainText } from "./plain-text.ts";
import { type PublishedAt, readPublishedAt } from "./published-at.ts";
import { storyKeys } from "./story-key.ts";

/** An item that may be told, if the channel does not know its story. */
export interface Candidate {
  readonly item: DigestItem;
  /** What has changed, by the model's word. */
  readonly update: string | undefined;
  /** When the source says it was published: the model's word does not count. */
  readonly sourceDate: PublishedAt | undefined;
}

export interface Checked {
  readonly candidates: readonly Candidate[];
  readonly dropped: readonly DroppedItem[];
}

/** Unix ms. */
export interface LookBack {
  readonly since: number;
  readonly now: number;
}

const MAX_TITLE_LENGTH = 150;
const MAX_SUMMARY_LENGTH = 400;
const MAX_UPDATE_LENGTH = 200;

/** Holds what was found to the channel's lists, to the sources of the answer and to the look-back, each story once. */
export function checkItems({ items, citations, sites }: Found, lookBack: LookBack): Checked {
  const sources = sourcesOf(citations);
  const candidates: Candidate[] = [];
  const dropped: DroppedItem[] = [];
  const seen = new Set<string>();
  for (const found of items) {
    const url = citedByNumber(found.url, citations) ?? found.url;
    const source = sources(url);
    const candidate = source && toCandidate(found, source, lookBack);
    const reason = faultOf(candidate);
    if (candidate === undefined || reason !== undefined) {
      dropped.push({ title: titleOf(found, source?.citation, url), url, reason: reason ?? "not among the citations" });
      continue;
    }
    for (const key of candidate.item.keys) seen.add(key);
    candidates.push(candidate);

    function faultOf(checked: Candidate | undefined): DroppedItem["reason"] | undefined {
      // Followed is the address of the source; the model's own may be spelled so that it leads elsewhere.
      if (!isAllowedUrl(url, sites) || (source !== undefined && !isAllowedUrl(source.citation.url, sites)))
        return "off the list";
      if (checked === undefined) return "not among the citations";
      if (checked.item.summary === "") return "no summary";
      const published = checked.sourceDate ?? readPublishedAt(checked.item.publishedAt, lookBack.now);
      if (published !== undefined && published.latest < lookBack.since) return "too old";
      return checked.item.keys.some((key) => seen.has(key)) ? "twice in this answer" : undefined;
    }
  }
  return { candidates, dropped };
}

interface Source {
  readonly citation: Citation;
  readonly canonical: string;
}

/** Finds the source that an address is of. Most models give the address as the source has it. */
function sourcesOf(citations: readonly Citation[]): (url: string) => Source | undefined {
  const sources = citations.map((citation): Source => ({ citation, canonical: canonicalUrl(citation.url) }));
  const byUrl = new Map(sources.map((source) => [source.citation.url, source]));
  const byCanonical = new Map(sources.map((source) => [source.canonical, source]));
  return (url) => byUrl.get(url) ?? byCanonical.get(canonicalUrl(url));
}

/** Some models name a source by its number where they were asked for its address. */
function citedByNumber(url: string, citations: readonly Citation[]): string | undefined {
  const [, number] = /^\[?(\d{1,3})\]?$/u.exec(url) ?? [];
  return number === undefined ? undefined : citations.find((citation) => citation.number === Number(number))?.url;
}

function toCandidate(found: FoundItem, { citation: source, canonical }: Source, { now }: LookBack): Candidate {
  const title = titleOf(found, source, source.url);
  const sourceDate = readPublishedAt(source.publishedAt, now);
  const published = sourceDate ?? readPublishedAt(found.publishedAt, now);
  const update = plainText(found.update ?? "", MAX_UPDATE_LENGTH);
  return {
    item: {
      title,
      url: source.url,
      summary: plainText(found.summary, MAX_SUMMARY_LENGTH),
      ...(published === undefined ? {} : { publishedAt: published.text }),
      keys: [canonical, ...storyKeys({ title, url: source.url, story: found.story })],
    },
    update: update === "" ? undefined : update,
    sourceDate,
  };
}

function titleOf(found: FoundItem, source: Citation | undefined, url: string): string {
  const words = [found.title, source?.title ?? ""].map((title) => plainText(title, MAX_TITLE_LENGTH));
  return words.find((title) => title !== "") ?? hostOfUrl(url) ?? "Without a title";
}
