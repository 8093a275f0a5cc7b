import { afterEach, describe, expect, it } from "vitest";
import { vendorFixture, vendorKey } from "../../../../fakes/search-services/fake-vendor.ts";
import { startVendorSite, type VendorName, type VendorSite, vendorNames } from "./vendors.ts";

let site: VendorSite;
afterEach(() => site.close());

const lists = { includeSites: ["arxiv.org", "example.com"], excludeSites: ["old.arxiv.org"] };

describe("what a search service is asked", () => {
  it("asks Search1API with its field names", async () => {
    site = await startVendorSite("search1api");
    await site.search({ limit: 7, ...lists });
    expect(site.vendor.requests).toMatchObject([
      {
        path: "/search",
        headers: { authorization: `Bearer ${vendorKey}` },
        body: {
          query: "what is a footnote",
          max_results: 7,
          include_sites: ["arxiv.org", "example.com"],
          exclude_sites: ["old.arxiv.org"],
        },
      },
    ]);
  });

  it("asks Tavily with its field names, and for a basic search, which costs one credit", async () => {
    site = await startVendorSite("tavily");
    await site.search({ limit: 7, ...lists });
    expect(site.vendor.requests).toMatchObject([
      {
        path: "/search",
        headers: { authorization: `Bearer ${vendorKey}` },
        body: {
          query: "what is a footnote",
          max_results: 7,
          search_depth: "basic",
          include_domains: ["arxiv.org", "example.com"],
          exclude_domains: ["old.arxiv.org"],
        },
      },
    ]);
  });

  it("asks Exa with its field names, and for highlights, without which there is no text", async () => {
    site = await startVendorSite("exa");
    await site.search({ limit: 7, ...lists });
    expect(site.vendor.requests).toMatchObject([
      {
        path: "/search",
        headers: { authorization: `Bearer ${vendorKey}` },
        body: {
          query: "what is a footnote",
          numResults: 7,
          contents: { highlights: true },
          includeDomains: ["arxiv.org", "example.com"],
          excludeDomains: ["old.arxiv.org"],
        },
      },
    ]);
  });

  it("asks Bocha with its field names, and for the summary that is a page's text", async () => {
    site = await startVendorSite("bocha");
    await site.search({ limit: 7 });
    expect(site.vendor.requests).toMatchObject([
      {
        path: "/web-search",
        headers: { authorization: `Bearer ${vendorKey}` },
        body: { query: "what is a footnote", count: 7, summary: true },
      },
    ]);
  });

  it.each(vendorNames)("leaves empty lists out: %s", async (name) => {
    site = await startVendorSite(name);
    await site.search();
    expect(JSON.stringify(site.vendor.requests[0]?.body)).not.toMatch(/include|exclude/u);
  });

  it.each(["includeSites", "excludeSites"])("never sends Bocha a list: %s", async (list) => {
    site = await startVendorSite("bocha");
    const { failure } = await site.failure({ [list]: ["arxiv.org"] });
    expect([failure, site.vendor.requests]).toEqual(["siteListsUnsupported", []]);
  });

  it("cuts a query for Tavily behind a word within 400 characters", async () => {
    site = await startVendorSite("tavily");
    await site.search({ query: `  what is\n a ${"footnote ".repeat(100)}` });
    const { query } = site.vendor.requests[0]?.body ?? {};
    expect(query).toBe(`what is a ${"footnote ".repeat(43)}`.trim());
  });

  it("cuts no character in two where a query has no blank", async () => {
    site = await startVendorSite("tavily");
    await site.search({ query: `a${"𝒳".repeat(300)}` });
    expect(site.vendor.requests[0]?.body["query"]).toBe(`a${"𝒳".repeat(199)}`);
  });

  it.each(vendorNames)("asks for the most results that a caller may want: %s", async (name) => {
    site = await startVendorSite(name);
    await site.search({ limit: 20 });
    expect(Object.values(site.vendor.requests[0]?.body ?? {})).toContain(20);
  });
});

describe("what is read of an answer", () => {
  const found: Readonly<Record<VendorName, readonly object[]>> = {
    search1api: [
      {
        title: "Footnote - Example Encyclopedia",
        url: "https://encyclopedia.example/wiki/Footnote",
        snippet: "A footnote is a note at the foot of a page & refers to the text above.",
      },
      {
        title: "How to cite",
        url: "https://style.example/cite?lang=en",
        snippet: "Numbers in the text lead to the notes.",
        content: "# How to cite\n\nPut the number behind the full stop.",
      },
      { title: "Typesetting notes", url: "http://print.example/notes/", snippet: "Rules, sizes and spacing of notes." },
    ],
    tavily: [
      {
        title: "Footnote - Example Encyclopedia",
        url: "https://encyclopedia.example/wiki/Footnote",
        snippet: "A footnote is a note at the foot of a page.",
        score: 0.91,
      },
      {
        title: "How to cite",
        url: "https://style.example/cite?lang=en",
        snippet: "Use `Array<string>` for notes; numbers lead to them.",
        score: 0.74,
      },
      {
        title: "print.example",
        url: "http://print.example/notes/",
        snippet: "Rules, sizes and spacing of notes.",
        score: 0.31,
      },
    ],
    exa: [
      {
        title: "Footnote - Example Encyclopedia",
        url: "https://encyclopedia.example/wiki/Footnote",
        snippet: "A footnote is a note at the foot of a page. … It refers to the text above.",
        publishedAt: "2024-03-01T00:00:00.000Z",
        score: 0.42,
      },
      { title: "style.example", url: "https://style.example/cite?lang=en", snippet: "" },
      {
        title: "Typesetting notes",
        url: "http://print.example/notes/",
        snippet: "Rules, sizes and spacing of notes.",
        content: "Rules, sizes and spacing of notes.\n\nSmall type needs more lead.",
      },
    ],
    bocha: [
      {
        title: "脚注 - 示例百科",
        url: "https://encyclopedia.example/wiki/Footnote",
        snippet: "脚注是页面底部的注释。",
        content: "脚注是页面底部的注释。它引用正文。",
        publishedAt: "2025-02-23T08:18:30+08:00",
      },
      {
        title: "如何引用",
        url: "https://style.example/cite?lang=zh",
        snippet: "编号指向注释。",
        content: "编号指向注释。",
        // Written as 00:00Z, and meant as Beijing's time.
        publishedAt: "2024-07-22T00:00:00+08:00",
      },
      { title: "排版注释", url: "http://print.example/notes/", snippet: "注释的规则。" },
    ],
  };

  it.each(vendorNames)(
    "reads the results in the one form, without repeats and what is not of the web: %s",
    async (name) => {
      site = await startVendorSite(name);
      expect(await site.search()).toEqual(found[name]);
    },
  );

  it.each([
    ["search1api", "search1api/no-results.json"],
    ["bocha", "bocha/no-pages.json"],
  ] as const)("reads an answer without results as none: %s", async (name, fixture) => {
    site = await startVendorSite(name);
    site.vendor.answer({ body: vendorFixture(fixture) });
    expect(await site.search()).toEqual([]);
  });

  it("reads Tavily's dates of news", async () => {
    site = await startVendorSite("tavily");
    site.vendor.answer({ body: vendorFixture("tavily/news.json") });
    expect(await site.search()).toMatchObject([
      {
        publishedAt: "2026-05-12T10:00:00.000Z",
        content: "Publishers return to notes.\n\nReaders asked for them.",
      },
    ]);
  });
});
