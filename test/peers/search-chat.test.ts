import { type FixtureOpts, LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../src/core/answer.ts";
import { createSearchChatProvider } from "../../src/search-chat/provider.ts";
import { silentLog } from "./silent-log.ts";

const API_KEY = "peers";
const ANSWER = "A worker keeps a lock [1] and renews it [2].";
const SOURCES = [
  { url: "https://docs.bullmq.io/guide/workers", title: "Workers" },
  { url: "https://redis.io/docs/latest/commands/set", title: "SET" },
];
const LISTED = `${ANSWER}\n\nSources:\n${SOURCES.map(({ url, title }, index) => `${index + 1}. [${title}](${url})`).join("\n")}`;

describe("the search-chat client against aimock", () => {
  const mock = new LLMock({ port: 0, chunkSize: 7, auth: { apiKeys: [API_KEY] } });

  beforeAll(async () => {
    await mock.start();
  });
  beforeEach(() => {
    // The reset leaves the chaos of the last test in place.
    mock.reset().clearChaos();
  });
  afterAll(() => mock.stop());

  it("puts a streamed answer together, with its usage and its end", async () => {
    mock.onMessage("lock", {
      content: ANSWER,
      usage: { prompt_tokens: 900, completion_tokens: 12, total_tokens: 912 },
    });
    const events = await collect(ask("How does a worker keep its lock?"));
    expect(textOf(events)).toBe(ANSWER);
    expect(events.at(-1)).toMatchObject({
      type: "done",
      finishReason: "stop",
      usage: { promptTokens: 900, completionTokens: 12, totalTokens: 912 },
    });
  });

  it("asks for a stream with usage, and for search on the sites of the channel", async () => {
    mock.onMessage("lock", { content: ANSWER });
    await collect(ask("How does a worker keep its lock?", { includeSites: ["bullmq.io"], excludeSites: ["zod.dev"] }));
    const request = mock.getLastRequest();
    expect(request?.body).toMatchObject({
      model: "gpt-4o-mini",
      stream: true,
      stream_options: { include_usage: true },
      "web-search": true,
      "search-include-sites": ["bullmq.io"],
      "search-exclude-sites": ["zod.dev"],
    });
  });

  it("takes the sources from the links of an answer whose endpoint names none", async () => {
    mock.onMessage("lock", { content: LISTED });
    const events = await collect(ask("How does a worker keep its lock?"));
    const lists = events.filter((event) => event.type === "citations");
    expect(lists.at(-1)?.citations).toMatchObject(SOURCES);
  });

  it("shows nothing of what the model thought", async () => {
    mock.onMessage("lock", { content: ANSWER, reasoning: "The person wants to know about locks." });
    expect(textOf(await collect(ask("How does a worker keep its lock?")))).toBe(ANSWER);
  });

  it("says why a long answer ended", async () => {
    mock.onMessage("lock", { content: ANSWER, finishReason: "length" });
    expect((await collect(ask("How does a worker keep its lock?"))).at(-1)).toMatchObject({ finishReason: "length" });
  });

  it("honours the Retry-After of a 429", async () => {
    mock.onMessage("lock", { error: { message: "slow down", type: "rate_limit_error" }, status: 429, retryAfter: 7 });
    await expect(collect(ask("How does a worker keep its lock?"))).rejects.toMatchObject({
      code: "PROVIDER_RATE_LIMITED",
      retryable: true,
      retryAfterMs: 7_000,
    });
    expect(mock.getRequests()).toHaveLength(1);
  });

  it.each([
    { status: 500, code: "PROVIDER_UNAVAILABLE", retryable: true },
    { status: 503, code: "PROVIDER_UNAVAILABLE", retryable: true },
    { status: 401, code: "PROVIDER_UNAUTHORIZED", retryable: false },
    { status: 402, code: "PROVIDER_OUT_OF_BALANCE", retryable: false },
    { status: 400, code: "PROVIDER_REJECTED", retryable: false },
  ])("reads $status as $code", async ({ status, code, retryable }) => {
    mock.nextRequestError(status, { message: "no" });
    await expect(collect(ask("Anything?"))).rejects.toMatchObject({ code, retryable });
  });

  it("recovers from an error with the next question", async () => {
    mock.onMessage("lock", { content: ANSWER });
    mock.nextRequestError(500, { message: "once" });
    await expect(collect(ask("How does a worker keep its lock?"))).rejects.toMatchObject({ retryable: true });
    expect(textOf(await collect(ask("How does a worker keep its lock?")))).toBe(ANSWER);
  });

  it("says that its key was refused", async () => {
    mock.onMessage("lock", { content: ANSWER });
    await expect(collect(ask("How does a worker keep its lock?", { apiKey: "wrong" }))).rejects.toMatchObject({
      code: "PROVIDER_UNAUTHORIZED",
      retryable: false,
    });
  });

  it("takes a model that is not served for what it is", async () => {
    await expect(collect(ask("Nothing matches this."))).rejects.toMatchObject({
      code: "PROVIDER_MODEL_UNAVAILABLE",
      retryable: false,
    });
  });

  it.each<{ fault: string; options: FixtureOpts }>([
    { fault: "cut off after three pieces", options: { truncateAfterChunks: 3 } },
    { fault: "disconnected in the middle", options: { disconnectAfterMs: 60, latency: 20 } },
  ])("never takes an answer that was $fault for a whole one", async ({ options }) => {
    mock.onMessage("lock", { content: ANSWER }, options);
    const events: AnswerEvent[] = [];
    await expect(collect(ask("How does a worker keep its lock?"), events)).rejects.toMatchObject({
      code: "PROVIDER_UNAVAILABLE",
      retryable: true,
    });
    expect(events.map(({ type }) => type)).not.toContain("done");
    expect(ANSWER.startsWith(textOf(events))).toBe(true);
  });

  it.each([
    { fault: "drops the connection", chaos: { dropRate: 1 }, code: "PROVIDER_UNAVAILABLE" },
    { fault: "answers nonsense", chaos: { malformedRate: 1 }, code: "PROVIDER_MALFORMED" },
    { fault: "limits the rate", chaos: { rateLimitRate: 1 }, code: "PROVIDER_RATE_LIMITED" },
  ])("ends with a readable error when the endpoint $fault", async ({ chaos, code }) => {
    mock.onMessage("lock", { content: ANSWER });
    mock.setChaos(chaos);
    await expect(collect(ask("How does a worker keep its lock?"))).rejects.toMatchObject({ code, retryable: true });
  });

  it("stops at once when nobody waits for the answer any more", async () => {
    mock.onMessage("lock", { content: ANSWER }, { latency: 30_000 });
    const asker = new AbortController();
    const answer = collect(ask("How does a worker keep its lock?", { signal: asker.signal }));
    setTimeout(() => asker.abort(new Error("gone")), 50);
    await expect(answer).rejects.toThrow("gone");
  });

  interface AskOptions {
    readonly includeSites?: readonly string[];
    readonly excludeSites?: readonly string[];
    readonly apiKey?: string;
    readonly signal?: AbortSignal;
  }

  function ask(
    question: string,
    { includeSites = [], excludeSites = [], apiKey = API_KEY, signal = AbortSignal.timeout(15_000) }: AskOptions = {},
  ): AsyncIterable<AnswerEvent> {
    const provider = createSearchChatProvider(
      { log: silentLog },
      { baseUrl: `${mock.url}/v1`, apiKey, defaultModel: "gpt-4o-mini" },
    );
    return provider.answer(
      { messages: [{ role: "user", content: question }], search: { includeSites, excludeSites } },
      { signal },
    );
  }
});

async function collect(answer: AsyncIterable<AnswerEvent>, events: AnswerEvent[] = []): Promise<AnswerEvent[]> {
  for await (const event of answer) events.push(event);
  return events;
}

function textOf(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === "text" ? event.text : "")).join("");
}
