import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChatModelEvent, ToolUse } from "../../../../../src/search-chat/server/chat-model.ts";
import type { ConversationMessage, Tool } from "../../../../../src/search-chat/server/conversation.ts";
import { delta, type ModelSite, sse, startModelSite, textOf } from "./model-site.ts";

const weather: Tool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a city.",
    parameters: { type: "object", properties: { city: { type: "string" } } },
  },
};
const clock: Tool = { type: "function", function: { name: "get_time" } };
const auto: ToolUse = { tools: [weather, clock], mode: "auto" };
const native: ToolUse = { ...auto, mode: "native" };
const prompt: ToolUse = { ...auto, mode: "prompt" };
const askedForWeather = { name: "get_weather", arguments: '{"city":"Rome"}' };
const called = JSON.stringify({ tool_calls: [{ name: "get_weather", arguments: { city: "Rome" } }] });
const stop = delta({}, "stop");

describe("a chat model with tools", () => {
  let site: ModelSite;
  beforeEach(async () => {
    site = await startModelSite();
  });
  afterEach(() => site.close());

  it.each(["auto", "native"] as const)("is given them as they are in mode %s", async (mode) => {
    await site.ask({ toolUse: { ...auto, mode, choice: "required" }, fields: { parallel_tool_calls: false } });
    expect(site.upstream.requests[0]?.body).toMatchObject({
      tools: [weather, clock],
      tool_choice: "required",
      parallel_tool_calls: false,
    });
  });

  it("passes its calls on piece by piece", async () => {
    const call = (index: number, fields: object) => delta({ tool_calls: [{ index, ...fields }] });
    site.upstream.next({
      body: sse(
        call(0, { id: "call_a", type: "function", function: { name: "get_weather", arguments: "" } }),
        call(0, { function: { arguments: '{"city":' } }),
        call(0, { function: { arguments: '"Rome"}' } }),
        call(1, { id: "call_b", type: "function", function: { name: "get_time", arguments: "{}" } }),
        delta({}, "tool_calls"),
      ),
    });
    const events = await site.ask({ toolUse: native });
    expect(callsOf(events)).toEqual([
      { id: "call_a", ...askedForWeather },
      { id: "call_b", name: "get_time", arguments: "{}" },
    ]);
    expect(events.at(-1)).toMatchObject({ type: "done", finishReason: "tool_calls" });
  });

  it.each([
    [
      "whole, with an object for its arguments and no id",
      {
        json: {
          choices: [
            {
              message: { tool_calls: [{ function: { name: "get_weather", arguments: { city: "Rome" } } }] },
              finish_reason: "stop",
            },
          ],
        },
      },
      [{ id: "call_id-1", ...askedForWeather }],
    ],
    [
      "several under the index 0, each with an id of its own",
      {
        body: sse(
          delta({
            tool_calls: [{ index: 0, id: "a", function: { name: "get_weather", arguments: '{"city":"Rome"}' } }],
          }),
          delta({ tool_calls: [{ index: 0, id: "b", function: { name: "get_time", arguments: "{}" } }] }),
          stop,
        ),
      },
      [
        { id: "a", ...askedForWeather },
        { id: "b", name: "get_time", arguments: "{}" },
      ],
    ],
    [
      "several without index or id",
      {
        body: sse(
          delta({ tool_calls: [{ function: { name: "get_weather", arguments: '{"city":' } }] }),
          delta({ tool_calls: [{ function: { arguments: '"Rome"}' } }] }),
          delta({ tool_calls: [{ function: { name: "get_time", arguments: "{}" } }] }),
          stop,
        ),
      },
      [
        { id: "call_id-1", ...askedForWeather },
        { id: "call_id-2", name: "get_time", arguments: "{}" },
      ],
    ],
    [
      "with a name that comes after the first arguments",
      {
        body: sse(
          delta({ tool_calls: [{ index: 0, id: "a", function: { arguments: '{"city":' } }] }),
          delta({ tool_calls: [{ index: 0, id: "a", function: { name: "get_weather", arguments: '"Rome"}' } }] }),
          stop,
        ),
      },
      [{ id: "a", ...askedForWeather }],
    ],
    [
      "with another id in each piece",
      {
        body: sse(
          delta({ tool_calls: [{ index: 0, id: "a", function: { name: "get_weather", arguments: "" } }] }),
          delta({ tool_calls: [{ index: 0, id: "b", function: { arguments: '{"city":' } }] }),
          delta({ tool_calls: [{ index: 0, id: "c", function: { arguments: '"Rome"}' } }] }),
          stop,
        ),
      },
      [{ id: "a", ...askedForWeather }],
    ],
    [
      "with an id that comes behind the name",
      {
        body: sse(
          delta({ tool_calls: [{ index: 0, function: { name: "get_weather", arguments: '{"city":' } }] }),
          delta({ tool_calls: [{ index: 0, id: "a", function: { arguments: '"Rome"}' } }] }),
          stop,
        ),
      },
      [{ id: "call_id-1", ...askedForWeather }],
    ],
  ] as const)("reads a call that comes %s", async (_name, reply, expected) => {
    site.upstream.next(reply);
    const events = await site.ask({ toolUse: native });
    expect(callsOf(events)).toEqual(expected);
    expect(events.at(-1)).toMatchObject({ finishReason: "tool_calls" });
  });

  it("drops a call of a function that was never offered, and leaves no gap", async () => {
    const call = (index: number, name: string) =>
      delta({ tool_calls: [{ index, id: `call_${index}`, function: { name, arguments: "{}" } }] });
    site.upstream.next({
      body: sse(
        call(0, "send_mail"),
        delta({ tool_calls: [{ index: 0, function: { arguments: "x" } }] }),
        call(1, "get_time"),
        stop,
      ),
    });
    const events = await site.ask({ toolUse: native });
    expect(events.filter(({ type }) => type === "toolCalls")).toEqual([
      { type: "toolCalls", calls: [{ index: 0, id: "call_1", name: "get_time", arguments: "{}" }] },
    ]);
    site.upstream.next({ body: sse(delta({ content: "Hm." }), call(0, "send_mail"), delta({}, "tool_calls")) });
    expect((await site.ask()).map((event) => [event.type, "finishReason" in event && event.finishReason])).toEqual([
      ["text", false],
      ["done", "stop"],
    ]);
  });

  it.each([
    ["Ollama", 400, "registry.ollama.ai/library/tiny does not support tools"],
    ["vLLM", 400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
    ["llama.cpp", 500, "tools param requires --jinja flag"],
    ["OpenRouter", 404, "No endpoints found that support tool use."],
    ["DeepSeek", 400, "tiny does not support Function Calling"],
  ])("is told in words when %s refuses tools, and from then on at once", async (_name, status, message) => {
    site.upstream.refuse("tools", status, { message });
    site.upstream.answer({ text: called });
    expect(callsOf(await site.ask({ toolUse: auto }))).toEqual([{ id: "call_id-1", ...askedForWeather }]);
    expect(callsOf(await site.ask({ toolUse: auto }))).toEqual([{ id: "call_id-2", ...askedForWeather }]);
    expect(site.upstream.requests.map(({ body }) => body.tools !== undefined)).toEqual([true, false, false]);
    await site.ask({ toolUse: auto, model: "other" });
    expect(site.upstream.requests[3]?.body.tools).toBeDefined();
  });

  it("is not told in words because one caller's tool is wrong", async () => {
    site.upstream.refuse("tools", 400, {
      message: "Invalid 'tools[0].function.name': string does not match pattern.",
      param: "tools[0].function.name",
    });
    await expect(site.ask({ toolUse: auto })).rejects.toMatchObject({ failure: "invalidRequest" });
    expect(site.upstream.requests).toHaveLength(1);
  });

  it("is not asked again once it has said something", async () => {
    const error = { code: 400, message: "tiny does not support tools" };
    site.upstream.next({ body: sse(delta({ content: "Tea" }), { error }) });
    await expect(site.ask({ toolUse: auto })).rejects.toMatchObject({ failure: "invalidRequest" });
    expect(site.upstream.requests).toHaveLength(1);
  });

  it("fails in mode native where the upstream refuses tools", async () => {
    site.upstream.refuse("tools", 400, { message: "tiny does not support tools" });
    await expect(site.ask({ toolUse: native })).rejects.toMatchObject({
      failure: "invalidRequest",
      detail: "The model refuses the request: tiny does not support tools",
    });
  });

  it.each(["native", "prompt"] as const)(
    "makes one call at most in mode %s where the caller wants no more",
    async (mode) => {
      const both = [{ name: "get_time" }, { name: "get_weather" }];
      site.upstream.answer({
        json: {
          choices: [
            mode === "prompt"
              ? { message: { content: JSON.stringify({ tool_calls: both }) }, finish_reason: "stop" }
              : { message: { tool_calls: both.map((call) => ({ function: call })) }, finish_reason: "tool_calls" },
          ],
        },
      });
      const named = async (parallel: boolean | undefined) =>
        callsOf(await site.ask({ toolUse: { ...auto, mode }, fields: { parallel_tool_calls: parallel } })).length;
      expect([await named(undefined), await named(true), await named(false)]).toEqual([2, 2, 1]);
    },
  );

  it("leaves parallel_tool_calls out where it is refused", async () => {
    site.upstream.refuse("parallel_tool_calls", 400, { message: "Unknown parameter: 'parallel_tool_calls'." });
    await site.ask({ toolUse: auto, fields: { parallel_tool_calls: false } });
    expect(site.upstream.requests[1]?.body.tools).toBeDefined();
    expect(site.upstream.requests[1]?.body.parallel_tool_calls).toBeUndefined();
  });
});

describe("a chat model that is told of its tools in words", () => {
  let site: ModelSite;
  beforeEach(async () => {
    site = await startModelSite();
  });
  afterEach(() => site.close());

  it("gets them in its system message, and no field for tools", async () => {
    await site.ask({
      messages: [
        { role: "system", content: "Be short." },
        { role: "user", content: "Weather in Rome?" },
      ],
      toolUse: { ...prompt, choice: { type: "function", function: { name: "get_weather" } } },
      fields: { parallel_tool_calls: true },
    });
    const { body } = site.upstream.requests[0] ?? {};
    expect(body).not.toHaveProperty("tools");
    expect(body).not.toHaveProperty("tool_choice");
    expect(body).not.toHaveProperty("parallel_tool_calls");
    expect(body?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    const [system] = body?.messages ?? [];
    expect(system?.content).toMatch(/^Be short\.\n\n/u);
    for (const told of [
      "get_weather",
      "The weather of a city.",
      '"city"',
      "get_time",
      "You must call get_weather now.",
    ]) {
      expect(system?.content).toContain(told);
    }
  });

  it("reads the calls and results of earlier turns as text", async () => {
    const earlier: readonly ConversationMessage[] = [
      { role: "user", content: "Weather in Rome?" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "call_a", type: "function", function: askedForWeather }],
      },
      { role: "tool", tool_call_id: "call_a", content: "sunny" },
    ];
    await site.ask({ messages: earlier, toolUse: { ...prompt, choice: "none" } });
    expect(site.upstream.requests[0]?.body.messages).toEqual([
      { role: "user", content: "Weather in Rome?" },
      { role: "assistant", content: called },
      { role: "user", content: 'Result of get_weather: "sunny"' },
    ]);
  });

  it.each([
    ["bare", called],
    ["in a fence", `\`\`\`json\n${called}\n\`\`\``],
    ["behind a sentence", `Let me look.\n${called}`],
    ["with JSON that is nearly right", "{tool_calls: [{name: 'get_weather', arguments: {city: 'Rome',}}]}"],
    ["as one call", '{"name": "get_weather", "parameters": {"city": "Rome"}}'],
    ["in a tag", `<tool_call>\n{"name":"get_weather","arguments":{"city":"Rome"}}\n</tool_call>`],
    [
      "with OpenAI's nesting",
      `[{"type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]`,
    ],
  ])("makes a call of what the model writes %s", async (_name, text) => {
    site.upstream.next({ text: [text.slice(0, 9), text.slice(9, 20), text.slice(20)] });
    const events = await site.ask({ toolUse: prompt });
    expect(callsOf(events)).toEqual([{ id: "call_id-1", ...askedForWeather }]);
    expect(textOf(events).trim()).toBe(text.startsWith("Let me") ? "Let me look." : "");
    expect(events.at(-1)).toMatchObject({ finishReason: "tool_calls" });
  });

  it.each([
    ["words", "Sunny {and} warm, [1] as `ever`."],
    ["code", 'Run this:\n```js\nconst city = { name: "Rome" };\n```\nThen look.'],
    ["JSON of its own", '[{"name": "Alice", "arguments": {}}]'],
    ["a call that was not offered", '{"tool_calls": [{"name": "send_mail", "arguments": {}}]}'],
    ["half a brace", "{"],
  ])("leaves %s as text", async (_name, text) => {
    site.upstream.next({ text: [text.slice(0, 9), text.slice(9)] });
    const events = await site.ask({ toolUse: prompt });
    expect(textOf(events)).toBe(text);
    expect(callsOf(events)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ finishReason: "stop" });
  });

  it("writes an answer without code while it grows", async () => {
    site.upstream.next({ text: ["It is ", "sunny."], everyMs: 30 });
    const events = await site.ask({ toolUse: prompt });
    expect(events.filter(({ type }) => type === "text").length).toBeGreaterThan(1);
  });
});

/** The calls put together as a client does it. */
function callsOf(events: readonly ChatModelEvent[]): readonly object[] {
  const calls: { id?: string | undefined; name?: string | undefined; arguments: string }[] = [];
  for (const event of events) {
    if (event.type !== "toolCalls") continue;
    for (const { index, id, name, arguments: given = "" } of event.calls) {
      const call = calls[index];
      if (call === undefined) calls[index] = { id, name, arguments: given };
      else call.arguments += given;
    }
  }
  return calls;
}
