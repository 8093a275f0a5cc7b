import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCitationUrl } from "../../../src/search-chat/citation-url.ts";
import { createCitationCollector, mergeSources } from "../../../src/search-chat/citations.ts";

const a = "https://a.example/x";
const b = "https://b.example/y";
const c = "https://c.example/z";
const none = { citations: [], searchResults: [], annotations: [] };
const urls = (...list: readonly string[]) => list.map((url) => ({ url }));
const numbered = (lists: Parameters<typeof mergeSources>[0]) =>
  mergeSources(lists).map(({ number, url }) => `${number} ${url}`);

describe("merging what the dialects say about sources", () => {
  it("numbers as `citations` does, and puts what only the others name after it", () => {
    const lists = { citations: urls(a, b), searchResults: urls(b, c), annotations: urls(c, a) };
    expect(numbered(lists)).toEqual([`1 ${a}`, `2 ${b}`, `3 ${c}`]);
  });

  it("numbers as `search_results` does where there is no `citations`", () => {
    expect(numbered({ ...none, searchResults: urls(b, a), annotations: urls(a) })).toEqual([`1 ${b}`, `2 ${a}`]);
  });

  it("leaves a gap for a repeated or unusable entry, so that no number moves", () => {
    const citations = [...urls(a, a), {}, ...urls("javascript:alert(1)", b)];
    expect(numbered({ ...none, citations })).toEqual([`1 ${a}`, `5 ${b}`]);
  });

  it("leaves no gap for annotations that are tied to a range of the text", () => {
    const annotations = urls(a, a, b).map((entry) => ({ ...entry, isPlaced: true }));
    expect(numbered({ ...none, annotations })).toEqual([`1 ${a}`, `2 ${b}`]);
  });

  it("takes details from search results before annotations before citations", () => {
    expect(
      mergeSources({
        citations: [{ url: a, title: "cited", snippet: "cited" }],
        searchResults: [{ url: a, title: "found" }],
        annotations: [{ url: a, title: "annotated", publishedAt: "2025-03-01" }],
      }),
    ).toEqual([{ number: 1, url: a, title: "found", snippet: "cited", publishedAt: "2025-03-01" }]);
  });

  it("keeps rising numbers and one entry per address for any lists", () => {
    const entry = fc.record({ url: fc.oneof(fc.webUrl(), fc.constantFrom(a, b, c), fc.string()) });
    const lists = fc.record({
      citations: fc.array(entry),
      searchResults: fc.array(entry),
      annotations: fc.array(entry),
    });
    fc.assert(
      fc.property(lists, (given) => {
        const merged = mergeSources(given);
        const numbers = merged.map(({ number }) => number);
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
        expect(new Set(merged.map(({ url }) => parseCitationUrl(url)?.key)).size).toBe(merged.length);
        for (const { number, url } of merged) {
          const inOrder = given.citations[number - 1]?.url;
          if (number <= given.citations.length) expect(parseCitationUrl(inOrder ?? "")?.url).toBe(url);
        }
      }),
    );
  });
});

describe("collecting sources chunk by chunk", () => {
  it("speaks only when the list changed", () => {
    const collector = createCitationCollector();
    expect(collector.isEmpty()).toBe(true);
    expect(collector.add({})).toBeUndefined();
    expect(collector.add({ citations: urls(a) })).toHaveLength(1);
    expect(collector.add({ citations: urls(a) })).toBeUndefined();
    expect(collector.add({ citations: [] })).toBeUndefined();
    expect(collector.add({ citations: urls(a, b) })).toHaveLength(2);
    expect(collector.isEmpty()).toBe(false);
  });

  it("forgets no source because a later chunk names fewer", () => {
    const collector = createCitationCollector();
    collector.add({ citations: urls(a, b) });
    expect(collector.add({ citations: urls(a) })).toBeUndefined();
    expect(collector.add({ annotations: urls(c) })?.map(({ url }) => url)).toEqual([a, b, c]);
  });

  it("takes annotations piece by piece as well as the whole list so far", () => {
    const pieces = createCitationCollector();
    pieces.add({ annotations: urls(a) });
    expect(pieces.add({ annotations: urls(b) })?.map(({ number }) => number)).toEqual([1, 2]);
    const whole = createCitationCollector();
    whole.add({ annotations: urls(a) });
    expect(whole.add({ annotations: urls(a, b) })?.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("the address of a citation", () => {
  it.each([
    "HTTPS://A.example/x",
    "https://a.example:443/x",
    "https://a.example/x/",
    "https://a.example/x#part",
    "https://a.example./x",
    "https://a.example/x?utm_source=openai",
    "https://someone:word@a.example/x",
  ])("%s is the same as https://a.example/x", (url) => {
    expect(parseCitationUrl(url)?.key).toBe(parseCitationUrl(a)?.key);
  });

  it.each([
    "http://a.example/x",
    "https://a.example:8443/x",
    "https://a.example/X",
    "https://a.example/x?page=2",
    "https://www.a.example/x",
    "https://a.example/x#/guide",
  ])("%s is another than https://a.example/x", (url) => {
    expect(parseCitationUrl(url)?.key).not.toBe(parseCitationUrl(a)?.key);
  });

  it("is shown without what OpenAI adds and without a name in front of the host", () => {
    expect(parseCitationUrl("https://a.example/x?q=a%20b+c&utm_source=openai#part")?.url).toBe(
      "https://a.example/x?q=a%20b+c#part",
    );
    expect(parseCitationUrl("https://bank.example@a.example/x")?.url).toBe(a);
  });

  it.each(["", "a.example/x", "/x", "javascript:alert(1)", "data:text/html,x", "ftp://a.example/x"])(
    "%j is none",
    (text) => {
      expect(parseCitationUrl(text)).toBeUndefined();
    },
  );
});
