import {
  type SearchServiceCapabilities,
  type SearchServiceName,
  searchServices,
} from "../../../core/search-service.ts";
import type { SearchQuery } from "./search-service.ts";

/** Why a service cannot keep to these lists, as a sentence for the caller; undefined when it can. */
export function siteListsFault(
  name: SearchServiceName,
  { includeSites, excludeSites }: Pick<SearchQuery, "includeSites" | "excludeSites">,
): string | undefined {
  const { label, siteLists, maxIncludeSites, maxExcludeSites }: SearchServiceCapabilities = searchServices[name];
  if (includeSites.length === 0 && excludeSites.length === 0) return undefined;
  if (!siteLists) return `${label} cannot keep to a list of sites; choose another search service, or send no list.`;
  if (includeSites.length > maxIncludeSites) return `${label} takes ${maxIncludeSites} included sites at most.`;
  if (excludeSites.length > maxExcludeSites) return `${label} takes ${maxExcludeSites} excluded sites at most.`;
  return undefined;
}
