import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ProviderError } from "../../../src/core/errors.ts";
import { apiKey, type ClientUnderTest, failureOf, question, startClient } from "../../fakes/fake-search-chat-client.ts";

const fixtures = new URL("../../fixtures/search-chat/", import.meta.url);
const replySchema = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() });

/** What each `err_code` and status has to become, and whether the queue may try again. */
const errors: Record<string, readonly [code: string, isRetryable: boolean]> = {
  "err-code-10001.json": ["PROVIDER_UNAUTHORIZED", false],
  "err-code-10002.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "err-code-10003.json": ["PROVIDER_REJECTED", false],
  "err-code-10004.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "err-code-10005.json": ["PROVIDER_UNAUTHORIZED", false],
  "err-code-10006.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "err-code-10007.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "err-code-10008.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "err-code-10009.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "err-code-10010.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "err-code-10011.json": ["PROVIDER_REJECTED", false],
  "err-code-10012.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "err-code-10013.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "err-code-10014.json": ["PROVIDER_UNAUTHORIZED", false],
  "err-code-10015.json": ["PROVIDER_REJECTED", false],
  "err-code-10016.json": ["PROVIDER_REJECTED", false],
  "err-code-10017.json": ["PROVIDER_REJECTED", false],
  "err-code-10018.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "err-code-1024.json": ["PROVIDER_UNAVAILABLE", true],
  "err-code-as-text.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "unknown-err-code.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "openai-insufficient-quota.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "status-301.json": ["PROVIDER_MALFORMED", false],
  "status-400.json": ["PROVIDER_REJECTED", false],
  "status-401.json": ["PROVIDER_UNAUTHORIZED", false],
  "status-402.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "status-403.json": ["PROVIDER_UNAUTHORIZED", false],
  "status-404.json": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "status-413.json": ["PROVIDER_REJECTED", false],
  "status-422.json": ["PROVIDER_REJECTED", false],
  "status-429.json": ["PROVIDER_RATE_LIMITED", true],
  "status-429-err-code-1024.json": ["PROVIDER_RATE_LIMITED", true],
  "status-429-err-code-10007.json": ["PROVIDER_OUT_OF_BALANCE", false],
  "status-500.json": ["PROVIDER_UNAVAILABLE", true],
  "status-503.json": ["PROVIDER_UNAVAILABLE", true],
  "status-524.json": ["PROVIDER_UNAVAILABLE", true],
};

/** What each reply with status 200 that is no whole answer has to become. */
const refusals: Record<string, readonly [code: string, isRetryable: boolean]> = {
  "302ai-bare-line-first.sse": ["PROVIDER_OUT_OF_BALANCE", false],
  "302ai-bare-line-after-text.sse": ["PROVIDER_UNAVAILABLE", true],
  "302ai-bare-line-unterminated.sse": ["PROVIDER_MODEL_UNAVAILABLE", false],
  "openai-error-event.sse": ["PROVIDER_OUT_OF_BALANCE", false],
  "openai-error-object.sse": ["PROVIDER_OUT_OF_BALANCE", false],
  "openrouter-error-chunk.sse": ["PROVIDER_RATE_LIMITED", true],
  "finish-reason-error.sse": ["PROVIDER_UNAVAILABLE", true],
  "error-is-a-sentence.json": ["PROVIDER_UNAVAILABLE", true],
  "cut-in-the-middle-of-an-event.sse": ["PROVIDER_UNAVAILABLE", true],
  "cut-between-events.sse": ["PROVIDER_UNAVAILABLE", true],
  "not-json-in-an-event.sse": ["PROVIDER_MALFORMED", true],
  "choices-of-another-shape.sse": ["PROVIDER_MALFORMED", true],
  "web-page.json": ["PROVIDER_MALFORMED", true],
  "no-body.json": ["PROVIDER_MALFORMED", true],
  "json-that-is-no-answer.json": ["PROVIDER_MALFORMED", true],
  "no-words.sse": ["PROVIDER_EMPTY", true],
  "only-reasoning.sse": ["PROVIDER_EMPTY", true],
  "only-end-marker.sse": ["PROVIDER_EMPTY", true],
  "content-filter.sse": ["PROVIDER_REJECTED", false],
};

describe("the client turns every failure into one ProviderError", () => {
  let client: ClientUnderTest;
  beforeAll(async () => {
    client = await startClient();
  });
  afterAll(() => client.close());

  it.each(Object.entries(errors))("errors/%s", async (file, [code, isRetryable]) => {
    const { status, headers, body } = replySchema.parse(JSON.parse(read(`errors/${file}`)));
    const text = typeof body === "string" ? body : JSON.stringify(body);
    client.endpoint.answer({ status, headers: { ...headers, "request-id": "request-1" }, body: text });
    const error = await failureOf(client.ask(question("a private question")));
    expect([error.code, error.retryable]).toEqual([code, isRetryable]);
    expect(error.requestId).toBe("request-1");
    expectDiscreet(error);
  });

  it.each(Object.entries(refusals))("refusals/%s", async (file, [code, isRetryable]) => {
    const type = file.endsWith(".json") ? "application/json" : "text/event-stream";
    const headers = { "content-type": type, "request-id": "request-2" };
    client.endpoint.answer({ headers, body: read(`refusals/${file}`) });
    const error = await failureOf(client.ask(question("a private question")));
    expect([error.code, error.retryable]).toEqual([code, isRetryable]);
    expect(error.requestId).toBe("request-2");
    expectDiscreet(error);
  });

  it("has an expectation for every recorded failure", () => {
    expect(Object.keys(errors).sort()).toEqual(readdirSync(new URL("errors/", fixtures)).sort());
    expect(Object.keys(refusals).sort()).toEqual(readdirSync(new URL("refusals/", fixtures)).sort());
  });
});

function read(path: string): string {
  return readFileSync(new URL(path, fixtures), "utf8");
}

/** Neither the vendor's words nor the question or the key may reach a person or a log. */
function expectDiscreet(error: ProviderError): void {
  expect(error.userMessage).not.toMatch(/vendor|10\d{3}/u);
  for (const secret of ["vendor", "供应商", "private question", apiKey]) expect(error.message).not.toContain(secret);
}
