import { afterAll, beforeAll, beforeEach, describe, expect } from "vitest";
import { row } from "../../../contracts/search-chat-row.ts";
import { type ContractSite, openContract } from "./contract-site.ts";

let site: ContractSite;
beforeAll(async () => {
  site = await openContract();
});
beforeEach(() => {
  site.queries.length = 0;
});
afterAll(() => site.close());

const signal = new AbortController().signal;
const SUFFIXED = "gpt-4o-web-search";

/** Asks, and searches as a model would. */
async function searchedFor(fields: object) {
  const { search } = await site.understood({ "web-search": true, ...fields });
  const found = await search?.ask("query", { signal });
  return { query: site.queries.at(-1), hosts: found?.map(({ url }) => new URL(url).hostname) };
}
const serviceOf = async (fields: object) => (await searchedFor(fields)).query?.service;

describe("web search is on or off", () => {
  const isOn = async (fields: object) => {
    const { features, search } = await site.understood(fields);
    expect(features.model).toBe("gpt-4o");
    expect(search !== undefined).toBe(features.webSearch);
    return features.webSearch;
  };
  row("search.off.absent", async () => expect(await isOn({})).toBe(false));
  row("search.on.flag", async () => expect(await isOn({ "web-search": true })).toBe(true));
  row("search.off.flag", async () => expect(await isOn({ "web-search": false })).toBe(false));
  row("search.on.suffix", async () => expect(await isOn({ model: SUFFIXED })).toBe(true));
  row("search.on.both", async () => expect(await isOn({ model: SUFFIXED, "web-search": true })).toBe(true));
  row("search.off.veto", async () => expect(await isOn({ model: SUFFIXED, "web-search": false })).toBe(false));
  row("search.flag.type", async () => {
    for (const flag of ["true", 1, {}, []]) {
      expect(await site.refusal({ "web-search": flag })).toMatchObject({ status: 400, code: -10_011 });
    }
  });
});

describe("the search service", () => {
  row("search-service.default", async () => expect(await serviceOf({})).toBe("search1api"));
  row("search-service.search1api", async () =>
    expect(await serviceOf({ "search-service": "search1api" })).toBe("search1api"),
  );
  row("search-service.tavily", async () => expect(await serviceOf({ "search-service": "tavily" })).toBe("tavily"));
  row("search-service.exa", async () => expect(await serviceOf({ "search-service": "exa" })).toBe("exa"));
  row("search-service.bocha", async () => expect(await serviceOf({ "search-service": "bocha" })).toBe("bocha"));
  row("search-service.bochaai", async () => expect(await serviceOf({ "search-service": "bochaai" })).toBe("bocha"));
  row("search-service.docs", async () => expect(await serviceOf({ "search-service": "docs" })).toBe("docs"));
  row("search-service.metaso", async () => {
    const fields = { "web-search": true, "search-service": "metaso" };
    expect(await site.refusal(fields)).toMatchObject({ status: 400, code: -10_009 });
    expect(await site.takes({ ...fields, "web-search": false })).toBe(true);
  });
  row("search-service.absent", async () => {
    const bare = await openContract({ searchServices: {}, defaultSearchService: "docs" });
    for (const fields of [{}, { "search-service": "tavily" }]) {
      expect(await bare.refusal({ "web-search": true, ...fields })).toMatchObject({ status: 400, code: -10_009 });
    }
    await bare.close();
  });
  row("search-service.unknown", async () => {
    expect(await site.refusal({ "search-service": "altavista" })).toMatchObject({ status: 400, code: -10_011 });
  });
});

describe("the number of results", () => {
  const limitOf = async (fields: object) => (await searchedFor(fields)).query?.limit;
  row("search-results.default", async () => expect(await limitOf({})).toBe(10));
  row("search-results.min", async () => {
    expect(await limitOf({ "search-results": 1 })).toBe(1);
    expect(await site.refusal({ "search-results": 0 })).toMatchObject({ status: 400, code: -10_011 });
  });
  row("search-results.max", async () => {
    expect(await limitOf({ "search-results": 20 })).toBe(20);
    expect(await site.refusal({ "search-results": 21 })).toMatchObject({ status: 400, code: -10_011 });
  });
  row("search-results.type", async () => {
    for (const results of ["10", 2.5, [10]]) expect(await site.takes({ "search-results": results })).toBe(false);
  });
});

describe("site lists", () => {
  row("search-include-sites", async () => {
    const { query, hosts } = await searchedFor({ "search-include-sites": ["arxiv.org"] });
    expect(query?.includeSites).toEqual(["arxiv.org"]);
    expect(hosts).toEqual(["arxiv.org", "blog.arxiv.org"]);
  });
  row("search-exclude-sites", async () => {
    const lists = { "search-include-sites": ["arxiv.org"], "search-exclude-sites": ["blog.arxiv.org"] };
    const { query, hosts } = await searchedFor(lists);
    expect(query?.excludeSites).toEqual(["blog.arxiv.org"]);
    expect(hosts).toEqual(["arxiv.org"]);
  });
  row("sites.spelling", async () => {
    const { query } = await searchedFor({ "search-include-sites": ["https://ArXiv.org/abs", "*.example.com"] });
    expect(query?.includeSites).toEqual(["arxiv.org", "example.com"]);
    expect(await site.refusal({ "search-include-sites": ["nonsense"] })).toMatchObject({ status: 400, code: -10_011 });
  });
  row("sites.bocha", async () => {
    for (const list of ["search-include-sites", "search-exclude-sites"]) {
      const fields = { "web-search": true, "search-service": "bocha", [list]: ["arxiv.org"] };
      expect((await site.refusal(fields)).status).toBe(400);
    }
    expect(site.queries).toEqual([]);
  });
  row("sites.max", async () => {
    const sites = (count: number) => Array.from({ length: count }, (_, n) => `site-${n}.example.com`);
    expect((await searchedFor({ "search-include-sites": sites(100) })).query?.includeSites).toHaveLength(100);
    expect(await site.refusal({ "search-include-sites": sites(101) })).toMatchObject({ status: 400, code: -10_011 });
  });
});
