import { describe, expect, it } from "vitest";
import type { Citation } from "../../../../src/core/answer.ts";
import { digestRef, slotKey } from "../../../../src/core/digest.ts";
import { chooseItems } from "../../../../src/features/digest/choose-items.ts";
import type { FoundItem } from "../../../../src/features/digest/parse-items.ts";
import { createMemoryLedger } from "../../../fakes/memory-ledger.ts";
import { type Article, channel, DAY_MS, HOUR_MS, MONDAY_9, makeDigest, urlOf } from "./digest-bench.ts";

const NEWER = { title: "Tea harvest begins in Assam" };

/** A channel that may have been told something, and what an endpoint has found for its digest. */
function openChoice({ items = 5, exclude = [] as string[] } = {}) {
  let now = MONDAY_9;
  const digest = makeDigest({ items });
  const ledger = createMemoryLedger({ now: () => now });
  return {
    ledger,
    wait(ms: number) {
      now += ms;
    },
    async choose(articles: readonly (Article & { readonly isUncited?: boolean })[], more: readonly Citation[] = []) {
      const found = articles.map(
        (article): FoundItem => ({ summary: "News.", ...article, url: urlOf(article), publishedAt: article.date }),
      );
      const citations = articles.flatMap((article, index) =>
        article.isUncited ? [] : [{ number: index + 1, url: urlOf(article), publishedAt: article.publishedAt }],
      );
      const sites = { include: undefined, exclude };
      return chooseItems(
        { items: found, citations: [...citations, ...more], sites },
        { digest, since: now - DAY_MS, now },
        ledger,
      );
    },
    async tell(article: Article, digestId = digest.id) {
      const owner = slotKey({ ...digestRef(digest), digestId }, now);
      const { items: told } = await this.choose([article]);
      await ledger.claim(channel, told, { owner, at: now, days: 90 });
    },
  };
}

describe("an item is told", () => {
  it("with the address of its source, its words without markup, its date and its keys", async () => {
    const it = openChoice();
    const source = { number: 7, url: "https://www.example.org/tea?utm_source=x#top", publishedAt: "2026-01-05" };
    const article = { title: "**Tea** [1]", url: "https://example.org/tea", summary: "See [x](https://evil.org)." };
    const { items } = await it.choose([{ ...article, isUncited: true, story: "Tea harvest begins" }], [source]);
    expect(items).toEqual([
      {
        title: "Tea",
        url: source.url,
        summary: "See x.",
        publishedAt: "2026-01-05",
        keys: ["https://example.org/tea", "story:begin harvest tea"],
      },
    ]);
  });

  it("when a model names its source by number", async () => {
    const it = openChoice();
    const source = { number: 3, url: "https://example.org/tea" };
    const { items } = await it.choose([{ title: "Tea", url: "[3]", isUncited: true }], [source]);
    expect(items.map(({ url }) => url)).toEqual([source.url]);
  });

  it("when it is of the day on which the look-back begins, or without a date", async () => {
    const { items } = await openChoice().choose([
      { title: "Early on Sunday", date: "2026-01-04" },
      { title: "Undated" },
      { title: "At nine", date: "2026-01-04T09:00:00Z" },
    ]);
    expect(items).toHaveLength(3);
  });
});

