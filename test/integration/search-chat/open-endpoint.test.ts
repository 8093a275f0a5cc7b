import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { openEndpoint } from "../../../src/endpoint.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { type FakeSearchChat, startFakeSearchChat } from "../../fakes/fake-search-chat.ts";
import { question } from "../../fakes/fake-search-chat-client.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

const context = { signal: new AbortController().signal };
const open = (env: Readonly<Record<string, string>>) =>
  openEndpoint({ clock: systemClock, log: createMemoryLog() }, loadConfig(env));

describe("the endpoint of an install", () => {
  let endpoint: FakeSearchChat;
  beforeEach(async () => {
    endpoint = await startFakeSearchChat();
  });
  afterEach(() => endpoint.close());

  it("asks what SEARCH_FALLBACKS names when a search service fails, and shows how each stands", async () => {
    endpoint.answer(({ body }) => (body["search-service"] === "tavily" ? { text: "from tavily" } : { status: 503 }));
    const { provider, breakers } = await open({
      SEARCH_CHAT_BASE_URL: endpoint.url,
      SEARCH_CHAT_MODEL: "m",
      SEARCH_SERVICES: "exa,tavily",
      SEARCH_FALLBACKS: "/n, tavily",
    });
    expect(textOf(await collect(provider.answer(question("why?", { service: "exa" }), context)))).toBe("from tavily");
    expect(endpoint.requests.map(({ body }) => [body["search-service"], body.model])).toEqual([
      ["exa", "m"],
      ["exa", "n"],
      ["tavily", "m"],
    ]);
    expect(breakers()).toEqual([
      { name: "exa/m", state: "closed", failures: 1 },
      { name: "exa/n", state: "closed", failures: 1 },
      { name: "tavily/m", state: "closed", failures: 0 },
    ]);
  });

  it("has one breaker where the built-in server answers", async () => {
    const { breakers } = await open({ DOCS_DIR: fileURLToPath(new URL("../../fixtures/docs", import.meta.url)) });
    expect(breakers()).toEqual([{ name: "docs/extractive", state: "closed", failures: 0 }]);
  });
});
