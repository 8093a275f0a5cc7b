import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorReply } from "../../../../../src/search-chat/server/error-reply.ts";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import type { FakeReply } from "../../../../fakes/fake-search-chat-reply.ts";
import { API_KEY, collect, delta, type ModelSite, sse, startModelSite, textOf } from "./model-site.ts";

/** A refusal in the envelope of the server that is named. */
const refusals: Record<string, { readonly reply: FakeReply; readonly becomes: object; readonly status: number }> = {
  "OpenAI's wrong key": {
    reply: refusal(401, { message: `Incorrect API key provided: ${API_KEY}`, code: "invalid_api_key" }),
    becomes: { failure: "modelAccessRefused", detail: undefined },
    status: 503,
  },
  "a key without rights": {
    reply: refusal(403, { message: "Country not supported", code: "unsupported_country" }),
    becomes: { failure: "modelAccessRefused", detail: undefined },
    status: 503,
  },
  "DeepSeek's empty account": {
    reply: refusal(402, { message: "Insufficient Balance", code: "invalid_request_error" }),
    becomes: { failure: "modelAccessRefused" },
    status: 503,
  },
  "OpenAI's empty account": {
    reply: refusal(429, { message: "You exceeded your current quota", code: "insufficient_quota" }),
    becomes: { failure: "modelAccessRefused", retryAfterMs: undefined },
    status: 503,
  },
  "Ollama's unknown model": {
    reply: refusal(404, { message: "model 'tiny' not found, try pulling it first", type: "api_error", code: null }),
    becomes: { failure: "modelUnavailable" },
    status: 503,
  },
  "DeepSeek's unknown model": {
    reply: refusal(400, { message: "Model Not Exist", code: "invalid_request_error" }),
    becomes: { failure: "modelUnavailable" },
    status: 503,
  },
  "OpenRouter's unknown model": {
    reply: refusal(400, { message: "acme/tiny is not a valid model ID", code: 400 }),
    becomes: { failure: "modelUnavailable" },
    status: 503,
  },
  "OpenAI's parameter out of range": {
    reply: refusal(400, {
      message: "Invalid 'top_p': must be at most 1.",
      param: "top_p",
      code: "decimal_above_max_value",
    }),
    becomes: {
      failure: "invalidRequest",
      detail: "The model refuses the request (top_p): Invalid 'top_p': must be at most 1.",
    },
    status: 400,
  },
  "a FastAPI server's list of faults": {
    reply: { status: 422, json: { detail: [{ loc: ["body", "seed"], msg: "Input should be a valid integer" }] } },
    becomes: { failure: "invalidRequest", detail: expect.stringContaining("Input should be a valid integer") },
    status: 400,
  },
  "vLLM's error without an envelope": {
    reply: {
      status: 400,
      json: { object: "error", message: "temperature must be non-negative", type: "BadRequestError", code: 400 },
    },
    becomes: { failure: "invalidRequest", detail: expect.stringContaining("temperature must be non-negative") },
    status: 400,
  },
  "a conversation that is too long": {
    reply: refusal(400, { message: "maximum context length is 8192 tokens", code: "context_length_exceeded" }),
    becomes: { failure: "invalidRequest", detail: expect.stringContaining("8192 tokens") },
    status: 400,
  },
  "a body that is too long": {
    reply: { status: 413, body: "<html>413 Request Entity Too Large</html>" },
    becomes: { failure: "invalidRequest", detail: "The conversation is too long for the model." },
    status: 400,
  },
  "a rate limit": {
    reply: { ...refusal(429, { message: "slow down", code: "rate_limit_exceeded" }), headers: { "retry-after": "7" } },
    becomes: { failure: "modelBusy", retryAfterMs: 7_000 },
    status: 429,
  },
  "a server that is loading its model": {
    reply: { ...refusal(503, { message: "Loading model", code: 503 }), headers: { "retry-after": "3" } },
    becomes: { failure: "modelFailed", retryAfterMs: 3_000 },
    status: 502,
  },
  "a crash": {
    reply: { status: 500, body: "oops" },
    becomes: { failure: "modelFailed", detail: undefined },
    status: 502,
  },
  "a gateway's timeout": {
    reply: { status: 504, body: "<html>" },
    becomes: { failure: "tookTooLong" },
    status: 504,
  },
  "a redirect": {
    reply: { status: 302, headers: { location: "http://127.0.0.1:1/" } },
    becomes: { failure: "modelFailed" },
    status: 502,
  },
  "OpenRouter's error inside the stream": {
    reply: { body: sse({ error: { code: 429, message: "Rate limit exceeded" } }) },
    becomes: { failure: "modelBusy" },
    status: 429,
  },
  "an event named error": {
    reply: { body: 'event: error\ndata: {"message":"overloaded"}\n\n' },
    becomes: { failure: "modelFailed" },
    status: 502,
  },
  "a bare error line": {
    reply: { body: '{"error":{"err_code":-10003,"message":"Network error"}}\n' },
    becomes: { failure: "modelFailed" },
    status: 502,
  },
  "a web page": { reply: { body: "<html>Welcome to nginx!</html>" }, becomes: { failure: "modelFailed" }, status: 502 },
  "nothing at all": { reply: { body: "" }, becomes: { failure: "modelFailed" }, status: 502 },
  "JSON of another kind": { reply: { json: { models: [] } }, becomes: { failure: "modelFailed" }, status: 502 },
};

