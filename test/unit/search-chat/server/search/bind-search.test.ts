import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostOfUrl, isOnSite } from "../../../../../src/core/source-site.ts";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { bindSearch, type SearchLimits } from "../../../../../src/search-chat/server/search/bind-search.ts";
import type { SearchQuery, SearchResult } from "../../../../../src/search-chat/server/search/search-service.ts";

const context = { signal: new AbortController().signal };

describe("a search with its limits set", () => {
  it("asks the service with the limits and the query", async () => {
    const { ask, asked } = bound(["https://arxiv.org/abs/1"], { limit: 3, includeSites: ["arxiv.org"] });
    await ask("what is a footnote");
    expect(asked).toEqual([{ query: "what is a footnote", limit: 3, includeSites: ["arxiv.org"], excludeSites: [] }]);
  });

  it("drops what the service found on sites that are not included", async () => {
    const { ask } = bound(["https://arxiv.org/abs/1", "https://notarxiv.org/", "https://export.arxiv.org/abs/2"], {
      includeSites: ["arxiv.org"],
    });
    expect(await ask("q")).toEqual(["https://arxiv.org/abs/1", "https://export.arxiv.org/abs/2"]);
  });

  it("lets an excluded site win over an included one", async () => {
    const { ask } = bound(["https://arxiv.org/abs/1", "https://export.arxiv.org/abs/2"], {
      includeSites: ["arxiv.org"],
      excludeSites: ["export.arxiv.org"],
    });
    expect(await ask("q")).toEqual(["https://arxiv.org/abs/1"]);
  });

  it("drops addresses that are not of the web, and those that can be taken for two hosts", async () => {
    const { ask } = bound([
      "javascript:alert(1)",
      "ftp://a.example/x",
      "/relative",
      "https://a.example@b.example/",
      "https://a.example/page",
    ]);
    expect(await ask("q")).toEqual(["https://a.example/page"]);
  });

  it("gives each page once, whatever its spelling", async () => {
    const { ask } = bound([
      "https://a.example/page",
      "http://a.example/page/",
      "https://A.example/page#part",
      "https://a.example/page?v=2",
    ]);
    expect(await ask("q")).toEqual(["https://a.example/page", "https://a.example/page?v=2"]);
  });

  it("gives no more than was asked for, also when the service does", async () => {
    const { ask } = bound(["https://a.example/1", "https://a.example/2", "https://a.example/3"], { limit: 2 });
    expect(await ask("q")).toEqual(["https://a.example/1", "https://a.example/2"]);
  });

  it("never asks for more than the service gives", async () => {
    const { ask, asked } = bound([], { limit: 500 });
    await ask("q");
    expect(asked.map(({ limit }) => limit)).toEqual([20]);
  });

  it("asks nobody for a blank query", async () => {
    const { ask, asked } = bound(["https://a.example/1"]);
    expect([await ask(" \n"), asked]).toEqual([[], []]);
  });

  it("asks nobody once the caller has gone", async () => {
    const { search, asked } = bound(["https://a.example/1"]);
    const reason = new Error("gone");
    await expect(search("q", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toEqual([]);
  });

  it.each([{ includeSites: ["arxiv.org"] }, { excludeSites: ["arxiv.org"] }])(
    "refuses lists for a service that cannot keep to them, and never sends one: %o",
    (lists) => {
      const asked: SearchQuery[] = [];
      const failure = thrownBy(() => bindSearch({ bocha: serviceOf([], asked) }, "bocha", limitsOf(lists)));
      expect([failure.failure, failure.detail]).toEqual([
        "siteListsUnsupported",
        "Bocha cannot keep to a list of sites; choose another search service, or send no list.",
      ]);
      expect(asked).toEqual([]);
    },
  );

  it.each(["includeSites", "excludeSites"])("refuses a longer list than the service takes: %s", (list) => {
    const sites = Array.from({ length: 101 }, (_, index) => `site${index}.example`);
    const failure = thrownBy(() => bindSearch({ exa: serviceOf([], []) }, "exa", limitsOf({ [list]: sites })));
    expect(failure.failure).toBe("siteListsUnsupported");
    expect(failure.detail).toMatch(/^Exa takes 100 (?:in|ex)cluded sites at most\.$/u);
  });

  it("refuses a service that is not there, and names those that are", () => {
    const failure = thrownBy(() => bindSearch({ docs: serviceOf([], []) }, "tavily", limitsOf({})));
    expect([failure.failure, failure.detail]).toEqual([
      "serviceUnavailable",
      "tavily is not available here; there is docs.",
    ]);
  });

  it("lets no result leave that is off the lists, whatever the service answers", async () => {
    const host = fc.constantFrom(
      "a.example",
      "b.a.example",
      "nota.example",
      "a.example.evil.test",
      "b.example",
      "c.test",
    );
    const address = fc.oneof(
      fc.webUrl(),
      fc
        .tuple(fc.constantFrom("http://", "https://", "HTTPS://", "ftp://", "//", "https:/\\"), host, fc.string())
        .map((p) => p.join("")),
      fc.tuple(host, host).map(([user, real]) => `https://${user}@${real}/`),
      fc.string(),
    );
    const sites = fc.uniqueArray(fc.constantFrom("a.example", "b.a.example", "b.example", "example"), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(address),
        sites,
        sites,
        fc.integer({ min: 1, max: 20 }),
        async (urls, include, exclude, limit) => {
          const { ask } = bound(urls, { includeSites: include, excludeSites: exclude, limit });
          const left = await ask("q");
          expect(left.length).toBeLessThanOrEqual(limit);
          expect(left.every((url) => urls.includes(url))).toBe(true);
          for (const url of left) {
            const found = hostOfUrl(url);
            if (found === undefined) throw new Error(`${url} is not of the web`);
            expect(exclude.some((site) => isOnSite(found, site))).toBe(false);
            expect(include.length === 0 || include.some((site) => isOnSite(found, site))).toBe(true);
          }
        },
      ),
    );
  });
});

function bound(urls: readonly string[], limits: Partial<SearchLimits> = {}) {
  const asked: SearchQuery[] = [];
  const search = bindSearch({ exa: serviceOf(urls, asked) }, "exa", limitsOf(limits));
  return { asked, search, ask: async (query: string) => (await search(query, context)).map(({ url }) => url) };
}

function serviceOf(urls: readonly string[], asked: SearchQuery[]) {
  return {
    async search(query: SearchQuery): Promise<readonly SearchResult[]> {
      asked.push(query);
      return urls.map((url, index) => ({ title: `Page ${index}`, url, snippet: "" }));
    },
  };
}

function limitsOf(limits: Partial<SearchLimits>): SearchLimits {
  return { limit: 10, includeSites: [], excludeSites: [], ...limits };
}

function thrownBy(act: () => unknown): ServerFailure {
  try {
    act();
  } catch (error) {
    if (error instanceof ServerFailure) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
