import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { readUnifiedRequest } from "../../../../../src/search-chat/server/search/unified-request.ts";

const providers = ["tavily", "search1_search", "search1_news", "bocha", "bochaai", "exa", "metaso", "none"];
const fields = [
  "query",
  "max_results",
  "category",
  "time_range",
  "include_images",
  "include_domains",
  "exclude_domains",
  "startCrawlDate",
  "endPublishedDate",
  "crawl_results",
  "page",
  "__proto__",
];

describe("a body of the unified search", () => {
  it("is read or refused with one sentence, whatever it holds", () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: "binary" }),
      fc.integer(),
      fc.webUrl(),
      fc.array(fc.oneof(fc.domain(), fc.string())),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    const body = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(fc.constantFrom(...providers), fc.dictionary(fc.constantFrom(...fields), value))
        .map(([provider, rest]) => ({ query: "q", ...rest, provider })),
    );
    let read = 0;
    fc.assert(
      fc.property(body, (given) => {
        try {
          const request = readUnifiedRequest(given);
          read += 1;
          expect(request.query.trim()).not.toBe("");
          expect(request.max_results).toBeGreaterThanOrEqual(1);
        } catch (error) {
          if (!(error instanceof ServerFailure)) throw error;
          expect(["invalidRequest", "serviceUnavailable"]).toContain(error.failure);
          expect(error.detail).toMatch(/^[\w.]+: [^\n]+\.$/u);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(50);
  });
});
