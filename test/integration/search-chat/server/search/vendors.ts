import type { SearchServiceName } from "../../../../../src/core/search-service.ts";
import type { EndpointFetch } from "../../../../../src/search-chat/endpoint-fetch.ts";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import {
  createSearchServices,
  type SearchServices,
} from "../../../../../src/search-chat/server/search/create-search-services.ts";
import type { SearchQuery } from "../../../../../src/search-chat/server/search/search-service.ts";
import { startFakeBocha } from "../../../../fakes/search-services/fake-bocha.ts";
import { startFakeExa } from "../../../../fakes/search-services/fake-exa.ts";
import { startFakeSearch1Api } from "../../../../fakes/search-services/fake-search1api.ts";
import { startFakeTavily } from "../../../../fakes/search-services/fake-tavily.ts";
import { type FakeVendor, vendorKey } from "../../../../fakes/search-services/fake-vendor.ts";

export type VendorName = Exclude<SearchServiceName, "docs">;

export const NOW_MS = Date.UTC(2026, 4, 17, 12, 0, 0);

const starters: Readonly<Record<VendorName, () => Promise<FakeVendor>>> = {
  search1api: startFakeSearch1Api,
  tavily: startFakeTavily,
  exa: startFakeExa,
  bocha: startFakeBocha,
};

export const vendorNames = Object.keys(starters) as readonly VendorName[];

/** One vendor and the client of it. */
export interface VendorSite {
  readonly vendor: FakeVendor;
  readonly services: SearchServices;
  search(query?: Partial<SearchQuery>): Promise<readonly object[]>;
  /** The failure that a search ends with; fails where it ends with none. */
  failure(query?: Partial<SearchQuery>): Promise<ServerFailure>;
  close(): Promise<void>;
}

interface VendorSiteOptions {
  readonly apiKey?: string;
  readonly deadlineMs?: number;
  /** Instead of the fake vendor's address. */
  readonly baseUrl?: string;
  readonly fetch?: EndpointFetch;
}

export async function startVendorSite(name: VendorName, options: VendorSiteOptions = {}): Promise<VendorSite> {
  const vendor = await starters[name]();
  const { apiKey = vendorKey, baseUrl = vendor.url, deadlineMs, fetch } = options;
  const clock = { now: () => NOW_MS };
  const services = createSearchServices({ [name]: { apiKey, baseUrl } }, { clock, deadlineMs, fetch });
  const search = async (query: Partial<SearchQuery> = {}) => {
    const service = services[name];
    if (service === undefined) throw new Error(`there is no ${name}`);
    const whole = { query: "what is a footnote", limit: 10, includeSites: [], excludeSites: [], ...query };
    return service.search(whole, { signal: new AbortController().signal });
  };
  return {
    vendor,
    services,
    search,
    async failure(query) {
      try {
        await search(query);
      } catch (error) {
        if (error instanceof ServerFailure) return error;
        throw error;
      }
      throw new Error("the search did not fail");
    },
    close: vendor.close,
  };
}
