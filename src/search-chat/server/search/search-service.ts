import type { FoundPassage } from "../docs/document.ts";

/** One thing that a search found: the one form every service's results are turned into. */
export interface SearchResult {
  readonly title: string;
  /** Absolute, http or https. */
  readonly url: string;
  /** Plain text; may be empty. */
  readonly snippet: string;
  /** The page's text or a long part of it, where the service gives it. */
  readonly content?: string | undefined;
  /** An ISO date, or date and time, where the service gives one. */
  readonly publishedAt?: string | undefined;
  /** Comparable within one search only. */
  readonly score?: number | undefined;
  /** Of `docs` only: the passage itself. */
  readonly passage?: FoundPassage | undefined;
}

export interface SearchQuery {
  readonly query: string;
  /** 1 to 20 for a question; the unified search may want as many as its provider gives. */
  readonly limit: number;
  /** Hosts in their one spelling; subdomains count. Empty: every host. */
  readonly includeSites: readonly string[];
  /** As above; wins over `includeSites`. */
  readonly excludeSites: readonly string[];
}

/**
 * A search service. Throws ServerFailure, and stops soon after the signal aborts. It may return results of other hosts:
 * {@link bindSearch} looks at each again.
 */
export interface SearchService {
  search(query: SearchQuery, context: { readonly signal: AbortSignal }): Promise<readonly SearchResult[]>;
}
