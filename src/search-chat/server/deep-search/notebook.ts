import { parseCitationUrl } from "../../citation-url.ts";
import { numberSources, type Source } from "../answer/number-sources.ts";
import type { SearchResult } from "../search/search-service.ts";
import { createPageText, type PageText } from "./page-text.ts";

/** What the searches of one question have found, and what was read of it. */
export interface Notebook {
  /** Notes what one round has found, a list a query. Gives how many pages are new. */
  add(found: readonly (readonly SearchResult[])[]): number;
  /** The best pages that were not read yet, each given once. Nothing but what a search returned. */
  takeUnread(count: number): readonly SearchResult[];
  /** Notes what a page says. */
  read(page: SearchResult, text: string): void;
  /** The best sources, at most `count`, with excerpts on what is wanted that together keep to `maxChars`. */
  sources(wanted: string, room: { readonly count: number; readonly maxChars: number }): readonly Source[];
}

interface Entry {
  readonly result: SearchResult;
  readonly round: number;
  /** Its place among what its round found first, from 0. */
  readonly rank: number;
  /** How many queries found it. */
  hits: number;
  isTaken: boolean;
  /** The page's own text, once it is known. */
  text: string | undefined;
  /** That text, once an excerpt is wanted of it. */
  page?: PageText;
}

/** A service that gives as much of a page has read it for us. */
const WHOLE_FROM_CHARS = 1_500;
const PLACES_PER_HIT = 3;

export function createNotebook(): Notebook {
  const entries = new Map<string, Entry>();
  let round = 0;
  return {
    add(found) {
      const before = entries.size;
      round += 1;
      for (const result of byRank(found)) {
        const key = keyOf(result);
        const known = entries.get(key);
        if (known === undefined) {
          const text = textGiven(result);
          entries.set(key, { result, round, rank: entries.size - before, hits: 1, text, isTaken: text !== undefined });
        } else known.hits += 1;
      }
      return entries.size - before;
    },
    takeUnread(count) {
      const best = [...entries.values()]
        .filter(({ isTaken }) => !isTaken)
        .sort((a, b) => b.round - a.round || placeOf(a) - placeOf(b))
        .slice(0, count);
      for (const entry of best) entry.isTaken = true;
      return best.map(({ result }) => result);
    },
    read(page, text) {
      const entry = entries.get(keyOf(page));
      if (entry === undefined) return;
      entry.text = text;
      // Pages arrive one after the other; made ready now, they hold up nobody for long.
      entry.page = createPageText(text);
    },
    sources(wanted, { count, maxChars }) {
      const best = [...entries.values()]
        .sort((a, b) => Number(b.text !== undefined) - Number(a.text !== undefined) || placeOf(a) - placeOf(b))
        .slice(0, count);
      const isRead = ({ text }: Entry) => text !== undefined;
      const unread = best.filter((entry) => !isRead(entry)).reduce((sum, { result }) => sum + lengthOf(result), 0);
      const share = Math.floor((maxChars - Math.min(unread, maxChars / 2)) / Math.max(1, best.filter(isRead).length));
      return numberSources(
        best.map((entry) => {
          if (entry.text === undefined) return entry.result;
          entry.page ??= createPageText(entry.text);
          return { ...entry.result, content: entry.page.excerpt(wanted, share) };
        }),
      );
    },
  };
}

/** Every round was made for something else, so the first of each comes first. What several queries found moves up. */
function placeOf({ rank, hits }: Entry): number {
  return rank - PLACES_PER_HIT * (hits - 1);
}

/** The first of every query, then the second of every query, and so on. */
function byRank(found: readonly (readonly SearchResult[])[]): readonly SearchResult[] {
  const longest = Math.max(0, ...found.map(({ length }) => length));
  return Array.from({ length: longest }, (_, rank) => found.flatMap((results) => results.slice(rank, rank + 1))).flat();
}

/** One page is one entry; of `docs`, each passage is one. */
function keyOf({ url, passage }: SearchResult): string {
  const page = parseCitationUrl(url)?.key.replace(/^https?:/u, "") ?? url;
  return passage === undefined ? page : `${page} ${passage.passage.position}`;
}

function lengthOf({ content, snippet }: SearchResult): number {
  return (content ?? snippet).length;
}

function textGiven({ content, snippet, passage }: SearchResult): string | undefined {
  if (passage !== undefined) return content ?? snippet;
  return content !== undefined && content.length >= WHOLE_FROM_CHARS ? content : undefined;
}