describe("a chat model that does not answer", () => {
  let site: ModelSite;
  beforeEach(async () => {
    site = await startModelSite();
  });
  afterEach(() => site.close());

  it.each(Object.entries(refusals))("says so after %s, before any event", async (_name, { reply, becomes, status }) => {
    site.upstream.next(reply);
    const failure = await failureOf(site.ask());
    expect(failure).toMatchObject(becomes);
    expect(errorReply(failure.failure).status).toBe(status);
    expect(site.upstream.requests).toHaveLength(1);
  });

  it("passes a sentence on without keys, addresses and line breaks, and not at any length", async () => {
    const secret = `the key abc-${"1a".repeat(12)} of ${API_KEY} at http://10.0.0.7:8000/v1?x=1 with Bearer xyz`;
    site.upstream.next(refusal(400, { message: `No\n${secret}${" more".repeat(200)}` }));
    const { detail = "" } = await failureOf(site.ask());
    expect(detail).toContain("(key) of (key) at (address) with (key) more");
    expect(detail).not.toMatch(/1a1a|10\.0\.0\.7|xyz|test-key|\n/u);
    expect(detail.length).toBeLessThan(360);
  });

  it("leaves neither the upstream's words nor the key in a log, also where its failure is logged", async () => {
    const words = {
      message: "You asked: what is older? stream_options",
      code: "what is older",
      param: "what is older",
    };
    const lines: string[] = [];
    const log = pino({}, { write: (line) => void lines.push(line) });
    site.upstream.next(refusal(400, words), refusal(400, words));
    const failure = await failureOf(site.ask());
    log.warn({ err: failure.cause }, "the server could not answer");
    expect(lines.join("")).toContain("The upstream server answered 400");
    expect(site.log.lines).toHaveLength(1);
    expect(`${lines.join("")}${JSON.stringify(site.log.lines)}`).not.toMatch(/older|test-key/u);
  });

  it("took too long when its connection could not be made in time", async () => {
    const timeout = Object.assign(new Error("Connect Timeout Error"), { code: "ETIMEDOUT" });
    const unreachable = await startModelSite({}, () => Promise.reject(timeout));
    expect(await failureOf(unreachable.ask())).toMatchObject({ failure: "tookTooLong" });
    await unreachable.close();
  });

  it("is worth another try when nobody listens", async () => {
    await site.upstream.close();
    expect(await failureOf(site.ask())).toMatchObject({ failure: "modelFailed" });
  });

  it.each([
    ["an error in the stream", { body: sse(delta({ content: "Tea" }), { error: { message: "died" } }) }],
    ["a broken connection", { body: sse(delta({ content: "Tea" })).replace("data: [DONE]\n\n", ""), ending: "reset" }],
    ["an end in the middle", { body: sse(delta({ content: "Tea" })).replace("data: [DONE]\n\n", "") }],
    ["a finish reason that is an error", { body: sse(delta({ content: "Tea" }), delta({}, "error")) }],
    ["a line that is not JSON", { body: `data: {"choices":[{"delta":{"content":"Tea"}}]}\n\ndata: <html>\n\n` }],
  ] as const)("fails behind the words that came before %s", async (_name, reply) => {
    site.upstream.next(reply);
    const events: Awaited<ReturnType<typeof site.ask>>[number][] = [];
    const answer = site.model.stream(
      { model: "tiny", messages: [{ role: "user", content: "Hi" }] },
      { signal: AbortSignal.timeout(10_000) },
    );
    expect(await failureOf(collect(answer, events))).toMatchObject({ failure: "modelFailed" });
    expect(textOf(events)).toBe("Tea");
    expect(events.map(({ type }) => type)).not.toContain("done");
  });

  it("has answered once it gave its finish reason, whatever happens then", async () => {
    const body = sse(delta({ content: "Tea" }), delta({}, "stop")).replace("data: [DONE]\n\n", "");
    site.upstream.next({ body, ending: "reset" });
    expect((await site.ask()).at(-1)).toMatchObject({ type: "done", finishReason: "stop" });
  });
});

