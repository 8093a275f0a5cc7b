import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Citation, FinishReason, Usage } from "../../../src/core/answer.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { type ClientUnderTest, startClient } from "../../fakes/fake-search-chat-client.ts";

const folder = new URL("../../fixtures/search-chat/dialects/", import.meta.url);

interface Expected {
  readonly text: string;
  readonly citations?: readonly Citation[];
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
}

const tea = { number: 1, url: "https://tea.example/history" };
const coffee = { number: 2, url: "https://coffee.example/origin" };
const usage = { promptTokens: 9, completionTokens: 12, totalTokens: 21 };
const older = "Tea is older.";
const cited = "Tea is older [1] than coffee [2].";
const linked = "Tea is older. ([tea.example](https://tea.example/history?utm_source=openai)) Coffee is younger.";

const dialects: Record<string, Expected> = {
  "302ai-citations-on-stop-chunk.sse": { text: cited, citations: [tea, coffee], usage },
  "302ai-citations-on-every-chunk.sse": { text: cited, citations: [tea, coffee] },
  "302ai-whole.json": { text: cited, citations: [tea, coffee], usage },
  "302ai-whole-with-delta-and-message.json": { text: older, usage },
  "302ai-repeated-and-unusable-citations.json": {
    text: "One [1], two [2], three [3], four [4].",
    citations: [tea, { ...coffee, number: 4 }],
    usage,
  },
  "perplexity-search-results.sse": {
    text: cited,
    citations: [
      { ...tea, title: "A history of tea", snippet: "Tea came first.", publishedAt: "2025-03-01" },
      { ...coffee, title: "Where coffee came from" },
    ],
    usage,
  },
  "perplexity-search-results-only.sse": {
    text: "Tea is older [2].",
    citations: [
      { ...coffee, number: 1, title: "Where coffee came from" },
      { ...tea, number: 2, title: "A history of tea", snippet: "Tea came first.", publishedAt: "2025-03-01" },
    ],
  },
  "openai-annotations-whole.json": {
    text: linked,
    citations: [
      { ...tea, title: "A history of tea" },
      { ...coffee, url: "https://coffee.example/origin?page=2", title: "Where coffee came from" },
    ],
    usage,
  },
  "openai-annotations-on-stop-chunk.sse": {
    text: linked,
    citations: [
      { ...tea, title: "A history of tea" },
      { ...coffee, url: "https://coffee.example/origin?page=2", title: "Where coffee came from" },
    ],
    usage,
  },
  "openrouter-annotations-own-chunk.sse": {
    text: older,
    citations: [tea, { ...coffee, title: "Where coffee came from", snippet: "Coffee is younger." }],
  },
  "jina-deepsearch.sse": {
    text: "Tea is older [^1], coffee is younger [^2].",
    citations: [
      { ...tea, title: "A history of tea", snippet: "Tea came first.", publishedAt: "2025-03-01 10:00:00" },
      { ...coffee, title: "Where coffee came from", snippet: "Coffee came later." },
    ],
  },
  "flat-annotations.sse": { text: older, citations: [{ ...tea, title: "A history of tea" }] },
  "citation-objects.json": {
    text: "Tea is older [1].",
    citations: [{ ...tea, title: "A history of tea" }],
    usage,
  },
  "reasoning-content-fields.sse": { text: older },
  "reasoning-think-tags-split.sse": { text: "Tea is older. Coffee is younger." },
  "reasoning-never-closed.sse": { text: older, finishReason: "length" },
  "text-links-only.sse": {
    text: 'Tea is older ([A history of tea](https://tea.example/history_(early) "seen in May")), see also https://coffee.example/origin. Not `https://code.example/x`, ![a cup](https://images.example/cup.png), ftp://files.example/x or [again](https://tea.example/history_(early)).',
    citations: [{ number: 1, url: "https://tea.example/history_(early)", title: "A history of tea" }, coffee],
  },
  "no-sources.sse": { text: older },
  "keep-alive-lines-before-whole.json": { text: older, usage },
  "indented-whole.json": { text: "Tea is older [1].", citations: [tea], usage },
  "null-choices-with-usage.sse": { text: older, usage },
  "one-line-break-between-events.sse": { text: older },
  "carriage-returns.sse": { text: older },
  "no-end-marker.sse": { text: older, usage },
  "several-choices.sse": { text: older },
  "message-without-delta.sse": { text: older, citations: [tea] },
  "letters-of-many-bytes.sse": { text: "茶は古い 🫖 déjà vu" },
  "reasoning-typed-pieces.sse": { text: older },
  "usage-before-null-usage.sse": { text: older, usage },
  "content-parts.sse": { text: older },
};

describe("the client reads every dialect", () => {
  let client: ClientUnderTest;
  beforeAll(async () => {
    client = await startClient();
  });
  afterAll(() => client.close());

  it.each(Object.entries(dialects))("%s", async (file, expected) => {
    const contentType = file.endsWith(".json") ? "application/json" : "text/event-stream";
    client.endpoint.next({
      headers: { "content-type": contentType, "request-id": "request-1" },
      body: readFileSync(new URL(file, folder), "utf8"),
    });
    const events = await collect(client.ask());
    const lists = events.filter((event) => event.type === "citations");
    expect(textOf(events)).toBe(expected.text);
    expect(lists.at(-1)?.citations ?? []).toEqual(expected.citations ?? []);
    expect(lists.length).toBeLessThanOrEqual(2);
    expect(events.at(-1)).toEqual({
      type: "done",
      finishReason: expected.finishReason ?? "stop",
      usage: expected.usage,
      requestId: "request-1",
    });
  });

  it("has an expectation for every recorded dialect", () => {
    expect(Object.keys(dialects).sort()).toEqual(readdirSync(folder).sort());
  });
});
