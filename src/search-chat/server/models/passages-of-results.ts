import { createDocsIndex } from "../docs/docs-index.ts";
import type { FoundPassage, SourceDocument } from "../docs/document.ts";
import type { SearchResult } from "../search/search-service.ts";

/** What all results together may have to be parsed: it takes time, and what was searched for stands near the top. */
const MAX_CHARS = 100_000;

/**
 * The passages of search results that meet a question, best first. Those of `docs` are passages already; the texts of
 * other services are cut into passages here.
 */
export function passagesOfResults(results: readonly SearchResult[], question: string): readonly FoundPassage[] {
  const found = results.flatMap(({ passage }) => passage ?? []);
  const others = results.filter(({ passage }) => passage === undefined);
  if (others.length === 0) return found;
  const share = Math.floor(MAX_CHARS / others.length);
  const index = createDocsIndex(others.map((result) => documentOf(result, share)));
  const cut = index.search({ question, limit: index.passageCount, includeSites: [], excludeSites: [] });
  return [...found, ...cut];
}

function documentOf({ title, url, snippet, content }: SearchResult, maxChars: number): SourceDocument {
  const hasContent = content !== undefined && content.trim() !== "";
  return {
    url,
    title: title.trim() === "" ? undefined : title,
    format: hasContent ? "markdown" : "text",
    text: (hasContent ? content : snippet).slice(0, maxChars),
  };
}
