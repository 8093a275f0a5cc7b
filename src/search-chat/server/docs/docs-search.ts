import type { SearchServiceOf } from "../site-search.ts";
import type { DocsIndex } from "./docs-index.ts";

/** The search service `docs`: looks into the local documents and nowhere else. */
export function createDocsSearch(index: DocsIndex): SearchServiceOf {
  return (options) => async (question) => index.search({ question, ...options });
}
