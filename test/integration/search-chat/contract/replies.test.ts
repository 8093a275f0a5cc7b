import { afterAll, beforeAll, beforeEach, describe, expect } from "vitest";
import type { ServerEvent } from "../../../../src/search-chat/server/server-event.ts";
import { row } from "../../../contracts/search-chat-row.ts";
import { NOW_MS } from "../server-site.ts";
import { type ContractSite, dataOf, done, HELLO, openContract, say } from "./contract-site.ts";

let site: ContractSite;
beforeAll(async () => {
  site = await openContract({ waits: { keepAliveMs: 40 } });
});
beforeEach(() => site.answers(HELLO));
afterAll(() => site.close());

const wholeUsage = { prompt_tokens: 11, completion_tokens: 4, total_tokens: 15 };
const sources: ServerEvent = {
  type: "sources",
  sources: [
    { number: 2, url: "https://b.example/", title: "B", snippet: "b", publishedAt: "2026-01-02" },
    { number: 1, url: "https://a.example/" },
  ],
};
const inOrder = {
  citations: ["https://a.example/", "https://b.example/"],
  search_results: [
    { title: "https://a.example/", url: "https://a.example/", snippet: "", date: null },
    { title: "B", url: "https://b.example/", snippet: "b", date: "2026-01-02" },
  ],
};
const toolCalls: readonly ServerEvent[] = [
  { type: "toolCalls", calls: [{ index: 0, id: "call_1", name: "look_up", arguments: '{"q"' }] },
  { type: "toolCalls", calls: [{ index: 1, id: "call_2", name: "other", arguments: "{}" }] },
  { type: "toolCalls", calls: [{ index: 0, arguments: ":1}" }] },
  done("tool_calls"),
];
const thought: readonly ServerEvent[] = [
  { type: "reasoning", text: "Hm. " },
  { type: "reasoning", text: "So:" },
  ...HELLO,
];

describe("a whole reply", () => {
  const replyTo = async (events: readonly ServerEvent[] = HELLO, fields: object = {}) => {
    site.answers(events);
    return (await site.post(fields)).json();
  };
  row("reply.shape", async () => {
    expect(await replyTo(HELLO, { model: "gpt-4o-web-search" })).toEqual({
      id: expect.stringMatching(/^chatcmpl-id-\d+$/u),
      object: "chat.completion",
      created: NOW_MS / 1000,
      model: "gpt-4o-web-search",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hello you", refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: wholeUsage,
      citations: [],
      search_results: [],
    });
  });
  row("reply.message", async () =>
    expect(await replyTo([done()])).toMatchObject({
      choices: [{ message: { role: "assistant", content: "", refusal: null } }],
    }),
  );
  row("reply.reasoning", async () =>
    expect(await replyTo(thought)).toMatchObject({
      choices: [{ message: { content: "Hello you", reasoning_content: "Hm. So:" } }],
    }),
  );
  row("reply.tool_calls", async () =>
    expect(await replyTo(toolCalls)).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { id: "call_1", type: "function", function: { name: "look_up", arguments: '{"q":1}' } },
              { id: "call_2", type: "function", function: { name: "other", arguments: "{}" } },
            ],
          },
          finish_reason: "tool_calls",
        },
      ],
    }),
  );
  row("reply.usage", async () => expect(await replyTo()).toMatchObject({ usage: wholeUsage }));
  row("reply.citations", async () =>
    expect(await replyTo([sources, ...HELLO])).toMatchObject({ citations: inOrder.citations }),
  );
  row("reply.search_results", async () =>
    expect(await replyTo([sources, ...HELLO])).toMatchObject({ search_results: inOrder.search_results }),
  );
  const finish = async (reason: "stop" | "length" | "content_filter") =>
    expect(await replyTo([done(reason)])).toMatchObject({ choices: [{ finish_reason: reason }] });
  row("reply.finish.stop", () => finish("stop"));
  row("reply.finish.length", () => finish("length"));
  row("reply.finish.content_filter", () => finish("content_filter"));
  row("reply.request-id", async () => {
    const replies = await Promise.all([{}, { stream: true }, { model: "" }].map((fields) => site.post(fields)));
    const ids = replies.map(({ headers }) => headers.get("request-id"));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^id-\d+$/u);
  });
});