describe("an item is dropped", () => {
  it.each<[string, Parameters<ReturnType<typeof openChoice>["choose"]>[0][number]]>([
    ["off the list", { title: "Tea", url: "https://blocked.example/tea" }],
    ["off the list", { title: "Tea", url: "https://sub.blocked.example/tea", isUncited: true }],
    ["off the list", { title: "Tea", url: "https://user@example.org/tea" }],
    ["off the list", { title: "Tea", url: "javascript:alert(1)" }],
    ["not among the citations", { title: "Tea", isUncited: true }],
    ["no summary", { title: "Tea", summary: " [1] " }],
    ["too old", { title: "Tea", date: "2026-01-02" }],
    ["too old", { title: "Tea", publishedAt: "2026-01-04T08:59:00Z" }],
    ["too old", { title: "Tea", date: "2026-01-05", publishedAt: "2019-01-05" }],
  ])("as “%s”: %o", async (reason, article) => {
    const { items, dropped } = await openChoice({ exclude: ["blocked.example"] }).choose([article]);
    expect(items).toEqual([]);
    expect(dropped).toEqual([{ title: "Tea", url: urlOf(article), reason }]);
  });

  it("when its page or its story stands there already", async () => {
    const { items, dropped } = await openChoice().choose([
      NEWER,
      { ...NEWER, url: "https://example.com/other" },
      { title: "Another title", url: `${urlOf(NEWER)}?utm_source=x` },
    ]);
    expect(items).toHaveLength(1);
    expect(dropped.map(({ reason }) => reason)).toEqual(["twice in this answer", "twice in this answer"]);
  });

  it("when there are more than were asked for", async () => {
    const titles = ["Ants", "Bees", "Cows", "Dogs"].map((title) => ({ title }));
    const { items, dropped } = await openChoice({ items: 3 }).choose(titles);
    expect(items.map(({ title }) => title)).toEqual(["Ants", "Bees", "Cows"]);
    expect(dropped).toEqual([expect.objectContaining({ title: "Dogs", reason: "more than asked for" })]);
  });
});

describe("a story that the channel knows", () => {
  const reasonsOf = ({ dropped }: Awaited<ReturnType<ReturnType<typeof openChoice>["choose"]>>) =>
    dropped.map(({ reason }) => reason);

  it("is not told again, from another site neither", async () => {
    const it = openChoice();
    await it.tell(NEWER);
    expect(reasonsOf(await it.choose([NEWER]))).toEqual(["told before"]);
    expect(reasonsOf(await it.choose([{ ...NEWER, url: "https://example.com/x" }]))).toEqual(["told before"]);
  });

  it("is not told by another digest", async () => {
    const it = openChoice();
    await it.tell(NEWER, "other1");
    expect(reasonsOf(await it.choose([NEWER]))).toEqual(["told by another digest"]);
  });

  it("leaves its place to the next one", async () => {
    const it = openChoice({ items: 3 });
    await it.tell(NEWER);
    const { items } = await it.choose([NEWER, { title: "Ants" }, { title: "Bees" }, { title: "Cows" }]);
    expect(items.map(({ title }) => title)).toEqual(["Ants", "Bees", "Cows"]);
  });

  it("comes back as an update when the model says what changed and the source is newer", async () => {
    const it = openChoice();
    await it.tell(NEWER);
    it.wait(2 * DAY_MS);
    const changed = { ...NEWER, update: "It has ended.", publishedAt: "2026-01-07T08:00:00Z" };
    const { items } = await it.choose([changed]);
    expect(items).toEqual([expect.objectContaining({ title: NEWER.title, update: "It has ended." })]);
  });

  it.each<[string, Partial<Article>]>([
    ["nothing is said to have changed", { publishedAt: "2026-01-07T08:00:00Z" }],
    ["its source is dated before it was told", { update: "It has ended.", publishedAt: "2026-01-05T08:00:00Z" }],
    ["only the model says that it is newer", { update: "It has ended.", date: "2026-01-07T08:00:00Z" }],
  ])("does not come back when %s", async (_reason, more) => {
    const it = openChoice();
    await it.tell(NEWER);
    it.wait(12 * HOUR_MS);
    expect((await it.choose([{ ...NEWER, ...more }])).items).toEqual([]);
  });

  it("tells an update once, and the next one again", async () => {
    const it = openChoice();
    await it.tell(NEWER);
    it.wait(2 * DAY_MS);
    const first = { ...NEWER, update: "It has ended.", publishedAt: "2026-01-07T08:00:00Z" };
    await it.tell(first);
    expect(reasonsOf(await it.choose([first]))).toEqual(["told before"]);
    it.wait(2 * DAY_MS);
    const second = { ...first, update: "It goes on.", publishedAt: "2026-01-09T08:00:00Z" };
    expect((await it.choose([second])).items).toHaveLength(1);
  });

  it("is told as new when the model calls new what the channel never heard", async () => {
    const { items } = await openChoice().choose([{ ...NEWER, update: "It has ended." }]);
    expect(items[0]).not.toHaveProperty("update");
  });
});
