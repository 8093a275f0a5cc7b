import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStream } from "../../../../../src/search-chat/read-stream.ts";
import type { ChatModelEvent } from "../../../../../src/search-chat/server/chat-model.ts";
import { ServerFailure } from "../../../../../src/search-chat/server/failure.ts";
import { planCall } from "../../../../../src/search-chat/server/upstream/chat-request.ts";
import { readChatStream } from "../../../../../src/search-chat/server/upstream/read-chat-stream.ts";
import { toModelEvents } from "../../../../../src/search-chat/server/upstream/to-model-events.ts";
import { UpstreamRefusal } from "../../../../../src/search-chat/server/upstream/upstream-refusal.ts";

const tools = [
  { type: "function", function: { name: "get_time" } },
  { type: "function", function: { name: "get_weather" } },
] as const;

/** What came out of a body in one mode of tool use: its events, and what it ended with. */
async function outcomeOf(chunks: readonly Uint8Array[], mode: "native" | "prompt"): Promise<object> {
  const events: ChatModelEvent[] = [];
  const planned = planCall({ model: "tiny", messages: [], toolUse: { tools, mode } }, new Set());
  try {
    const answer = toModelEvents(readChatStream(readStream(streamOf(chunks))), { planned, tools, newId: () => "id" });
    for await (const event of answer) {
      const last = events.at(-1);
      // The words of one read are one event, so how many there are depends on the cuts, and what they say does not.
      if (event.type === "text" && last?.type === "text") events[events.length - 1] = joined(event, last);
      else if (event.type === "reasoning" && last?.type === "reasoning")
        events[events.length - 1] = joined(event, last);
      else events.push(event);
    }
  } catch (error) {
    if (error instanceof ServerFailure) return { events, failure: error.failure, cause: String(error.cause) };
    if (error instanceof UpstreamRefusal) return { events, refusal: error.message, status: error.status };
    throw error;
  }
  return { events };
}

function joined<Event extends { readonly text: string }>(event: Event, before: Event): Event {
  return { ...event, text: before.text + event.text };
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const words = fc.constantFrom(
  ..."Tea |is older.|<think>|</think>|<thi|nk>|\n\n|`|```json\n|\n```\n|茶 🫖|{| } |[1]|\n".split("|"),
  '\n{"tool_calls":[{"name":"get_time",',
  '"arguments":{}}]}',
  "{'name': 'get_weather', 'arguments': {'city': 'Rome'}}",
);
const deltas = fc.oneof(
  { weight: 4, arbitrary: words.map((content) => ({ content })) },
  words.map((text) => ({ content: null, reasoning_content: text })),
  words.map((text) => ({ reasoning: text })),
  words.map((text) => ({ content: [{ type: "text", text }] })),
  fc.constant({ role: "assistant", content: "" }),
  fc
    .record({ index: fc.nat({ max: 2 }), name: fc.constantFrom("get_time", "get_weather", "send_mail", undefined) })
    .map(({ index, name }) => ({ tool_calls: [{ index, function: { name, arguments: '{"a":1}' } }] })),
);
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const chunks = fc.oneof(
  { weight: 8, arbitrary: deltas.map((delta) => event({ choices: [{ index: 0, delta, finish_reason: null }] })) },
  fc.constantFrom(": keep-alive\n\n", "\n", "event: ping\n\n", event({ choices: [] }), event({ choices: null, usage })),
);
const endings = fc.constantFrom(
  `${event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage })}data: [DONE]\n\n`,
  `${event({ choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] })}${event({ choices: [], usage })}`,
  event({ error: { code: 429, message: "slow down" } }),
  '{"error":{"err_code":-10003}}\n',
  "data: <html>\n\n",
  'data: {"choices":[{"de',
);
const bodies = fc.tuple(fc.array(chunks, { maxLength: 12 }), endings).map(([begun, end]) => begun.join("") + end);

function event(payload: object): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}

describe("reading a model's answer", () => {
  it.each(["native", "prompt"] as const)(
    "gives the same events however its bytes are cut, in mode %s",
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(bodies, fc.array(fc.nat(), { maxLength: 30 }), async (body, cuts) => {
          const bytes = Buffer.from(body);
          expect(await outcomeOf(cutAt(bytes, cuts), mode)).toEqual(await outcomeOf([bytes], mode));
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it("gives the same events byte by byte", async () => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const bytes = Buffer.from(body);
        const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
        expect(await outcomeOf(single, "native")).toEqual(await outcomeOf([bytes], "native"));
      }),
      { numRuns: 100 },
    );
  });

  it("says every word of an answer, and no call that was not offered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string().filter((text) => !text.includes("<"))), async (texts) => {
        const begun = texts.map((content) => event({ choices: [{ index: 0, delta: { content } }] })).join("");
        const call = { index: 0, id: "a", function: { name: "send_mail", arguments: "{}" } };
        const end = event({ choices: [{ index: 0, delta: { tool_calls: [call] }, finish_reason: "stop" }], usage });
        const text = texts.join("");
        expect(await outcomeOf([Buffer.from(begun + end)], "native")).toEqual({
          events: [
            ...(text === "" ? [] : [{ type: "text", text }]),
            { type: "done", finishReason: "stop", usage: { promptTokens: 1, completionTokens: 1, totalTokens: 2 } },
          ],
        });
      }),
    );
  });

  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json({ maxDepth: 4 }).map((text) => `data: ${text}`),
    fc.anything().map((value) => `data: {"choices":[{"delta":${JSON.stringify(value) ?? "null"}}]}`),
    fc.anything().map((value) => `data: {"choices":[{"delta":{"tool_calls":${JSON.stringify(value) ?? "null"}}}]}`),
    fc.anything().map((value) => `data: {"choices":[{"message":{"content":${JSON.stringify(value) ?? "null"}}}]}`),
    fc.anything().map((value) => `data: {"choices":[],"usage":${JSON.stringify(value) ?? "null"}}`),
    fc.anything().map((value) => `{"error":${JSON.stringify(value) ?? "null"}}`),
    fc.constantFrom("", "data: [DONE]", "event: error", ": comment"),
  );

  it("meets any garbage with a failure, a refusal or an answer, never with another error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\n\n"), async (lines, end) => {
        expect(Object.keys(await outcomeOf([Buffer.from(lines.join(end))], "prompt"))).toContain("events");
      }),
      { numRuns: 1_000 },
    );
  });
});
