import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSearchChatProvider } from "../../../src/search-chat/provider.ts";
import { answerProviderContract, collect, textOf } from "../../contracts/answer-provider.ts";
import { question } from "../../fakes/fake-search-chat-client.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { type ServerSite, startServerSite } from "./server-site.ts";

const apiKey = ["a", "long", "key"].join("-");

function clientOf({ url }: ServerSite) {
  return createSearchChatProvider({ log: createMemoryLog() }, { baseUrl: url, apiKey, defaultModel: "extractive" });
}

answerProviderContract("our client with the built-in server", async () => {
  const site = await startServerSite({ apiKey });
  return {
    provider: clientOf(site),
    answerable: question("How do I retry failed jobs?", { service: "docs" }),
    failing: question("How do I retry failed jobs?", { service: "tavily" }),
    inFlight: () => 0,
    close: site.close,
  };
});

describe("our client with the built-in server", () => {
  let site: ServerSite;
  beforeAll(async () => {
    site = await startServerSite({ apiKey });
  });
  afterAll(() => site.close());
  const ask = (request: Parameters<ReturnType<typeof clientOf>["answer"]>[0]) =>
    collect(clientOf(site).answer(request, { signal: AbortSignal.timeout(5_000) }));

  it("has every marker of the text in its citations, with title and snippet", async () => {
    const events = await ask(question("workers", { service: "docs" }));
    const citations = events.findLast((event) => event.type === "citations")?.citations ?? [];
    const markers = [...textOf(events).matchAll(/\[(\d+)\]/gu)].map(([, number]) => Number(number));
    expect(new Set(markers)).toEqual(new Set(citations.map(({ number }) => number)));
    expect(citations.length).toBeGreaterThan(1);
    for (const { title, snippet } of citations) {
      expect(title).not.toBe("");
      expect(snippet).not.toBe("");
    }
    expect(events.at(-1)).toMatchObject({
      type: "done",
      finishReason: "stop",
      requestId: expect.stringMatching(/^id-/u),
    });
  });

  it("keeps to the site lists", async () => {
    const events = await ask(
      question("workers", { service: "docs", includeSites: ["example.com"], excludeSites: ["docs.example.org"] }),
    );
    const citations = events.findLast((event) => event.type === "citations")?.citations ?? [];
    expect(citations.map(({ url }) => url)).toEqual(["https://queue.example.com/limits.html"]);
  });
});
