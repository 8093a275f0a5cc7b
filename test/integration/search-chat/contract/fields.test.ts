import { afterAll, beforeAll, describe, expect } from "vitest";
import { row } from "../../../contracts/search-chat-row.ts";
import { type ContractSite, openContract } from "./contract-site.ts";

let site: ContractSite;
beforeAll(async () => {
  site = await openContract();
});
afterAll(() => site.close());

/** Good values reach the model as they are, bad ones are refused with the field's name. */
async function passes(field: string, good: readonly unknown[], bad: readonly unknown[]): Promise<void> {
  for (const value of good) {
    const { fields } = await site.understood({ [field]: value });
    expect(fields).toMatchObject({ [field]: value });
  }
  await refuses(field, bad);
}

async function refuses(field: string, bad: readonly unknown[]): Promise<void> {
  for (const value of bad) {
    const refusal = await site.refusal({ [field]: value });
    expect(refusal).toMatchObject({ status: 400, code: -10_011 });
    expect(refusal.message.startsWith(field)).toBe(true);
  }
}

const question = { role: "user", content: "why?" };

describe("the fields of OpenAI", () => {
  row("field.model", () => refuses("model", [undefined, null, "", "  ", 1, {}, "x".repeat(257)]));
  row("field.messages", () => refuses("messages", [undefined, null, [], "why?", {}, [1], [null]]));
  row("field.messages.roles", async () => {
    const roles = ["system", "developer", "user", "assistant"];
    const messages = roles.map((role) => ({ role, content: role }));
    expect((await site.understood({ messages })).conversation).toEqual(messages);
    await refuses("messages", [[{ role: "robot", content: "?" }], [{ content: "?" }], [{ role: "user" }]]);
  });
  row("field.messages.parts", async () => {
    const content = [
      { type: "text", text: "what is this?" },
      { type: "image_url", image_url: { url: "https://a.example/i.png", detail: "low" } },
      { type: "input_audio", input_audio: { data: "", format: "wav" } },
    ];
    expect((await site.understood({ messages: [{ role: "user", content }] })).conversation).toEqual([
      { role: "user", content },
    ]);
    const bad = [[], [{ type: "text" }], [{ type: "image_url" }], [{ type: "image_url", image_url: "x" }], [{}]];
    await refuses(
      "messages",
      bad.map((parts) => [{ role: "user", content: parts }]),
    );
  });
  row("field.messages.tool", async () => {
    const call = { id: "call_1", type: "function", function: { name: "look_up", arguments: '{"q":1}' } };
    const messages = [
      question,
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "call_1", content: "found" },
    ];
    expect((await site.understood({ messages })).conversation).toEqual(messages);
    await refuses("messages", [
      [question, { role: "tool", content: "found" }],
      [question, { role: "assistant", tool_calls: [{ ...call, function: { name: "look_up", arguments: {} } }] }],
    ]);
  });
  row("field.temperature", () => passes("temperature", [0, 0.7, 2], [-0.1, 2.1, "1", {}]));
  row("field.top_p", () => passes("top_p", [0, 1], [-0.1, 1.1, "1"]));
  row("field.n", async () => {
    expect(await site.takes({ n: 1 })).toBe(true);
    await refuses("n", [0, 2, "1", 1.5]);
  });
  row("field.stop", () =>
    passes("stop", ["END", [], ["a", "b", "c", "d"]], [["a", "b", "c", "d", "e"], 1, [1], { a: 1 }]),
  );
  row("field.max_tokens", () => passes("max_tokens", [1, 100_000], [0, -1, 1.5, "1"]));
  row("field.max_completion_tokens", () => passes("max_completion_tokens", [1], [0, 1.5, "1"]));
  row("field.presence_penalty", () => passes("presence_penalty", [-2, 2], [-2.1, 2.1, "0"]));
  row("field.frequency_penalty", () => passes("frequency_penalty", [-2, 2], [-2.1, 2.1, "0"]));
  row("field.logit_bias", async () => {
    await passes("logit_bias", [{}, { 50256: -100, 1: 100 }], [{ 1: 101 }, { 1: "1" }, [], "x"]);
    expect((await site.understood({ logit_bias: null })).fields.logit_bias).toBeUndefined();
  });
  row("field.seed", () => passes("seed", [0, -5], [1.5, "1"]));
  row("field.reasoning_effort", () => passes("reasoning_effort", ["medium", "none"], ["", 1, "x".repeat(33)]));
  row("field.response_format", () =>
    passes(
      "response_format",
      [{ type: "text" }, { type: "json_object" }, { type: "json_schema", json_schema: { name: "n", schema: {} } }],
      [{ type: "xml" }, "json_object", { type: "json_schema" }, {}],
    ),
  );
  row("field.user", () => passes("user", ["a", ""], [1, {}]));
  row("field.stream", async () => {
    await refuses("stream", ["true", 1]);
    expect((await site.post({ stream: false })).headers.get("content-type")).toMatch(/^application\/json/u);
  });
  row("field.null", async () => {
    const names = ["web-search", "search-service", "search-results", "search-include-sites", "searchType", "ocr_model"];
    const more = ["stream", "stream_options", "temperature", "n", "stop", "tools", "tool_choice", "response_format"];
    const nothing = Object.fromEntries([...names, ...more].map((name) => [name, null]));
    expect(await site.understood(nothing)).toEqual(await site.understood({}));
  });
  row("field.unknown", async () => {
    // What 302.AI's own clients send beside the documented fields.
    const extras = { textract: true, attachments: [{ url: "x", type: "y" }], "new-field": { deep: [1] } };
    expect(await site.understood(extras)).toEqual(await site.understood({}));
  });
});

describe("the simplified form", () => {
  const simple = { messages: undefined, message: "why?" };
  row("simple.form", async () => {
    const response = await site.post(simple);
    expect(await response.json()).toEqual({ output: "Hello you" });
    expect(site.questions.at(-1)?.conversation).toEqual([{ role: "user", content: "why?" }]);
    await refuses(
      "message",
      [""].map((message) => ({ message })).map(({ message }) => message),
    );
  });
  row("simple.stream", async () => {
    expect(await site.refusal({ ...simple, stream: true })).toMatchObject({ status: 400, code: -10_011 });
  });
  row("simple.both", async () => {
    expect(await site.refusal({ message: "why?" })).toMatchObject({ status: 400, code: -10_011 });
  });
});

describe("the body", () => {
  const send = async (body: string) => {
    const response = await site.complete(body);
    return { status: response.status, body: await response.json() };
  };
  row("body.json", async () => {
    for (const body of ["", "{", "null", "[]", "12", '"x"', '{"model":NaN}', "\u0000"]) {
      expect(await send(body)).toMatchObject({ status: 400, body: { error: { err_code: -10_011 } } });
    }
  });
  row("body.depth", async () => {
    const nested = (depth: number) => ({ metadata: JSON.parse("[".repeat(depth) + "]".repeat(depth)) });
    expect(await site.takes(nested(63))).toBe(true);
    expect(await site.refusal(nested(64))).toMatchObject({ status: 400, code: -10_011 });
    // Brackets in a text are no nesting, whatever is escaped around them.
    expect(await site.takes({ user: `\\"${"[".repeat(200)}\\` })).toBe(true);
    expect(await send("[".repeat(1_000_000))).toMatchObject({ status: 400 });
  });
  row("body.size", async () => {
    expect(await site.refusal({ user: "x".repeat(8 * 1024 * 1024) })).toMatchObject({ status: 413, code: -10_011 });
    expect(await site.takes({ user: "x".repeat(8 * 1024 * 1023) })).toBe(true);
  });
});
