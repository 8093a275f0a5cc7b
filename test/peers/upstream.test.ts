import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChatModel, ChatModelEvent, ToolUse } from "../../src/search-chat/server/chat-model.ts";
import { createListModels } from "../../src/search-chat/server/upstream/list-models.ts";
import { createModelFetch } from "../../src/search-chat/server/upstream/model-fetch.ts";
import { createUpstreamModel } from "../../src/search-chat/server/upstream/upstream-model.ts";
import { silentLog } from "./silent-log.ts";

const API_KEY = "peers";
const ANSWER = "A worker keeps a lock and renews it.";
const QUESTION = "How does a worker keep its lock?";

describe("the models of an upstream against aimock", () => {
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
    const usage = { prompt_tokens: 900, completion_tokens: 12, total_tokens: 912 };
    mock.onMessage("lock", { content: ANSWER, usage });
    const events = await ask();
    expect(textOf(events)).toBe(ANSWER);
    expect(events.at(-1)).toEqual({
      type: "done",
      finishReason: "stop",
      usage: { promptTokens: 900, completionTokens: 12, totalTokens: 912 },
    });
    expect(mock.getLastRequest()?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it("tells what the model thought from what it says", async () => {
    mock.onMessage("lock", { content: ANSWER, reasoning: "Locks, then." });
    const events = await ask();
    expect(textOf(events)).toBe(ANSWER);
    expect(events.map((event) => (event.type === "reasoning" ? event.text : "")).join("")).toBe("Locks, then.");
  });

  it("passes the model's tool calls on", async () => {
    mock.onMessage("lock", { toolCalls: [{ name: "find_lock", arguments: '{"worker":"first"}' }] });
    const tools = [{ type: "function", function: { name: "find_lock" } }] as const;
    const events = await ask({ toolUse: { tools, mode: "native" } });
    const calls = events.flatMap((event) => (event.type === "toolCalls" ? event.calls : []));
    expect(calls.map(({ arguments: given }) => given).join("")).toBe('{"worker":"first"}');
    expect(calls[0]).toMatchObject({ index: 0, name: "find_lock" });
    expect(events.at(-1)).toMatchObject({ finishReason: "tool_calls" });
  });

  it("drops the call of a tool that was not offered", async () => {
    mock.onMessage("lock", { toolCalls: [{ name: "send_mail", arguments: "{}" }] });
    const events = await ask();
    expect(events.map(({ type }) => type)).toEqual(["done"]);
  });

  it("makes a call of what a model writes that is told of its tools in words", async () => {
    mock.onMessage("lock", { content: '{"tool_calls":[{"name":"find_lock","arguments":{"worker":"first"}}]}' });
    const tools = [{ type: "function", function: { name: "find_lock" } }] as const;
    const events = await ask({ toolUse: { tools, mode: "prompt" } });
    expect(events).toMatchObject([
      { type: "toolCalls", calls: [{ name: "find_lock", arguments: '{"worker":"first"}' }] },
      { type: "done", finishReason: "tool_calls" },
    ]);
  });

  it("says why a long answer ended", async () => {
    mock.onMessage("lock", { content: ANSWER, finishReason: "length" });
    expect((await ask()).at(-1)).toMatchObject({ finishReason: "length" });
  });

  it.each([
    { status: 500, failure: "modelFailed" },
    { status: 503, failure: "modelFailed" },
    { status: 429, failure: "modelBusy" },
    { status: 401, failure: "modelAccessRefused" },
    { status: 400, failure: "invalidRequest" },
  ])("reads $status as $failure", async ({ status, failure }) => {
    mock.nextRequestError(status, { message: "no" });
    await expect(ask()).rejects.toMatchObject({ failure });
  });

  it("honours the Retry-After of a 429", async () => {
    mock.onMessage("lock", { error: { message: "slow down", type: "rate_limit_error" }, status: 429, retryAfter: 7 });
    await expect(ask()).rejects.toMatchObject({ failure: "modelBusy", retryAfterMs: 7_000 });
  });

  it("keeps it from the caller that the operator's key is wrong", async () => {
    mock.onMessage("lock", { content: ANSWER });
    await expect(ask({ apiKey: "wrong" })).rejects.toMatchObject({ failure: "modelAccessRefused", detail: undefined });
  });

  it.each([
    { fault: "cut off after three pieces", options: { truncateAfterChunks: 3 } },
    { fault: "disconnected in the middle", options: { disconnectAfterMs: 60, latency: 20 } },
  ])("never takes an answer that was $fault for a whole one", async ({ options }) => {
    mock.onMessage("lock", { content: ANSWER }, options);
    const events: ChatModelEvent[] = [];
    await expect(ask({ events })).rejects.toMatchObject({ failure: "modelFailed" });
    expect(events.map(({ type }) => type)).not.toContain("done");
    expect(ANSWER.startsWith(textOf(events))).toBe(true);
  });

  it.each([
    { fault: "drops the connection", chaos: { dropRate: 1 }, failure: "modelFailed" },
    { fault: "answers nonsense", chaos: { malformedRate: 1 }, failure: "modelFailed" },
    { fault: "limits the rate", chaos: { rateLimitRate: 1 }, failure: "modelBusy" },
  ])("ends with $failure when the upstream $fault", async ({ chaos, failure }) => {
    mock.onMessage("lock", { content: ANSWER });
    mock.setChaos(chaos);
    await expect(ask()).rejects.toMatchObject({ failure });
  });

  it("lists its models", async () => {
    const list = createListModels(
      { fetch: createModelFetch(), clock: Date, log: silentLog },
      { baseUrl: `${mock.url}/v1`, apiKey: API_KEY },
    );
    const models = await list({ signal: AbortSignal.timeout(10_000) });
    expect(models.length).toBeGreaterThan(0);
  });

  interface AskOptions {
    readonly toolUse?: ToolUse;
    readonly apiKey?: string;
    readonly events?: ChatModelEvent[];
  }

  async function ask({ toolUse, apiKey = API_KEY, events = [] }: AskOptions = {}): Promise<readonly ChatModelEvent[]> {
    const model: ChatModel = createUpstreamModel(
      { fetch: createModelFetch(), clock: Date, newId: () => "id", log: silentLog },
      { baseUrl: `${mock.url}/v1`, apiKey },
    );
    const request = { model: "gpt-4o-mini", messages: [{ role: "user", content: QUESTION }], toolUse } as const;
    for await (const event of model.stream(request, { signal: AbortSignal.timeout(15_000) })) events.push(event);
    return events;
  }
});

function textOf(events: readonly ChatModelEvent[]): string {
  return events.map((event) => (event.type === "text" ? event.text : "")).join("");
}
