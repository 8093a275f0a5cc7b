import { isDeepStrictEqual } from "node:util";
import type { Citation } from "../core/answer.ts";
import { type CitationUrl, parseCitationUrl } from "./citation-url.ts";
import type { SourceEntry } from "./reply-schema.ts";

/** What one reply, or all replies so far, say about sources, by the way they say it. */
export interface SourceLists {
  readonly citations: readonly SourceEntry[];
  readonly searchResults: readonly SourceEntry[];
  readonly annotations: readonly SourceEntry[];
}

/** Collects the sources of one answer while its chunks arrive. */
export interface CitationCollector {
  /** Gives back the whole list when it changed. */
  add(lists: Partial<SourceLists>): readonly Citation[] | undefined;
  isEmpty(): boolean;
}

/**
 * Starts with no sources. `citations` and `search_results` come whole, so the longer one stands; annotations come
 * piece by piece, or as the whole list so far.
 */
export function createCitationCollector(): CitationCollector {
  let lists: SourceLists = { citations: [], searchResults: [], annotations: [] };
  let merged: readonly Citation[] = [];
  return {
    add({ citations = [], searchResults = [], annotations = [] }) {
      if (citations.length + searchResults.length + annotations.length === 0) return undefined;
      lists = {
        citations: longer(lists.citations, citations),
        searchResults: longer(lists.searchResults, searchResults),
        annotations: startsWith(annotations, lists.annotations) ? annotations : [...lists.annotations, ...annotations],
      };
      const before = merged;
      merged = mergeSources(lists);
      return isDeepStrictEqual(merged, before) ? undefined : merged;
    },
    isEmpty: () => merged.length === 0,
  };
}

/**
 * One list out of all of them, each address once. The numbers are those of `citations`, else of `search_results`, else
 * of the annotations, because `[n]` in the text counts them; what only the others name comes after. A repeated or
 * unusable entry leaves a gap, so that no number moves to another source. Details come from `search_results` before
 * annotations before `citations`.
 */
export function mergeSources(lists: SourceLists): readonly Citation[] {
  const citations = lists.citations.map(locate);
  const searchResults = lists.searchResults.map(locate);
  const annotations = lists.annotations.map(locate);
  const numbered = [citations, searchResults, annotations].filter((list) => list.length > 0);
  const details = detailsOf([...searchResults, ...annotations, ...citations]);
  const merged = new Map<string, Citation>();
  let number = 0;
  for (const [rank, list] of numbered.entries()) {
    for (const { entry, at } of list) {
      const isNew = at !== undefined && !merged.has(at.key);
      const isCounted = isNew || (rank === 0 && entry.isPlaced !== true);
      if (isCounted) number += 1;
      if (isNew) merged.set(at.key, { number, url: at.url, ...details.get(at.key) });
    }
  }
  return [...merged.values()];
}

interface LocatedEntry {
  readonly entry: SourceEntry;
  /** Undefined for an entry that takes its place without an address of use. */
  readonly at: CitationUrl | undefined;
}

function locate(entry: SourceEntry): LocatedEntry {
  return { entry, at: entry.url === undefined ? undefined : parseCitationUrl(entry.url) };
}

type Details = Pick<SourceEntry, "title" | "snippet" | "publishedAt">;

/** The first list that knows a detail decides it. */
function detailsOf(entries: readonly LocatedEntry[]): ReadonlyMap<string, Details> {
  const details = new Map<string, Details>();
  for (const { entry, at } of entries) {
    if (at === undefined) continue;
    const known = details.get(at.key);
    details.set(at.key, {
      title: known?.title ?? entry.title,
      snippet: known?.snippet ?? entry.snippet,
      publishedAt: known?.publishedAt ?? entry.publishedAt,
    });
  }
  return details;
}

function longer(known: readonly SourceEntry[], next: readonly SourceEntry[]): readonly SourceEntry[] {
  return next.length >= known.length ? next : known;
}

function startsWith(list: readonly SourceEntry[], start: readonly SourceEntry[]): boolean {
  return list.length >= start.length && start.every(({ url }, index) => url === list[index]?.url);
}
