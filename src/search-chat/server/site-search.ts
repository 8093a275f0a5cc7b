import type { FoundPassage } from "./docs/document.ts";

export interface SiteSearchOptions {
  readonly limit: number;
  /** Hosts, normalised; subdomains count. Empty: every host. */
  readonly includeSites: readonly string[];
  /** Hosts, normalised; subdomains count. Wins over `includeSites`. */
  readonly excludeSites: readonly string[];
}

/** A search with its limits already set: what a model may do with it is ask. */
export type SiteSearch = (
  question: string,
  context: { readonly signal: AbortSignal },
) => Promise<readonly FoundPassage[]>;

/** Sets one question's limits on a search service. */
export type SearchServiceOf = (options: SiteSearchOptions) => SiteSearch;
