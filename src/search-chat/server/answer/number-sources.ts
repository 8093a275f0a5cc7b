import type { Citation } from "../../../core/answer.ts";
import { parseCitationUrl } from "../../citation-url.ts";
import type { SearchResult } from "../search/search-service.ts";

/** A page that was retrieved, with all that was found of it. */
export interface Source {
  /** What `[n]` in the answer refers to. From 1, without gaps, in the order of the search. */
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly snippet: string;
  readonly publishedAt?: string | undefined;
  /** What a model is shown of it. */
  readonly text: string;
}

/** Snippets are shown under an answer; a longer one is a text. */
const SNIPPET_CHARS = 300;

/** Gives every page one number, however many parts of it were found. Results without a text stay: they have a title. */
export function numberSources(results: readonly SearchResult[]): readonly Source[] {
  const pages = new Map<string, SearchResult[]>();
  for (const result of results) {
    const key = parseCitationUrl(result.url)?.key ?? result.url;
    const parts = pages.get(key);
    if (parts === undefined) pages.set(key, [result]);
    else parts.push(result);
  }
  return [...pages.values()].flatMap((parts, position) => {
    const [first] = parts;
    return first === undefined ? [] : [{ number: position + 1, ...sourceOf(first, parts) }];
  });
}

export function citationsOf(sources: readonly Source[]): readonly Citation[] {
  return sources.map(({ number, url, title, snippet, publishedAt }) => ({ number, url, title, snippet, publishedAt }));
}

function sourceOf({ url, title, snippet, publishedAt }: SearchResult, parts: readonly SearchResult[]) {
  const shown = snippet.length <= SNIPPET_CHARS ? snippet : `${snippet.slice(0, SNIPPET_CHARS - 1)}…`;
  return {
    url,
    title: title.trim() === "" ? url : title,
    snippet: shown,
    publishedAt,
    text: parts.map((part) => textOf(part)).join("\n…\n"),
  };
}

function textOf({ content, snippet }: SearchResult): string {
  return content === undefined || content.trim() === "" ? snippet : content;
}
