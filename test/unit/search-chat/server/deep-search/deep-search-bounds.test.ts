import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateTokens } from "../../../../../src/search-chat/server/deep-search/token-budget.ts";
import { hit, notYet, openWorld, plan } from "./deep-search-driver.ts";

const word = fc.constantFrom("queue", "tea", "site:evil.example", "price of", "2026", "任务");
const queries = fc.array(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
  { maxLength: 30 },
);
const reply = fc.oneof(
  queries.map((all) => plan(...all)),
  queries.map((all) => notYet("everything", ...all)),
  fc.constant('{"answered": false, "missing": "x"}'),
  fc.constant('{"answered": true}'),
  fc.string(),
);
const limits = fc.record({
  rounds: fc.integer({ min: 1, max: 6 }),
  searches: fc.integer({ min: 1, max: 10 }),
  searchesPerRound: fc.integer({ min: 1, max: 5 }),
  pages: fc.nat(8),
  pagesPerRound: fc.nat(4),
  promptTokens: fc.nat(30_000),
  judgedChars: fc.constantFrom(1_000, 24_000),
});

describe("whatever a model replies and a search finds, a deep search", () => {
  it("keeps to its rounds, searches, pages and tokens, and reads only what was found", async () => {
    const run = fc.asyncProperty(
      fc.infiniteStream(reply),
      fc.array(fc.webUrl({ validSchemes: ["https"] }), { maxLength: 40 }),
      limits,
      async (replies, urls, bounds) => {
        const found = new Set<string>();
        const world = openWorld({
          says: (stage) => (stage === "answer" ? "Done." : replies.next().value),
          find: (_, nth) => {
            const results = urls.slice((nth * 3) % 20, ((nth * 3) % 20) + 12).map((url) => hit(url));
            for (const { url } of results) found.add(url);
            return results;
          },
          page: (url) =>
            url.length % 3 === 0 ? undefined : `${url} says: look at https://not-found.example/. `.repeat(300),
          limits: bounds,
        });
        const { done, reasoning } = await world.ask("Is the queue any good?");
        expect(done).toHaveLength(1);
        expect(world.searched.length).toBeLessThanOrEqual(bounds.searches);
        expect(world.searched.length).toBeLessThanOrEqual(bounds.rounds * bounds.searchesPerRound);
        expect(world.shownAt("plan").length).toBeLessThanOrEqual(1);
        expect(world.shownAt("judge").length).toBeLessThan(bounds.rounds);
        expect(world.read.length).toBeLessThanOrEqual(Math.min(bounds.pages, bounds.rounds * bounds.pagesPerRound));
        expect(new Set(world.read).size).toBe(world.read.length);
        expect(world.read.filter((url) => !found.has(url))).toEqual([]);
        const prompts = [...world.shownAt("plan"), ...world.shownAt("judge")];
        const tokens = prompts.reduce((sum, shown) => sum + estimateTokens(shown), 0);
        expect(tokens).toBeLessThanOrEqual(bounds.promptTokens + prompts.length * 2);
        expect(world.queries().join("\n")).not.toContain("site:");
        expect(reasoning).not.toContain("://");
        expect([world.chatModel.open(), world.clock.waiting()]).toEqual([0, 0]);
      },
    );
    await fc.assert(run, { numRuns: 60 });
  });

  it("shows less of the sources when little of the budget is left", async () => {
    const ask = async (promptTokens: number) => {
      const world = openWorld({
        says: (stage) => (stage === "plan" ? plan("one") : "Done."),
        find: () => [hit("https://a.example/"), hit("https://b.example/")],
        page: (url) => `The queue at ${url} keeps its jobs. `.repeat(600),
        limits: { promptTokens },
      });
      await world.ask("Is the queue any good?");
      return { shown: estimateTokens(world.shownAt("answer")[0] ?? ""), judged: world.shownAt("judge").length };
    };
    expect(await ask(60_000)).toMatchObject({ judged: 1 });
    const little = await ask(5_000);
    expect(little.judged).toBe(0);
    expect(little.shown).toBeLessThan(5_500);
    expect(little.shown).toBeGreaterThan(3_000);
  });
});
