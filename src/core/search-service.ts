import { z } from "zod";
import { anyOf, type Message, say } from "./messages/message.ts";

/** What a search service can honour. A setting it cannot honour is refused when it is made, never sent silently. */
export interface SearchServiceCapabilities {
  readonly label: string;
  /** Whether include and exclude lists reach the service. */
  readonly siteLists: boolean;
  /** The most sites one list may have, by the vendor's own limit. */
  readonly maxIncludeSites: number;
  readonly maxExcludeSites: number;
  /** The most results one question may ask for: the endpoint's 20, whatever the vendor allows. */
  readonly maxResults: number;
}

/**
 * The search services of the search-chat contract and our own `docs`.
 *
 * Site lists: 302.AI documents that Bocha honours neither list. Tavily takes 300 and 150 hosts, Exa 1,200 each;
 * Search1API publishes no limit, and Footnote's own limit of 100 holds everywhere.
 */
export const searchServices = {
  search1api: { label: "Search1API", siteLists: true, maxIncludeSites: 100, maxExcludeSites: 100, maxResults: 20 },
  tavily: { label: "Tavily", siteLists: true, maxIncludeSites: 100, maxExcludeSites: 100, maxResults: 20 },
  exa: { label: "Exa", siteLists: true, maxIncludeSites: 100, maxExcludeSites: 100, maxResults: 20 },
  bocha: { label: "Bocha", siteLists: false, maxIncludeSites: 0, maxExcludeSites: 0, maxResults: 20 },
  docs: { label: "Local documents", siteLists: true, maxIncludeSites: 100, maxExcludeSites: 100, maxResults: 20 },
} as const satisfies Record<string, SearchServiceCapabilities>;

export type SearchServiceName = keyof typeof searchServices;

export const searchServiceNameSchema = z.enum(
  Object.keys(searchServices) as [SearchServiceName, ...SearchServiceName[]],
);

/** How many results one question may ask for. Source: 302.AI "Chat (Search online)", `search-results`. */
export const SEARCH_RESULTS = { min: 1, max: 20, default: 10 } as const;

/** Why a service cannot be used with these lists, and what to choose instead; undefined when it can. */
export function siteListFault(
  service: SearchServiceName,
  lists: { readonly include: readonly string[] | undefined; readonly exclude: readonly string[] },
  offered: readonly SearchServiceName[],
): Message | undefined {
  const { label, siteLists, maxIncludeSites, maxExcludeSites }: SearchServiceCapabilities = searchServices[service];
  const include = lists.include?.length ?? 0;
  if (include === 0 && lists.exclude.length === 0) return undefined;
  if (!siteLists) {
    const others = offered.filter((name) => searchServices[name].siteLists);
    if (others.length === 0) return say("sites.service.noLists", { service: label });
    return say("sites.service.chooseOther", { service: label, others: anyOf(others) });
  }
  if (include > maxIncludeSites)
    return say("sites.service.includeMax", { service: label, max: maxIncludeSites, count: include });
  if (lists.exclude.length > maxExcludeSites)
    return say("sites.service.excludeMax", { service: label, max: maxExcludeSites, count: lists.exclude.length });
  return undefined;
}
