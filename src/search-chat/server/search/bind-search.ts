import { isAllowedUrl } from "../../../core/allowed-url.ts";
import { SEARCH_RESULTS, type SearchServiceName, searchServices } from "../../../core/search-service.ts";
import { ServerFailure } from "../failure.ts";
import type { AvailableServices } from "./available-services.ts";
import { onePerPage } from "./one-per-page.ts";
import type { SearchQuery, SearchResult } from "./search-service.ts";
import { siteListsFault } from "./site-lists-fault.ts";

/** One question's limits: what its searches may find, whatever is searched for. */
export type SearchLimits = Omit<SearchQuery, "query">;

/** A search with its limits already set: what a model, a page or a plan may do with it is ask. */
export type BoundSearch = (
  query: string,
  context: { readonly signal: AbortSignal },
) => Promise<readonly SearchResult[]>;

/**
 * Sets the limits of one question on a search service. They hold for what comes back, not only for what is sent: no
 * result off the lists, no page twice, no more than `limit`. A blank query finds nothing and asks nobody.
 *
 * Throws ServerFailure at once: `serviceUnavailable` for a service that this server does not have,
 * `siteListsUnsupported` for lists that it cannot keep to, so that it never receives one.
 */
export function bindSearch(services: AvailableServices, name: SearchServiceName, limits: SearchLimits): BoundSearch {
  const service = services[name];
  if (service === undefined) {
    const known = Object.keys(services);
    throw new ServerFailure("serviceUnavailable", {
      detail: `${name} is not available here; there is ${listed(known)}.`,
    });
  }
  const fault = siteListsFault(name, limits);
  if (fault !== undefined) throw new ServerFailure("siteListsUnsupported", { detail: fault });
  const limit = Math.min(Math.max(limits.limit, SEARCH_RESULTS.min), searchServices[name].maxResults);
  return async (query, context) => {
    context.signal.throwIfAborted();
    if (query.trim() === "") return [];
    const found = await service.search({ ...limits, limit, query }, context);
    return onePerPage(found.filter(({ url }) => isUrlAllowed(url, limits))).slice(0, limit);
  };
}

/** Whether a page may be found, read or cited under these lists. */
export function isUrlAllowed(
  url: string,
  { includeSites, excludeSites }: Pick<SearchLimits, "includeSites" | "excludeSites">,
): boolean {
  return isAllowedUrl(url, { include: includeSites.length === 0 ? undefined : includeSites, exclude: excludeSites });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
