import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plannedQuery } from "../../../../../src/search-chat/server/deep-search/planned-query.ts";

describe("a planned query", () => {
  it.each([
    ["site:evil.example queue", "queue"],
    ["queue SITE:evil.example", "queue"],
    ["queue site: evil.example", "queue"],
    ["queue -site:good.example", "queue"],
    ['queue site:"evil.example/path"', "queue"],
    ["queue inurl:evil allinurl:evil", "queue"],
    ["queue source:evil domain:evil.example host:evil.example", "queue"],
    ["queue link:evil.example related:evil.example cache:evil.example", "queue"],
    ["queue ｓｉｔｅ：evil.example", "queue"],
    ["queue si\u200bte:evil\u00ad.example", "queue"],
    ["(site:evil.example OR queue)", "( OR queue)"],
    ["site: inurl:x evil.example queue", "queue"],
    ["site:evil.example", ""],
    ["… ?", ""],
  ])("%j is searched for as %j", (planned, query) => {
    expect(plannedQuery(planned, "Is the queue any good?")).toBe(query);
  });

  it.each([
    "campsite:review",
    "the website of tea",
    "open source: which licence",
    "std::source_location",
    "what is inurl",
  ])("%j is searched for as it is", (query) => {
    expect(plannedQuery(query, "")).toBe(query);
  });

  it("keeps the operators that the asker wrote, and no others", () => {
    const asked = "What does it say of queues (site:docs.example.org)?";
    expect(plannedQuery("queues Site:docs.example.org", asked)).toBe("queues Site:docs.example.org");
    expect(plannedQuery("queues site:docs.example.org.evil.example", asked)).toBe("queues");
  });

  it("is one line of at most 399 characters without an operator, whatever was planned", () => {
    const word = fc.constantFrom(
      "site",
      "ｓｉｔｅ",
      ":",
      "：",
      " ",
      "\u200b",
      "\n",
      '"',
      "-",
      "(",
      "evil.example",
      "queue",
      "in",
      "url",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), (words) => {
        const query = plannedQuery(words.join(""), "");
        expect(query).not.toMatch(/(?<![\p{L}\p{N}_])(?:site|inurl):\S/iu);
        expect(query).not.toContain("\n");
        expect(query.length).toBeLessThanOrEqual(399);
      }),
    );
  });
});
