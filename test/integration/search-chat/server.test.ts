import { once } from "node:events";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ServerEvent } from "../../../src/search-chat/server/server-event.ts";
import { bodyOf, NOW_MS, type ServerSite, startAnswering, startServerSite } from "./server-site.ts";

const QUESTION = "How do I retry failed jobs?";
const NOTHING = "Nothing on the allowed sites answers this.";
const START = "https://docs.example.org/guide/start";

const completionSchema = z.object({
  id: z.string(),
  object: z.string(),
  created: z.number(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      finish_reason: z.string().nullable(),
      delta: z.object({ role: z.string().optional(), content: z.string().optional() }).optional(),
      message: z.object({ role: z.literal("assistant"), content: z.string() }).optional(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number(), total_tokens: z.number() }).nullish(),
  citations: z.array(z.string()).optional(),
  search_results: z
    .array(z.object({ title: z.string(), url: z.string(), snippet: z.string(), date: z.string().nullable() }))
    .optional(),
});

describe("the built-in search-chat server", () => {
  let site: ServerSite;
  beforeAll(async () => {
    site = await startServerSite();
  });
  afterAll(() => site.close());

  const answerTo = async (body: object) => {
    const completion = completionSchema.parse(await (await site.complete(body)).json());
    return { ...completion, text: completion.choices[0]?.message?.content ?? "" };
  };

  it("answers in one body, with its sources numbered as in the text", async () => {
    const { text, ...completion } = await answerTo(bodyOf(QUESTION));
    expect(text).toContain("Set `maxAttempts` to the number of times a job may run.");
    expect(text.match(/\[\d+\]/gu)?.[0]).toBe("[1]");
    expect(completion).toMatchObject({ object: "chat.completion", created: NOW_MS / 1000, model: "extractive" });
    expect(completion.citations?.[0]).toBe(START);
    expect(completion.search_results?.map(({ url }) => url)).toEqual(completion.citations);
    expect(completion.search_results?.[0]).toMatchObject({ title: "Getting started", date: null });
    expect(completion.search_results?.[0]?.snippet).toMatch(/^Set maxAttempts to/u);
    expect(completion.usage?.total_tokens).toBe(
      (completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0),
    );
  });

  it("streams the same answer: the role first, the sources with the finish reason, then the end", async () => {
    const whole = await answerTo(bodyOf(QUESTION));
    const response = await site.complete(bodyOf(QUESTION, { stream: true }));
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/u);
    const data = await dataOf(response);
    expect(data.at(-1)).toBe("[DONE]");
    const chunks = data.slice(0, -1).map((line) => completionSchema.parse(JSON.parse(line)));
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: "assistant", content: "" });
    expect(chunks.map(({ choices }) => choices[0]?.delta?.content ?? "").join("")).toBe(whole.text);
    expect(chunks.length).toBeGreaterThan(10);
    expect(new Set(chunks.map(({ id, object, created }) => `${id} ${object} ${created}`)).size).toBe(1);
    expect(chunks[0]?.object).toBe("chat.completion.chunk");
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([
      ...chunks.slice(1).map(() => null),
      "stop",
    ]);
    expect(chunks.at(-1)).toMatchObject({ citations: whole.citations, search_results: whole.search_results });
    expect(chunks.slice(0, -1).filter(({ citations }) => citations !== undefined)).toEqual([]);
    expect(chunks.filter(({ usage }) => usage !== undefined)).toEqual([]);
  });

  it("sends the usage in a chunk of its own when it is asked for", async () => {
    const response = await site.complete(bodyOf(QUESTION, { stream: true, stream_options: { include_usage: true } }));
    const chunks = (await dataOf(response)).slice(0, -1).map((line) => completionSchema.parse(JSON.parse(line)));
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(chunks.at(-1)?.usage?.prompt_tokens).toBe(6);
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
  });

  it.each([
    ["extractive", undefined, false],
    ["extractive", true, true],
    ["extractive", false, false],
    ["extractive-web-search", undefined, true],
    ["extractive-web-search", true, true],
    ["extractive-web-search", false, false],
  ])("with the model %s and the flag %s, search on is %s", async (model, flag, isOn) => {
    const { text, citations } = await answerTo(bodyOf(QUESTION, { model, "web-search": flag }));
    if (isOn) expect(citations).toContain(START);
    else {
      expect(text).toMatch(/^Search is off/u);
      expect(citations).toEqual([]);
    }
  });

  it("answers only from included sites, and never from excluded ones", async () => {
    const hostsFor = async (lists: object) =>
      (await answerTo(bodyOf("workers", lists))).citations?.map((url) => new URL(url).hostname);
    expect(await hostsFor({ "search-include-sites": ["https://queue.example.com/limits"] })).toEqual([
      "queue.example.com",
    ]);
    expect(await hostsFor({ "search-exclude-sites": ["*.example.org"] })).toEqual(["queue.example.com"]);
    expect(
      await hostsFor({ "search-include-sites": ["example.org"], "search-exclude-sites": ["docs.example.org"] }),
    ).toEqual([]);
  });

  it("uses no more passages than search-results allows", async () => {
    expect((await answerTo(bodyOf("workers", { "search-results": 1 }))).search_results).toHaveLength(1);
    expect((await answerTo(bodyOf("workers"))).search_results?.length).toBeGreaterThan(1);
  });

  it.each(["What is the capital of France?", "", "hello!"])(
    "says plainly that nothing answers %j",
    async (question) => {
      expect(await answerTo(bodyOf(question))).toMatchObject({ text: NOTHING, citations: [], search_results: [] });
    },
  );

  it("answers the last question of a conversation, written in parts or as text", async () => {
    const { citations } = await answerTo({
      ...bodyOf(""),
      messages: [
        { role: "developer", content: "Be brief." },
        { role: "user", content: "How hot should green tea be?" },
        { role: "assistant", content: null },
        { role: "tool", tool_call_id: "call", content: "limits limits limits" },
        {
          role: "user",
          content: [
            { type: "text", text: QUESTION },
            { type: "image_url", image_url: { url: "x" } },
          ],
        },
      ],
    });
    expect(citations).toContain(START);
    expect(citations).not.toContain("https://tea.example.net/");
  });

  it("tolerates fields it does not know", async () => {
    const fields = { textract: true, reasoning_effort: "medium", userid: "", attachments: [], response_format: null };
    expect((await site.complete(bodyOf(QUESTION, fields))).status).toBe(200);
  });

  it("lists its models", async () => {
    const response = await fetch(`${site.url}/models`);
    expect(await response.json()).toEqual({
      object: "list",
      data: [{ id: "extractive", object: "model", created: NOW_MS / 1000, owned_by: "footnote" }],
    });
    expect(response.headers.get("request-id")).toMatch(/^id-\d+$/u);
  });
});

