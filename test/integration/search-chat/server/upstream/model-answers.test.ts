import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { delta, type ModelSite, reasoningOf, sse, startModelSite, textOf } from "./model-site.ts";

const usage = { promptTokens: 9, completionTokens: 12, totalTokens: 21 };
const wireUsage = { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 };
const OLDER = "Tea is older.";
const stop = delta({}, "stop");
const counted = { choices: [], usage: wireUsage };

interface Expected {
  readonly text: string;
  readonly reasoning?: string;
  readonly finishReason?: string;
}

const dialects: Record<string, { readonly body: string | readonly string[]; readonly is: Expected }> = {
  "a role-only first chunk and an empty list of choices with the usage": {
    body: sse(delta({ role: "assistant", content: "" }), delta({ content: OLDER }), stop, counted),
    is: { text: OLDER },
  },
  "null choices in the usage chunk": {
    body: sse(delta({ content: OLDER }), stop, { choices: null, usage: wireUsage }),
    is: { text: OLDER },
  },
  "usage that is null until the end, and null content": {
    body: sse(
      { ...delta({ role: "assistant", content: null }), usage: null },
      delta({ content: OLDER }),
      stop,
      counted,
    ),
    is: { text: OLDER },
  },
  "usage on every chunk": {
    body: sse({ ...delta({ content: OLDER }), usage: { prompt_tokens: 9, completion_tokens: 1 } }, stop, counted),
    is: { text: OLDER },
  },
  "reasoning_content beside null content": {
    body: sse(
      delta({ content: null, reasoning_content: "Which came " }),
      delta({ content: "", reasoning_content: "first?" }),
      delta({ content: OLDER, reasoning_content: null }),
      stop,
      counted,
    ),
    is: { text: OLDER, reasoning: "Which came first?" },
  },
  "reasoning in both fields at once": {
    body: sse(delta({ reasoning: "Hm.", reasoning_content: "Hm." }), delta({ content: OLDER }), stop, counted),
    is: { text: OLDER, reasoning: "Hm." },
  },
  "think tags split across deltas": {
    body: sse(
      ...["<thi", "nk>Which came ", "first?</", "think>\n\n", "Tea is ", "older."].map((content) => delta({ content })),
      stop,
      counted,
    ),
    is: { text: OLDER, reasoning: "Which came first?" },
  },
  "thinking parts of a list": {
    body: sse(
      delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm." }] }] }),
      delta({ content: [{ type: "text", text: OLDER }] }),
      stop,
      counted,
    ),
    is: { text: OLDER, reasoning: "Hm." },
  },
  "pieces typed as thoughts": {
    body: sse(delta({ content: "Hm.", type: "think" }), delta({ content: OLDER, type: "text" }), stop, counted),
    is: { text: OLDER, reasoning: "Hm." },
  },
  "keep-alive comments and blank lines": {
    body: `: OPENROUTER PROCESSING\n\n\n\n: keep-alive\n\n${sse(delta({ content: OLDER }), ": keep-alive", stop, counted)}`,
    is: { text: OLDER },
  },
  "no end marker": {
    body: sse(delta({ content: OLDER }), stop, counted).replace("data: [DONE]\n\n", ""),
    is: { text: OLDER },
  },
  "an end marker without a finish reason": {
    body: sse(delta({ content: OLDER }), counted),
    is: { text: OLDER },
  },
  "several choices": {
    body: sse({ choices: [{ index: 1, delta: { content: "No." } }] }, delta({ content: OLDER }), stop, counted),
    is: { text: OLDER },
  },
  "a text that was cut at its greatest length": {
    body: sse(delta({ content: OLDER }), delta({}, "length"), counted),
    is: { text: OLDER, finishReason: "length" },
  },
  "a text that a filter cut": {
    body: sse(delta({ content: OLDER }), delta({}, "content_filter"), counted),
    is: { text: OLDER, finishReason: "content_filter" },
  },
  "a refusal in place of content": {
    body: sse(delta({ refusal: "I will not say." }), stop, counted),
    is: { text: "I will not say." },
  },
  "letters cut in the middle of their bytes": {
    body: sse(delta({ content: "茶は古い 🫖" }), stop, counted),
    is: { text: "茶は古い 🫖" },
  },
};

