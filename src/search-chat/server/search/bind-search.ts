import { hostOfUrl, isOnSite } from "../../../core/source-site.ts";
import type { SearchQuery, SearchResult, SearchService } from "./search-service.ts";

/** One question's limits: what its searches may find, whatever is searched for. */
export type SearchLimits = Omit<SearchQuery, "query">;

/** A search with its limits already set: what a model, a page or a plan may do with it is ask. */
export type BoundSearch = (
  query: string,
  context: { readonly signal: AbortSignal },
) => Promise<readonly SearchResult[]>;

/** Sets the limits of one question. They hold for what comes back, not only for what is sent. */
export function bindSearch(service: SearchService, limits: SearchLimits): BoundSearch {
  return async (query, context) => {
    const found = await service.search({ ...limits, query }, context);
    return found.filter(({ url }) => isUrlAllowed(url, limits)).slice(0, limits.limit);
  };
}

/** Whether a page may be found, read or cited under these lists. */
export function isUrlAllowed(
  url: string,
  { includeSites, excludeSites }: Pick<SearchLimits, "includeSites" | "excludeSites">,
): boolean {
  const host = hostOfUrl(url);
  if (host === undefined || excludeSites.some((site) => isOnSite(host, site))) return false;
  return includeSites.length === 0 || includeSites.some((site) => isOnSite(host, site));
}
