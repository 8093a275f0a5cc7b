import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SearchServiceName } from "../../src/core/search-service.ts";
import { ServerFailure } from "../../src/search-chat/server/failure.ts";
import { bindSearch } from "../../src/search-chat/server/search/bind-search.ts";
import type { SearchQuery, SearchService } from "../../src/search-chat/server/search/search-service.ts";

/** A search service under the contract. */
export interface SearchServiceUnderTest {
  readonly name: SearchServiceName;
  readonly service: SearchService;
  /** Finds at least two pages, on different hosts. */
  readonly answerable: string;
  /** Absent where nobody outside is asked. */
  readonly outside?: OutsideService | undefined;
  readonly close: () => Promise<void>;
}

export interface OutsideService {
  /** What must never be seen outside. */
  readonly secret: string;
  fail(): void;
  hang(): void;
  /** How many searches are going on. */
  readonly inFlight: () => number;
  /** How many searches it has been asked for. */
  readonly asked: () => number;
}

/** What every search service keeps, whoever searches behind it. */
export function searchServiceContract(label: string, start: () => Promise<SearchServiceUnderTest>): void {
  describe(`${label} keeps the contract of a search service`, () => {
    let under: SearchServiceUnderTest;
    beforeEach(async () => {
      under = await start();
    });
    afterEach(async () => {
      await under.close();
    });

    const search = (signal = new AbortController().signal, query: Partial<SearchQuery> = {}) =>
      under.service.search(
        { query: under.answerable, limit: 10, includeSites: [], excludeSites: [], ...query },
        { signal },
      );

    it("gives pages of the web, each once but for passages, with a title and plain text", async () => {
      const found = await search();
      expect(found.length).toBeGreaterThanOrEqual(2);
      const pages = found.filter(({ passage }) => passage === undefined).map(({ url }) => url);
      expect(new Set(pages).size).toBe(pages.length);
      for (const { title, url, snippet } of found) {
        expect(new URL(url).protocol).toMatch(/^https?:$/u);
        expect(title.trim()).not.toBe("");
        expect(snippet).not.toMatch(/<\/?(?:b|em|strong|p|br)\b|&(?:amp|lt|quot|nbsp);|\n/iu);
      }
    });

    it("gives its dates in ISO form", async () => {
      for (const { publishedAt } of await search()) {
        if (publishedAt !== undefined)
          expect(publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?$/u);
      }
    });

    it("serves several searches at the same time", async () => {
      const all = await Promise.all([search(), search(), search()]);
      for (const found of all) expect(found).toEqual(all[0]);
    });

    it("takes the longest query that a caller may write", async () => {
      await search(undefined, { query: `${under.answerable} `.repeat(2_000) });
    });

    it("keeps to lists once they are set, or refuses them before it is asked", async () => {
      const [first, ...others] = await search();
      const host = new URL(first?.url ?? "").hostname;
      expect(others.some(({ url }) => new URL(url).hostname !== host)).toBe(true);
      const askedBefore = under.outside?.asked() ?? 0;
      const services = { [under.name]: under.service };
      const limits = { limit: 10, includeSites: [host], excludeSites: [] };
      const { signal } = new AbortController();
      const found = await settle(async () => bindSearch(services, under.name, limits)(under.answerable, { signal }));
      if (found instanceof Error) {
        expect(found).toMatchObject({ failure: "siteListsUnsupported" });
        expect(under.outside?.asked()).toBe(askedBefore);
        const direct = await settle(() => search(undefined, { includeSites: [host] }));
        expect(direct).toMatchObject({ failure: "siteListsUnsupported" });
        expect(under.outside?.asked()).toBe(askedBefore);
      } else {
        expect(found.length).toBeGreaterThan(0);
        for (const { url } of found) expect(new URL(url).hostname).toBe(host);
      }
    });

    it("does not start for a signal that is aborted already", async () => {
      const reason = new Error("too late");
      await expect(search(AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(under.outside?.asked() ?? 0).toBe(0);
    });

    it("throws the caller's reason within a second when it is aborted, and lets go of the service", async () => {
      const { outside } = under;
      if (outside === undefined) return;
      outside.hang();
      const caller = new AbortController();
      const reason = new Error("the caller has gone");
      const searching = settle(() => search(caller.signal));
      await expect.poll(outside.inFlight).toBe(1);
      const startedAtMs = performance.now();
      caller.abort(reason);
      expect(await searching).toBe(reason);
      expect(performance.now() - startedAtMs).toBeLessThan(1_000);
      await expect.poll(outside.inFlight).toBe(0);
    });

    it("throws a ServerFailure when the service fails, without the key and without the query", async () => {
      const { outside } = under;
      if (outside === undefined) return;
      outside.fail();
      const thrown = await settle(() => search());
      expect(thrown).toBeInstanceOf(ServerFailure);
      const said = JSON.stringify(everythingSaid(thrown));
      expect(said).not.toContain(outside.secret);
      expect(said).not.toContain(under.answerable);
      expect(thrown).toMatchObject({ detail: expect.stringMatching(/^[A-Z].*\.$/u) });
      await expect.poll(outside.inFlight).toBe(0);
    });
  });
}

/** What an error and its causes say. */
export function everythingSaid(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return [error.name, error.message, error.stack, { ...error }, everythingSaid(error.cause)];
}

/** What a search gives, or what it throws. */
async function settle<Value>(act: () => Promise<Value>): Promise<Value | Error> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
