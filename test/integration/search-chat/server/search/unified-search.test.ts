import { afterEach, describe, expect, it } from "vitest";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { createSearchServices } from "../../../../../src/search-chat/server/search/create-search-services.ts";
import { createUnifiedSearch } from "../../../../../src/search-chat/server/search/unified-search.ts";
import { vendorFixture } from "../../../../fakes/search-services/fake-vendor.ts";
import { startVendorSite, type VendorName, type VendorSite } from "./vendors.ts";

const context = { signal: new AbortController().signal };
let site: VendorSite;
afterEach(() => site.close());

describe("the unified search", () => {
  it("answers in the documented form, with the provider's own results beside it", async () => {
    const reply = await ask("tavily", { provider: "tavily", query: "what is a footnote", max_results: 2 });
    expect(reply).toEqual({
      search_results: [
        {
          url: "https://encyclopedia.example/wiki/Footnote",
          title: "Footnote - Example Encyclopedia",
          description: "A footnote is a note at the foot of a page.",
          content: "",
          published_at: "",
          summary: "",
          images: [],
        },
        expect.objectContaining({ url: "https://style.example/cite?lang=en" }),
      ],
      images: [],
      data: {
        response_time: 1.67,
        request_id: "4f1d6a0e-7c50-4f2e-9c11-6f2a1f0b8a77",
        results: [
          expect.objectContaining({
            url: "https://encyclopedia.example/wiki/Footnote",
            score: 0.91,
            raw_content: null,
          }),
          expect.objectContaining({ url: "https://style.example/cite?lang=en" }),
        ],
      },
    });
  });

  it("asks for five results where the call names no number", async () => {
    await ask("bocha", { provider: "bocha", query: "q" });
    expect(asked()).toMatchObject({ count: 5 });
  });

  it("measures the time where the provider says none", async () => {
    site = await startVendorSite("exa");
    let nowMs = 0;
    const search = createUnifiedSearch(site.services, { clock: { now: () => (nowMs += 250) } });
    expect(await search({ provider: "exa", query: "q" }, context)).toMatchObject({ data: { response_time: 0.25 } });
  });

  it.each([
    ["tavily", { provider: "tavily", category: "news", time_range: "w" }, { topic: "news", time_range: "w" }],
    ["tavily", { provider: "tavily", include_images: true }, { include_images: true }],
    [
      "search1api",
      { provider: "search1_search", category: "arxiv", time_range: "month", crawl_results: 2 },
      { search_service: "arxiv", time_range: "month", crawl_results: 2 },
    ],
    ["search1api", { provider: "search1_news", category: "hackernews" }, { search_service: "hackernews" }],
    ["bocha", { provider: "bocha", time_range: "oneWeek" }, { freshness: "oneWeek" }],
    ["bocha", { provider: "bochaai", time_range: "2025-01-01..2025-05-01" }, { freshness: "2025-01-01..2025-05-01" }],
    [
      "exa",
      { provider: "exa", category: "research paper", startPublishedDate: "2023-01-01T00:00:00.000Z" },
      { category: "research paper", startPublishedDate: "2023-01-01T00:00:00.000Z" },
    ],
    ["exa", { provider: "exa", include_domains: ["https://ArXiv.org/abs"] }, { includeDomains: ["arxiv.org"] }],
    [
      "tavily",
      { provider: "tavily", include_domains: "a.com, b.com", exclude_domains: ["c.com"] },
      { include_domains: ["a.com", "b.com"], exclude_domains: ["c.com"] },
    ],
    ["search1api", { provider: "search1_search", exclude_domains: ["c.com"] }, { exclude_sites: ["c.com"] }],
  ] as const)("asks %s with its own fields: %j", async (name, body, expected) => {
    await ask(name, { query: "q", ...body });
    expect(asked()).toMatchObject(expected);
  });

  it("waits three times as long for a search that reads its pages, and no longer", async () => {
    site = await startVendorSite("search1api", { deadlineMs: 60 });
    site.vendor.answer("hang");
    const search = createUnifiedSearch(site.services, { clock: { now: () => 0 } });
    const startedAtMs = performance.now();
    const searching = search({ provider: "search1_search", query: "q", crawl_results: 1 }, context);
    await expect(searching).rejects.toMatchObject({ failure: "searchTookTooLong" });
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(175);
  });

  it("asks Search1API's news at their own address", async () => {
    await ask("search1api", { provider: "search1_news", query: "q" });
    expect(site.vendor.requests.map(({ path }) => path)).toEqual(["/news"]);
  });

  it.each([
    ["tavily", { provider: "tavily", category: "sports", time_range: "hour" }, ["topic", "time_range"]],
    [
      "search1api",
      { provider: "search1_search", category: "hackernews", time_range: "week" },
      ["search_service", "time_range"],
    ],
    ["bocha", { provider: "bocha", time_range: "week", category: "news" }, ["freshness", "category"]],
    ["exa", { provider: "exa", category: "people", time_range: "week" }, ["category", "time_range"]],
    [
      "tavily",
      { provider: "tavily", startCrawlDate: "tomorrow", crawl_results: "many", page: 2 },
      ["startCrawlDate", "page"],
    ],
    [
      "tavily",
      { provider: "tavily", category: null, time_range: null, max_results: null, include_domains: null },
      ["topic"],
    ],
  ] as const)("leaves out what is documented to count for nothing at %s: %j", async (name, body, absent) => {
    await ask(name, { query: "q", ...body });
    expect(Object.keys(asked()).filter((field) => (absent as readonly string[]).includes(field))).toEqual([]);
  });

  it.each([
    ["tavily", "tavily"],
    ["search1api", "search1_search"],
    ["exa", "exa"],
  ] as const)("lets nothing leave that is off the lists, whatever %s answers", async (name, provider) => {
    const reply = await ask(name, {
      provider,
      query: "q",
      include_images: true,
      include_domains: ["encyclopedia.example", "style.example"],
      exclude_domains: ["style.example"],
    });
    expect(reply.search_results.map(({ url }) => url)).toEqual(["https://encyclopedia.example/wiki/Footnote"]);
    expect(JSON.stringify(reply)).not.toMatch(/style\.example|print\.example/u);
  });

  it("gives images where they are asked for, from the sites of the lists only", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer({ body: vendorFixture("tavily/news.json") });
    const search = createUnifiedSearch(site.services, { clock: { now: () => 0 } });
    const body = { provider: "tavily", query: "q", category: "news" };
    const images = async (more: object) => (await search({ ...body, ...more }, context)).images;
    expect(await images({ include_images: true })).toEqual([
      "https://paper.example/footnotes.jpg",
      "https://cdn.example/other.png",
    ]);
    expect(await images({ include_images: true, include_domains: ["paper.example"] })).toEqual([
      "https://paper.example/footnotes.jpg",
    ]);
    expect(await images({})).toEqual([]);
  });

  it("leaves out a provider's own answer where there are lists, since it may be from anywhere", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer({
      body: { ...vendorFixture("tavily/results.json"), answer: "A note, says elsewhere.example." },
    });
    const search = createUnifiedSearch(site.services, { clock: { now: () => 0 } });
    const free = await search({ provider: "tavily", query: "q" }, context);
    const bound = await search({ provider: "tavily", query: "q", exclude_domains: ["a.com"] }, context);
    expect([free.data.answer, bound.data.answer]).toEqual(["A note, says elsewhere.example.", undefined]);
  });

  it.each(["include_domains", "exclude_domains"])("refuses %s for bocha, and does not ask it", async (field) => {
    expect(await refusal("bocha", { provider: "bocha", query: "q", [field]: ["arxiv.org"] })).toEqual([
      "siteListsUnsupported",
      "Bocha cannot keep to a list of sites; choose another search service, or send no list.",
    ]);
    expect(site.vendor.requests).toEqual([]);
  });

  it.each([
    [undefined, "body: is not an object."],
    [[], "body: is not an object."],
    ["q", "body: is not an object."],
    [{}, "provider: is not text."],
    [{ query: "q" }, "provider: is not text."],
    [{ query: "q", provider: 7 }, "provider: is not text."],
    [
      { query: "q", provider: "altavista" },
      "provider: there is only tavily, search1_search, search1_news, bocha, exa.",
    ],
    [{ provider: "tavily" }, "query: is not text."],
    [{ provider: "tavily", query: "  " }, "query: is empty."],
    [{ provider: "tavily", query: "q".repeat(401) }, "query: may have 400 characters at most with tavily."],
    [{ provider: "exa", query: "q".repeat(2001) }, "query: may have 2000 characters at most."],
    [
      { provider: "tavily", query: "q", max_results: 21 },
      "max_results: is more than 20, the most that this provider gives.",
    ],
    [{ provider: "tavily", query: "q", max_results: 0 }, "max_results: is less than 1."],
    [{ provider: "tavily", query: "q", max_results: "5" }, "max_results: is not a whole number."],
    [{ provider: "tavily", query: "q", include_images: "yes" }, "include_images: is not true or false."],
    [{ provider: "tavily", query: "q", category: 1 }, "category: is not text."],
    [{ provider: "tavily", query: "q", include_domains: ["com"] }, "include_domains: “com” is a whole domain ending"],
    [{ provider: "tavily", query: "q", include_domains: [1] }, "include_domains: is not a list of sites."],
    [{ provider: "exa", query: "q", endCrawlDate: "soon" }, "endCrawlDate: is not a date in ISO 8601"],
    [
      { provider: "exa", query: "q", category: "company", exclude_domains: ["a.com"] },
      "exclude_domains: cannot be used",
    ],
    [{ provider: "exa", query: "q", category: "company", endCrawlDate: "2023-01-01" }, "endCrawlDate: cannot be used"],
    [{ provider: "search1_news", query: "q", crawl_results: 11 }, "crawl_results: is more than 10."],
  ])("refuses with a sentence that names the field: %j", async (body, sentence) => {
    const [failure, detail] = await refusal("tavily", body);
    expect(failure).toBe("invalidRequest");
    expect(detail).toContain(sentence);
    expect(detail).toMatch(/^[a-zA-Z_]+: .*\.$/u);
    expect(site.vendor.requests).toEqual([]);
  });

  it.each(["firecrawl", "metaso", "unifuncs", "perplexity", "exa"])(
    "refuses a provider that is not served here: %s",
    async (provider) => {
      expect(await refusal("tavily", { provider, query: "q" })).toEqual([
        "serviceUnavailable",
        `provider: ${provider} is not served here.`,
      ]);
    },
  );

  it("refuses every provider where the operator has no key at all", async () => {
    site = await startVendorSite("tavily");
    const search = createUnifiedSearch(createSearchServices({}, { clock: { now: () => 0 } }), {
      clock: { now: () => 0 },
    });
    await expect(search({ provider: "tavily", query: "q" }, context)).rejects.toMatchObject({
      failure: "serviceUnavailable",
    });
  });
});

async function ask(name: VendorName, body: unknown) {
  site = await startVendorSite(name);
  return createUnifiedSearch(site.services, { clock: { now: () => 0 } })(body, context);
}

function asked(): Readonly<Record<string, unknown>> {
  expect(site.vendor.requests).toHaveLength(1);
  return site.vendor.requests[0]?.body ?? {};
}

async function refusal(name: VendorName, body: unknown): Promise<readonly [string, string | undefined]> {
  try {
    await ask(name, body);
  } catch (error) {
    if (error instanceof ServerFailure) return [error.failure, error.detail];
    throw error;
  }
  throw new Error("the search was not refused");
}