describe("a stream", () => {
  const stream = async (events: readonly ServerEvent[] = HELLO, fields: object = {}) => {
    site.answers(events);
    return site.post({ stream: true, ...fields });
  };
  const chunks = async (events?: readonly ServerEvent[], fields?: object): Promise<readonly object[]> =>
    (await dataOf(await stream(events, fields))).slice(0, -1).map((data) => JSON.parse(data));
  const delta = (content: object) => ({ choices: [{ index: 0, delta: content, finish_reason: null }] });
  const usage = { stream_options: { include_usage: true } };

  row("stream.type", async () => {
    const { headers } = await stream();
    expect(headers.get("content-type")).toMatch(/^text\/event-stream/u);
    expect(headers.get("cache-control")).toBe("no-cache");
  });
  row("stream.role", async () => {
    const [first] = await chunks();
    expect(first).toMatchObject(delta({ role: "assistant", content: "" }));
    expect(first).toMatchObject({ object: "chat.completion.chunk", created: NOW_MS / 1000, model: "gpt-4o" });
  });
  row("stream.text", async () => {
    expect((await chunks()).slice(1, 3)).toMatchObject([delta({ content: "Hello" }), delta({ content: " you" })]);
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    site.answers(async function* () {
      yield { type: "text", text: "first" };
      await held;
      yield done();
    });
    const reader = (await site.post({ stream: true })).body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toContain('"content":"first"');
    go();
    while ((await reader?.read())?.done === false);
  });
  row("stream.reasoning", async () =>
    expect((await chunks(thought)).slice(1, 3)).toMatchObject([
      delta({ reasoning_content: "Hm. " }),
      delta({ reasoning_content: "So:" }),
    ]),
  );
  row("stream.tool_calls", async () => {
    const call = (index: number, rest: object) => delta({ tool_calls: [{ index, ...rest }] });
    expect((await chunks(toolCalls)).slice(1)).toMatchObject([
      call(0, { id: "call_1", type: "function", function: { name: "look_up", arguments: '{"q"' } }),
      call(1, { id: "call_2", type: "function", function: { name: "other", arguments: "{}" } }),
      call(0, { function: { arguments: ":1}" } }),
      { choices: [{ delta: {}, finish_reason: "tool_calls" }] },
    ]);
  });
  row("stream.sources", async () => {
    const all = await chunks([sources, ...HELLO]);
    expect(all.at(-1)).toMatchObject({ choices: [{ finish_reason: "stop" }], ...inOrder });
    expect(all.slice(0, -1).filter((chunk) => "citations" in chunk)).toEqual([]);
  });
  row("stream.usage", async () => {
    const all = await chunks(HELLO, usage);
    expect(all.at(-1)).toMatchObject({ choices: [], usage: wholeUsage });
    for (const chunk of all.slice(0, -1)) expect(chunk).toMatchObject({ usage: null });
  });
  row("stream.no-usage", async () => expect((await chunks()).filter((chunk) => "usage" in chunk)).toEqual([]));
  row("stream.done", async () => {
    const data = await dataOf(await stream());
    expect(data.filter((line) => line === "[DONE]")).toHaveLength(1);
    expect(data.at(-1)).toBe("[DONE]");
  });
  row("stream.keep-alive", async () => {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    site.answers(async function* (signal, question) {
      await held;
      yield* say(HELLO)(signal, question);
    });
    const response = await site.post({ stream: true });
    let text = "";
    for await (const bytes of response.body ?? []) {
      text += new TextDecoder().decode(bytes);
      if (text.includes(": keep-alive\n\n")) go();
    }
    expect(text).toContain(": keep-alive\n\n");
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });
});
