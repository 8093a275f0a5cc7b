import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { createSearchServices } from "../../../../../src/search-chat/server/search/create-search-services.ts";

const names = ["search1api", "tavily", "exa", "bocha"] as const;
const query = { query: "what is a footnote", limit: 10, includeSites: [], excludeSites: [] };
const context = { signal: new AbortController().signal };

const address = fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom("javascript:alert(1)", "https://a.example/", "//b"));
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("<b>a</b>", "&lt;", "2024-01-01T00:00:00Z"));
/** Results as every vendor might write them, and now and then something else in a field. */
const result = fc.record(
  {
    link: address,
    url: address,
    title: fc.option(text),
    name: fc.option(text),
    snippet: fc.option(text),
    content: fc.option(text),
    summary: fc.option(text),
    raw_content: fc.option(text),
    text: fc.option(text),
    highlights: fc.option(fc.array(text)),
    publishedDate: fc.option(text),
    published_date: fc.option(text),
    datePublished: fc.option(text),
    dateLastCrawled: fc.option(text),
    score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    images: fc.oneof(fc.array(address), fc.jsonValue()),
    image: fc.option(address),
    more: fc.jsonValue(),
  },
  { requiredKeys: ["link", "url"] },
);
const reply = fc.oneof(
  { weight: 4, arbitrary: fc.array(result).map((results) => whole(results)) },
  { weight: 1, arbitrary: fc.array(fc.oneof(result, fc.jsonValue())).map((results) => whole(results)) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

describe("the client of every vendor", () => {
  it.each(names)("%s reads any JSON as results in the one form, or as a failure of the service", async (name) => {
    let read = 0;
    const body = { json: undefined as unknown };
    const fetch = async () => new Response(JSON.stringify(body.json));
    const { [name]: service } = createSearchServices(
      { [name]: { apiKey: "test-key", baseUrl: "http://vendor.test" } },
      { clock: { now: () => 0 }, fetch },
    );
    if (service === undefined) throw new Error(`there is no ${name}`);
    await fc.assert(
      fc.asyncProperty(reply, async (json) => {
        body.json = json;
        try {
          const found = await service.search(query, context);
          read += 1;
          expect(new Set(found.map(({ url }) => url)).size).toBe(found.length);
          for (const { url, title, snippet } of found) {
            expect(url).toMatch(/^https?:\/\//u);
            expect(title).not.toBe("");
            expect(`${title}${snippet}`).toMatch(/^\P{Cc}*$/u);
          }
        } catch (error) {
          if (!(error instanceof ServerFailure)) throw error;
          expect(error.failure).toMatch(/^search/u);
        }
      }),
      { numRuns: 300 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

function whole(results: readonly unknown[]): object {
  return { results, images: results.slice(0, 1), code: 200, data: { webPages: { value: results } } };
}
