import { isAllowedUrl } from "../../../core/allowed-url.ts";
import {
  SEARCH_RESULTS,
  type SearchServiceCapabilities,
  type SearchServiceName,
  searchServices,
} from "../../../core/search-service.ts";
import { parseCitationUrl } from "../../citation-url.ts";
import { ServerFailure } from "../failure.ts";
import type { AvailableServices } from "./available-services.ts";
import type { SearchQuery, SearchResult } from "./search-service.ts";

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

/** Why a service cannot keep to these lists, as a sentence for the caller; undefined when it can. */
export function siteListsFault(
  name: SearchServiceName,
  { includeSites, excludeSites }: Pick<SearchLimits, "includeSites" | "excludeSites">,
): string | undefined {
  const { label, siteLists, maxIncludeSites, maxExcludeSites }: SearchServiceCapabilities = searchServices[name];
  if (includeSites.length === 0 && excludeSites.length === 0) return undefined;
  if (!siteLists) return `${label} cannot keep to a list of sites; choose another search service, or send no list.`;
  if (includeSites.length > maxIncludeSites) return `${label} takes ${maxIncludeSites} included sites at most.`;
  if (excludeSites.length > maxExcludeSites) return `${label} takes ${maxExcludeSites} excluded sites at most.`;
  return undefined;
}

/** Whether a page may be found, read or cited under these lists. */
export function isUrlAllowed(
  url: string,
  { includeSites, excludeSites }: Pick<SearchLimits, "includeSites" | "excludeSites">,
): boolean {
  return isAllowedUrl(url, { include: includeSites.length === 0 ? undefined : includeSites, exclude: excludeSites });
}

/**
 * The first of each page's results. A fragment, a trailing slash and http or https make no other page. Passages of
 * `docs` are each a result of their own: an answer may need two of one page.
 */
function onePerPage(found: readonly SearchResult[]): readonly SearchResult[] {
  const pages = new Set<string>();
  return found.filter(({ url, passage }) => {
    if (passage !== undefined) return true;
    const page = parseCitationUrl(url)?.key.replace(/^https?:/u, "") ?? url;
    if (pages.has(page)) return false;
    pages.add(page);
    return true;
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