describe("a chat model's answer", () => {
  let site: ModelSite;
  beforeEach(async () => {
    site = await startModelSite();
  });
  afterEach(() => site.close());

  it.each(Object.entries(dialects))("is read from %s", async (_name, { body, is }) => {
    const bytes = Buffer.from(typeof body === "string" ? body : body.join(""));
    const middle = Math.floor(bytes.length / 2);
    site.upstream.next({ body: [bytes.subarray(0, middle), bytes.subarray(middle)] });
    const events = await site.ask();
    expect(textOf(events)).toBe(is.text);
    expect(reasoningOf(events)).toBe(is.reasoning ?? "");
    expect(events.at(-1)).toEqual({ type: "done", finishReason: is.finishReason ?? "stop", usage });
    expect(events.filter(({ type }) => type === "done")).toHaveLength(1);
  });

  it("is read from one JSON body, as some send it for a stream", async () => {
    const message = { role: "assistant", content: `<think>Hm.</think>${OLDER}` };
    site.upstream.next({ json: { choices: [{ index: 0, message, finish_reason: "stop" }], usage: wireUsage } });
    const events = await site.ask();
    expect(textOf(events)).toBe(OLDER);
    expect(reasoningOf(events)).toBe("Hm.");
    expect(events.at(-1)).toEqual({ type: "done", finishReason: "stop", usage });
  });

  it("arrives while it is written", async () => {
    site.upstream.next({ body: sse(delta({ content: "Tea" })).replace("data: [DONE]\n\n", ""), ending: "hang" });
    const answer = site.model.stream(
      { model: "tiny", messages: [{ role: "user", content: "Hi" }] },
      { signal: AbortSignal.timeout(10_000) },
    );
    for await (const event of answer) {
      expect(event).toEqual({ type: "text", text: "Tea" });
      break;
    }
    // Leaving the loop released the connection.
    expect(await site.upstream.requests[0]?.isAbandoned).toBe(true);
  });

  it("is asked for as a stream with usage, under the operator's key, with the caller's fields", async () => {
    await site.ask({
      messages: [
        { role: "developer", content: "Be short." },
        { role: "user", content: "Hi" },
      ],
      fields: { temperature: 0, max_tokens: 5, top_p: undefined, parallel_tool_calls: true },
    });
    expect(site.upstream.requests).toMatchObject([{ authorization: "Bearer test-key" }]);
    expect(site.upstream.requests[0]?.body).toEqual({
      model: "tiny",
      messages: [
        { role: "system", content: "Be short." },
        { role: "user", content: "Hi" },
      ],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 5,
    });
    expect(site.firstBytes).toEqual(["tiny"]);
  });

  it.each([
    ["stream_options", 400, { message: "Unrecognized request argument supplied: stream_options" }],
    ["stream_options", 422, { message: '[{"type":"extra_forbidden","loc":["body","stream_options"]}]' }],
    ["stream", 400, { message: "Unsupported value: 'stream' does not support true.", param: "stream" }],
  ] as const)("comes without %s where it is refused with %i, and so do the next ones", async (field, status, error) => {
    site.upstream.refuse(field, status, error);
    expect(textOf(await site.ask())).toBe("Hello world.");
    expect(textOf(await site.ask())).toBe("Hello world.");
    const asked = site.upstream.requests.map(({ body }) => body[field] !== undefined && body[field] !== false);
    expect(asked).toEqual([true, false, false]);
  });

  it("has its tokens counted where the upstream does not", async () => {
    site.upstream.answer({ body: sse(delta({ content: "Tea is older than coffee." }), stop) });
    const [done] = (await site.ask()).slice(-1);
    // o200k_base: 5 words and a full stop; and 4 words, the role and 6 for the frame.
    expect(done).toEqual({
      type: "done",
      finishReason: "stop",
      usage: { promptTokens: 11, completionTokens: 6, totalTokens: 17 },
    });
  });

  it("leaves nothing on its caller's signal, however it ends", async () => {
    const { signal } = new AbortController();
    await site.ask({}, signal);
    site.upstream.next({ status: 500, body: "oops" }, { body: "<html>" });
    await expect(site.ask({}, signal)).rejects.toMatchObject({ failure: "modelFailed" });
    await expect(site.ask({}, signal)).rejects.toMatchObject({ failure: "modelFailed" });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("is put together for the server's own calls, without tools", async () => {
    site.upstream.next({
      body: sse(delta({ reasoning: "Hm." }), delta({ content: "tea " }), delta({ content: "age" }), stop, counted),
    });
    const reply = await site.model.complete(
      { model: "tiny", messages: [{ role: "user", content: "Query?" }] },
      { signal: AbortSignal.timeout(10_000) },
    );
    expect(reply).toEqual({ text: "tea age", reasoning: "Hm.", usage });
  });
});
