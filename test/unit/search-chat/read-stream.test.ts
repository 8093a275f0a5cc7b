import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../../src/core/answer.ts";
import { ProviderError } from "../../../src/core/errors.ts";
import { assembleAnswer } from "../../../src/search-chat/assemble-answer.ts";
import { readStream, type StreamItem } from "../../../src/search-chat/read-stream.ts";

const head = { status: 200, requestId: "request-1", retryAfterMs: undefined };
const fixtures = new URL("../../fixtures/search-chat/", import.meta.url);
const recorded = ["dialects/", "refusals/"].flatMap((folder) =>
  readdirSync(new URL(folder, fixtures)).map((file) => readFileSync(new URL(folder + file, fixtures))),
);

/** What came out of a body: its events, and the code it ended with. */
async function outcomeOf(chunks: readonly Uint8Array[]): Promise<{ events: readonly AnswerEvent[]; code: string }> {
  const events: AnswerEvent[] = [];
  try {
    for await (const event of assembleAnswer(readStream(streamOf(chunks)), head)) {
      const last = events.at(-1);
      // The words of one read are one event, so how many there are depends on the cuts, and what they say does not.
      if (event.type === "text" && last?.type === "text")
        events.splice(-1, 1, { ...last, text: last.text + event.text });
      else events.push(event);
    }
  } catch (error) {
    if (error instanceof ProviderError) return { events, code: error.code };
    throw error;
  }
  return { events, code: "none" };
}

async function itemsOf(text: string): Promise<readonly StreamItem[]> {
  const items: StreamItem[] = [];
  for await (const read of readStream(streamOf([Buffer.from(text)]))) items.push(...read);
  return items;
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

describe("reading a body", () => {
  it("gives the same events and the same end however its bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...recorded), fc.array(fc.nat(), { maxLength: 40 }), async (bytes, cuts) => {
        expect(await outcomeOf(cutAt(bytes, cuts))).toEqual(await outcomeOf([bytes]));
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same events byte by byte", async () => {
    for (const bytes of recorded) {
      expect(await outcomeOf(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(await outcomeOf([bytes]));
    }
  });

  const json = fc.json({ maxDepth: 4 });
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    json,
    json.map((text) => `data: ${text}`),
    fc.anything().map((value) => `data: {"choices":[{"delta":${JSON.stringify(value) ?? "null"}}]}`),
    fc.anything().map((value) => `data: {"choices":[{"message":{"content":${JSON.stringify(value) ?? "null"}}}]}`),
    fc.anything().map((value) => `data: {"choices":[],"citations":${JSON.stringify(value) ?? "null"},"usage":{}}`),
    fc.anything().map((value) => `{"error":${JSON.stringify(value) ?? "null"}}`),
    fc.constantFrom("", "data: [DONE]", "event: error", ": comment", "retry: x", "id: 1", "data", "data:"),
  );

  it("meets any garbage with a ProviderError or an answer, never with another error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\n\n", "\r\n"), async (lines, end) => {
        const { events, code } = await outcomeOf([Buffer.from(lines.join(end))]);
        const isDone = events.at(-1)?.type === "done";
        expect(isDone).toBe(code === "none");
      }),
      { numRuns: 1_000 },
    );
  });

  it("meets any bytes with a ProviderError", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 })), async (chunks) => {
        expect((await outcomeOf(chunks)).code).toMatch(/^PROVIDER_/u);
      }),
    );
  });

  it("tells a line of bare JSON from an event", async () => {
    expect(await itemsOf('data: {"a":1}\n\n{"error":{"err_code":-10003}}\n\n')).toEqual([
      { kind: "event", payload: { a: 1 }, isError: false },
      { kind: "bare", payload: { error: { err_code: -10_003 } } },
    ]);
  });

  it("reads the last event although its blank line is missing, and drops one that is cut short", async () => {
    expect(await itemsOf('data: {"a":1}')).toEqual([{ kind: "event", payload: { a: 1 }, isError: false }]);
    expect(await itemsOf('data: {"a":1}\n\ndata: {"a":')).toEqual([
      { kind: "event", payload: { a: 1 }, isError: false },
    ]);
  });

  it("calls data in the middle unreadable when it is not JSON", async () => {
    expect(await itemsOf("data: <html>\n\ndata: [DONE]\n\n")).toEqual([{ kind: "unreadable" }, { kind: "end" }]);
  });

  it("refuses a line that never ends", async () => {
    const reads = readStream(streamOf([Buffer.from(`data: ${"x".repeat(5 * 1024 * 1024)}`)]));
    expect((await reads.next()).value).toEqual([{ kind: "unreadable" }]);
  });
});
