import { type BochaOptions, createBocha } from "./bocha.ts";
import { createExa, type ExaOptions } from "./exa.ts";
import type { SearchService } from "./search-service.ts";
import { createSearch1Api, type Search1ApiOptions } from "./search1api.ts";
import { createTavily, type TavilyOptions } from "./tavily.ts";
import type { VendorAccess, VendorDeps } from "./vendor-call.ts";
import type { VendorSearch } from "./vendor-search.ts";

/** What the operator brings; a service without an entry does not exist here. */
export interface SearchServicesOptions {
  readonly search1api?: VendorAccess | undefined;
  readonly tavily?: VendorAccess | undefined;
  readonly exa?: VendorAccess | undefined;
  readonly bocha?: VendorAccess | undefined;
  readonly docs?: SearchService | undefined;
}

/** The search services of this server, as AvailableServices and with what only the unified search can ask of each. */
export interface SearchServices {
  readonly search1api?: VendorSearch<Search1ApiOptions>;
  readonly tavily?: VendorSearch<TavilyOptions>;
  readonly exa?: VendorSearch<ExaOptions>;
  readonly bocha?: VendorSearch<BochaOptions>;
  readonly docs?: SearchService;
}

/** Makes a client for every search service that the operator has a key for. */
export function createSearchServices(
  { search1api, tavily, exa, bocha, docs }: SearchServicesOptions,
  deps: VendorDeps,
): SearchServices {
  return {
    ...(search1api !== undefined && { search1api: createSearch1Api(search1api, deps) }),
    ...(tavily !== undefined && { tavily: createTavily(tavily, deps) }),
    ...(exa !== undefined && { exa: createExa(exa, deps) }),
    ...(bocha !== undefined && { bocha: createBocha(bocha, deps) }),
    ...(docs !== undefined && { docs }),
  };
}