describe("a model that", () => {
  const sites: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const site of sites.splice(0)) await site.close();
  });

  /** The server with one way of answering, the one written here. */
  async function start(answer: (signal: AbortSignal) => AsyncGenerator<ServerEvent>) {
    const site = await startAnswering((_, { signal }) => answer(signal));
    sites.push(site);
    const ask = (stream: boolean, init: RequestInit = {}) =>
      site.complete({ model: "scripted", stream, messages: [{ role: "user", content: "?" }] }, init);
    return {
      ask,
      fetch: site.fetch,
      refused: () => site.complete("{"),
      connections: site.connections,
      errors: () => site.logged.filter(({ level }) => level === "error"),
    };
  }

  it.each([true, false])("still works when its reader goes away is stopped (streamed: %s)", async (stream) => {
    let stopped: unknown;
    const { ask, refused, connections, errors } = await start(async function* (signal) {
      yield { type: "text", text: "and so on " };
      await once(signal, "abort");
      stopped = signal.reason;
      signal.throwIfAborted();
    });
    const leave = new AbortController();
    const asking = ask(stream, { signal: leave.signal });
    if (stream) await (await asking).body?.getReader().read();
    else await expect.poll(connections).toBe(1);
    leave.abort();
    await asking.catch(() => undefined);
    await expect.poll(() => stopped).toBeDefined();
    // By the time another call is answered, the end of the first one has been dealt with.
    expect((await refused()).status).toBe(400);
    expect(errors()).toEqual([]);
  });

  it("still works when its stream is cancelled in this process is stopped as well", async () => {
    let isStopped = false;
    const { fetch } = await start(async function* (signal) {
      try {
        yield { type: "text", text: "and so on " };
        if (!signal.aborted) await once(signal, "abort");
      } finally {
        isStopped = true;
      }
    });
    const body = JSON.stringify({ model: "scripted", stream: true, messages: [{ role: "user", content: "?" }] });
    const response = await fetch(new Request("http://localhost/v1/chat/completions", { method: "POST", body }));
    for await (const bytes of response.body ?? []) {
      if (new TextDecoder().decode(bytes).includes("and so on")) break;
    }
    await expect.poll(() => isStopped).toBe(true);
  });

  it("fails before its answer is whole gives the envelope, and the operator the cause", async () => {
    const cause = new Error("out of ink");
    const { ask, errors } = await start(async function* () {
      yield { type: "text", text: "Once upon " };
      throw cause;
    });
    const whole = await ask(false);
    expect(whole.status).toBe(500);
    expect(await whole.json()).toMatchObject({ error: { err_code: -10_003, type: "api_error" } });

    const data = await dataOf(await ask(true));
    expect(data.join()).toContain("Once upon ");
    expect(JSON.parse(data.at(-1) ?? "")).toMatchObject({ error: { err_code: -10_003, type: "api_error" } });
    expect(data.join()).not.toContain("out of ink");
    expect(errors().map(({ fields }) => fields)).toEqual([
      { err: cause, model: "scripted" },
      { err: cause, model: "scripted" },
    ]);
  });
});

async function dataOf(response: Response): Promise<readonly string[]> {
  const events: string[] = [];
  const stream = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of stream ?? []) events.push(data);
  return events;
}
