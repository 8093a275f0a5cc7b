import { expect, it } from "vitest";
import { digestMessages } from "../../../../src/features/digest/digest-request.ts";
import type { itemsFromCitations } from "../../../../src/features/digest/items-from-citations.ts";
import { createDocsIndex } from "../../../../src/search-chat/server/docs/docs-index.ts";
import { createDocsService } from "../../../../src/search-chat/server/docs/docs-search.ts";
import { NOTHING_FOUND, quoteSources } from "../../../../src/search-chat/server/models/quote-sources.ts";
import { bindSearch } from "../../../../src/search-chat/server/search/bind-search.ts";
import { MONDAY_9, makeDigest, openDigest } from "./digest-bench.ts";

/** What the built-in server, which has no language model, says to a digest's request. */
async function askTrial(topic: string) {
  const page = (name: string, text: string) =>
    ({ url: `https://docs.example.org/${name}`, format: "markdown", text }) as const;
  const index = createDocsIndex([
    page(
      "harvest",
      "# Tea harvest\n\nThe tea harvest begins in March. Leaves are picked by hand [by many](https://a.org).",
    ),
    page("cups", "# Tea cups\n\nCups for tea are made of clay. They hold the tea harvest of a whole year in a museum."),
    page("coffee", "# Coffee\n\nCoffee is roasted."),
  ]);
  const limits = { includeSites: [], excludeSites: [], limit: 10 };
  const search = { ask: bindSearch({ docs: createDocsService(index) }, "docs", limits), limits };
  const messages = digestMessages(makeDigest({ topic }), {
    since: 0,
    now: MONDAY_9,
    told: [],
    preferences: { liked: [], disliked: [] },
  });
  let text = "";
  let citations: Parameters<typeof itemsFromCitations>[1] = [];
  for await (const event of quoteSources({ conversation: messages, search }, { signal: AbortSignal.timeout(5_000) })) {
    if (event.type === "text") text += event.text;
    if (event.type === "sources") citations = event.sources;
  }
  return { text, citations };
}

it("a digest of the trial quotes the pages that the built-in server finds", async () => {
  const { text, citations } = await askTrial("tea harvest");
  const bot = await openDigest();
  bot.says(text, citations);
  await bot.slot(MONDAY_9);
  expect(await bot.record(MONDAY_9)).toMatchObject({
    state: "posted",
    items: expect.arrayContaining([
      expect.objectContaining({
        title: "Tea harvest",
        url: "https://docs.example.org/harvest",
        summary: "The tea harvest begins in March. Leaves are picked by hand by many.",
      }),
    ]),
  });
  expect(bot.texts(MONDAY_9).join()).not.toContain("offee");
});

it("a digest of the trial finds nothing new where the documents say nothing", async () => {
  const { text, citations } = await askTrial("submarine volcanoes");
  expect(text).toBe(NOTHING_FOUND);
  const bot = await openDigest();
  bot.says(text, citations);
  await bot.slot(MONDAY_9);
  expect((await bot.record(MONDAY_9))?.state).toBe("nothing new");
});