describe("a chat model that keeps one waiting", () => {
  const slow = { headersMs: 300, firstByteMs: 300, idleMs: 300, totalMs: 1_500 };
  let site: ModelSite;
  beforeEach(async () => {
    site = await startModelSite({ deadlines: slow });
  });
  afterEach(() => site.close());

  it.each([
    ["a head", "silent"],
    ["a first byte", { body: "", ending: "hang" }],
    ["the next piece", { body: sse(delta({ content: "Tea" })).replace("data: [DONE]\n\n", ""), ending: "hang" }],
  ] as const)("is given up without %s", async (_name, reply) => {
    site.upstream.next(reply);
    expect(await failureOf(site.ask())).toMatchObject({ failure: "tookTooLong" });
    expect(await site.upstream.requests[0]?.isAbandoned).toBe(true);
  });

  it("is given up after the whole time, however steadily it goes on", async () => {
    site.upstream.next({ text: Array.from({ length: 400 }, () => "tea "), everyMs: 10 });
    expect(await failureOf(site.ask())).toMatchObject({ failure: "tookTooLong" });
  });

  it("is not given up because the caller reads slowly", async () => {
    site.upstream.next({ text: ["Tea ", "is ", "older."], everyMs: 5 });
    const answer = site.model.stream(
      { model: "tiny", messages: [{ role: "user", content: "Hi" }] },
      { signal: AbortSignal.timeout(10_000) },
    );
    let text = "";
    for await (const event of answer) {
      if (event.type === "text") text += event.text;
      // As long as a call takes that is given up for its silence.
      if (text === "Tea ") {
        site.upstream.next("silent");
        expect(await failureOf(site.ask())).toMatchObject({ failure: "tookTooLong" });
      }
    }
    expect(text).toBe("Tea is older.");
  });

  it("is left at once when the caller goes", async () => {
    site.upstream.next("silent");
    const caller = new AbortController();
    const answer = expect(site.ask({}, caller.signal)).rejects.toThrow("gone");
    await expect.poll(() => site.upstream.requests, { interval: 5 }).toHaveLength(1);
    caller.abort(new Error("gone"));
    await answer;
    expect(await site.upstream.requests[0]?.isAbandoned).toBe(true);
  });
});

function refusal(status: number, error: object): FakeReply {
  return { status, json: { error } };
}

async function failureOf(answer: Promise<unknown>): Promise<ServerFailure> {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ServerFailure) return error;
  throw new Error("It did not fail with a ServerFailure.", { cause: error });
}
