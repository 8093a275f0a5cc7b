import { afterEach, describe, expect, it, vi } from "vitest";
import { canonicalUrl } from "../../../../src/features/digest/canonical-url.ts";

const PAGE = "https://example.org/news/story";

describe("addresses of one page", () => {
  it.each([
    "http://example.org/news/story",
    "https://www.example.org/news/story/",
    "https://EXAMPLE.org/news/story#comments",
    "https://example.org/news/story?utm_source=feed&utm_medium=rss",
    "https://example.org/news/story?fbclid=abc&gclid=def",
    "https://example.org/news/story?ref=hn",
    "https://m.example.org/news/story",
    "https://mobile.example.org/news/story",
    "https://amp.example.org/news/story",
    "https://example.org/news/story/amp",
    "https://example.org/news/story/amp/",
    "https://example.org/amp/news/story",
    "https://example.org/news/story.amp",
    "https://example.org/news/story?amp=1",
    "https://example.org/news/story?amp",
    "https://example.org/news/story?outputType=amp",
    "https://example.org/news/story/index.html",
    "https://example.org//news/story",
    "https://www.google.com/amp/s/example.org/news/story",
    "https://google.de/amp/example.org/news/story",
    "https://example-org.cdn.ampproject.org/c/s/example.org/news/story",
    "https://example-org.cdn.ampproject.org/v/s/www.example.org/news/story/amp?utm_source=x",
    "  https://example.org/news/story ",
  ])("%s is known", (url) => {
    expect(canonicalUrl(url)).toBe(PAGE);
  });

  it("have their query in one order", () => {
    expect(canonicalUrl("https://example.org/?b=2&a=1")).toBe(canonicalUrl("https://example.org/?a=1&b=2#top"));
  });

  it("are found behind the mobile host of a Wikipedia", () => {
    expect(canonicalUrl("https://en.m.wikipedia.org/wiki/Tea")).toBe("https://en.wikipedia.org/wiki/Tea");
  });

  it("stay as they are when they are canonical", () => {
    for (const url of [PAGE, "https://example.org", "https://example.org/?q=a%26b", "https://example.org/stamp/camp"])
      expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url));
    expect(canonicalUrl("https://example.org/stamp/camp")).toBe("https://example.org/stamp/camp");
  });
});

describe("addresses of different pages", () => {
  it.each([
    ["https://example.org/news/story-1", "https://example.org/news/story-2"],
    ["https://news.ycombinator.com/item?id=1", "https://news.ycombinator.com/item?id=2"],
    ["https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abd"],
    ["https://example.org/Story", "https://example.org/story"],
    ["https://blog.example.org/a", "https://example.org/a"],
    ["https://de.wikipedia.org/wiki/Tee", "https://en.wikipedia.org/wiki/Tee"],
    ["https://example.org/go?url=https://a.org/1", "https://example.org/go?url=https://a.org/2"],
    ["https://example.org:8443/a", "https://example.org/a"],
  ])("%s and %s are told apart", (a, b) => {
    expect(canonicalUrl(a)).not.toBe(canonicalUrl(b));
  });
});

describe("what is hard to read", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("is itself", () => {
    expect(canonicalUrl("no address")).toBe("no address");
    expect(canonicalUrl("mailto:someone@example.org")).toBe("mailto:someone@example.org");
    expect(canonicalUrl("https://example.org/%E0%A4%A?q=%FF")).toContain("https://example.org/");
  });

  it("is not told to the console", () => {
    const printed = (["log", "info", "warn", "error", "debug"] as const).map((method) => vi.spyOn(console, method));
    canonicalUrl("https://www.google.com/amp/s/example.org/a?utm_source=b");
    canonicalUrl("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org");
    canonicalUrl("https://amp.theguardian.com/a/b");
    for (const method of printed) expect(method).not.toHaveBeenCalled();
  });
});
