import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { apiKey, type ClientUnderTest, failureOf, question, startClient } from "../../fakes/fake-search-chat-client.ts";

const NOW_MS = Date.UTC(2026, 0, 1, 12, 0, 0);
const ambiguous = { status: 500, json: { error: { err_code: -10_003, message: "try again" } } };

describe("how the client ends a call", () => {
  let client: ClientUnderTest;
  beforeEach(async () => {
    client = await startClient({ nowMs: NOW_MS });
  });
  afterEach(() => client.close());

  it("asks once more after -10003, which may be a network error", async () => {
    client.endpoint.next(ambiguous);
    expect(textOf(await collect(client.ask()))).toBe("Hello world [1]");
    expect(client.endpoint.requests).toHaveLength(2);
  });

  it("takes a second -10003 for a refused parameter and stops", async () => {
    client.endpoint.answer(ambiguous);
    expect(await failureOf(client.ask())).toMatchObject({ code: "PROVIDER_REJECTED", retryable: false });
    expect(client.endpoint.requests).toHaveLength(2);
  });

  it("does not say anything twice: -10003 in the middle of an answer is left to the queue", async () => {
    const live = client.endpoint.nextLive();
    const failure = failureOf(client.ask());
    await live.write("Hello");
    await live.raw(`${JSON.stringify(ambiguous.json)}\n`);
    expect(await failure).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryable: true });
    expect(client.endpoint.requests).toHaveLength(1);
  });

  it.each([500, 503, 429])("does not repeat a %i by itself", async (status) => {
    client.endpoint.answer({ status });
    await failureOf(client.ask());
    expect(client.endpoint.requests).toHaveLength(1);
  });

  it.each([
    ["7", 7_000],
    ["0", 0],
    ["Thu, 01 Jan 2026 12:01:30 GMT", 90_000],
    ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
    ["soon", undefined],
  ])("reads Retry-After: %s", async (value, retryAfterMs) => {
    client.endpoint.answer({ status: 429, headers: { "retry-after": value } });
    const error = await failureOf(client.ask());
    expect(error.code).toBe("PROVIDER_RATE_LIMITED");
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });

  it.each([-1_024, -10_003])("takes a 429 for a rate limit, also where it carries %i", async (errCode) => {
    client.endpoint.answer({
      status: 429,
      headers: { "retry-after": "7" },
      json: { error: { err_code: errCode, message: "later" } },
    });
    const error = await failureOf(client.ask());
    expect(error).toMatchObject({ code: "PROVIDER_RATE_LIMITED", retryAfterMs: 7_000, mayHaveRun: false });
    expect(error.message).not.toContain("timed out");
    expect(client.endpoint.requests).toHaveLength(1);
  });

  it("is not misled by a code that every object knows", async () => {
    client.endpoint.answer({ status: 402, json: { error: { code: "constructor" } } });
    expect(await failureOf(client.ask())).toMatchObject({ code: "PROVIDER_OUT_OF_BALANCE" });
  });

  it("decides by the status when the body of a refusal never ends", async () => {
    await client.close();
    client = await startClient({ deadlines: { idleMs: 40 } });
    client.endpoint.answer({ status: 401, body: ['{"error":'], ending: "hang" });
    expect(await failureOf(client.ask())).toMatchObject({ code: "PROVIDER_UNAUTHORIZED" });
  });

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content_filter"],
    ["tool_calls", "other"],
  ])("reports the finish reason %s as %s", async (finishReason, expected) => {
    client.endpoint.answer({ text: "Hello", finishReason });
    expect((await collect(client.ask())).at(-1)).toMatchObject({ type: "done", finishReason: expected });
  });

  it("finds the request id of OpenAI-style gateways", async () => {
    const json = { choices: [{ message: { content: "Hello" }, finish_reason: "stop" }] };
    client.endpoint.answer({ json, headers: { "x-request-id": "other-1" } });
    expect((await collect(client.ask())).at(-1)).toMatchObject({ requestId: "other-1" });
  });

  it("stops reading an answer that never ends", async () => {
    const line = `data: ${JSON.stringify({ choices: [{ delta: { content: "x".repeat(1_000_000) } }] })}\n\n`;
    client.endpoint.answer({ body: Array.from({ length: 18 }, () => line), ending: "hang" });
    expect(await failureOf(client.ask())).toMatchObject({ code: "PROVIDER_MALFORMED" });
  });

  it("logs one line per call with what it cost, and no word of it", async () => {
    client.endpoint.answer({
      text: ["A private ", "answer [1]"],
      citations: ["https://a.example/private"],
      usage: { promptTokens: 900, completionTokens: 40 },
      requestId: "request-3",
    });
    await collect(client.ask(question("a private question", { service: "exa", results: 5 })));
    expect(client.logged).toMatchObject([
      {
        level: "info",
        fields: {
          outcome: "answered",
          requestId: "request-3",
          status: 200,
          model: "gpt-4o-mini",
          service: "exa",
          results: 5,
          citations: 1,
          usage: { promptTokens: 900, completionTokens: 40, totalTokens: 940 },
        },
      },
    ]);
    expect(JSON.stringify(client.logged)).not.toMatch(new RegExp(`private|${apiKey}`, "u"));
  });

  it("logs a failed call with its code and the endpoint's id", async () => {
    client.endpoint.answer({
      status: 503,
      headers: { "request-id": "request-4" },
      json: { error: { err_code: -10_008, message: "a private question" } },
    });
    await failureOf(client.ask());
    expect(client.logged.map(({ fields }) => fields)).toMatchObject([
      { outcome: "PROVIDER_MODEL_UNAVAILABLE", requestId: "request-4", status: 503 },
    ]);
    expect(JSON.stringify(client.logged)).not.toContain("private");
  });
});
