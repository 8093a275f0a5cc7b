import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findVendorErrorCode } from "../../../../src/search-chat/error-codes.ts";
import { createAnswerQuestion } from "../../../../src/search-chat/server/answer/create-answer-question.ts";
import { createSearchServices } from "../../../../src/search-chat/server/search/create-search-services.ts";
import { createUnifiedSearch } from "../../../../src/search-chat/server/search/unified-search.ts";
import { searchChatRequestSchema } from "../../../../src/search-chat/wire.ts";
import { createFakeChatModel } from "../../../fakes/fake-chat-model.ts";
import { createFakeClock } from "../../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../../fakes/memory-log.ts";
import { type ContractSite, openContract } from "./contract-site.ts";
import { fields, hostile, validBody } from "./request-arbitraries.ts";

const envelopeSchema = z.strictObject({
  error: z.strictObject({
    err_code: z.int().refine((code) => findVendorErrorCode(code) !== undefined),
    message: z.string().min(1).max(2_000),
    message_cn: z.string().min(1),
    message_jp: z.string().min(1),
    type: z.literal("invalid_request_error"),
  }),
});
/** Nobody waits longer for the worst body. */
const WITHIN_MS = 5_000;

let site: ContractSite;
beforeAll(async () => {
  const clock = createFakeClock();
  const answer = createAnswerQuestion({
    chatModel: createFakeChatModel(() => "An answer [1]."),
    readLinks: async (conversation) => conversation,
    memory: { recall: async () => undefined, learn: () => undefined },
    deepSearch: async function* () {
      yield { type: "reasoning", text: "Reading." };
      return { sources: [] };
    },
    clock,
    log: createMemoryLog(),
    newBoundary: () => "b0undary1234",
  });
  site = await openContract({ unifiedSearch: createUnifiedSearch(createSearchServices({}, { clock }), { clock }) });
  site.answers(async function* (signal, question) {
    yield* answer(question, { signal });
  });
});
afterAll(() => site.close());

/** Sends a body and reads what comes back; a refusal has to be the documented one. */
async function send(body: string | Uint8Array, path = "/v1/chat/completions") {
  const init = { method: "POST", body, signal: AbortSignal.timeout(WITHIN_MS) } as RequestInit;
  const response = await fetch(`${site.origin}${path}`, init);
  const text = await response.text();
  if (response.status === 200) {
    expect(text).not.toContain('"error"');
    return { status: 200, message: "" };
  }
  expect(response.status, text).toBeLessThan(500);
  expect([400, 413]).toContain(response.status);
  expect(response.headers.get("request-id")).not.toBeNull();
  return { status: response.status, message: envelopeSchema.parse(JSON.parse(text)).error.message };
}

const json = (value: unknown) => JSON.stringify(value) ?? "";

describe("the server, fuzzed", () => {
  it("answers whatever the contract allows", async () => {
    await fc.assert(
      fc.asyncProperty(validBody, async (body) => {
        expect(await send(json(body))).toEqual({ status: 200, message: "" });
      }),
      { numRuns: 300 },
    );
    expect(site.logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it.each(fields)(
    "refuses a malformed %s by its name, and answers or refuses whatever else it holds",
    async (field) => {
      await fc.assert(
        fc.asyncProperty(validBody, hostile, async (body, value) => {
          const sent = json({ ...body, [field]: value });
          const { status, message } = await send(sent);
          const arrived: Record<string, unknown> = JSON.parse(sent);
          if (searchChatRequestSchema.shape[field].safeParse(arrived[field]).success) return;
          expect(status).toBe(400);
          expect(message.startsWith(field)).toBe(true);
        }),
        { numRuns: 40 },
      );
      expect(site.logged.filter(({ level }) => level === "error")).toEqual([]);
    },
  );

  it("survives bodies that are no JSON, or broken, doubled and poisoned JSON", async () => {
    const broken = fc
      .tuple(validBody, fc.nat(), fc.string({ unit: "binary", maxLength: 5 }))
      .map(([body, at, noise]) => {
        const text = json(body);
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + noise + text.slice(cut + noise.length);
      });
    const doubled = fc
      .tuple(validBody, fc.constantFrom(...fields), hostile)
      .map(([body, field, value]) => `{${json(field)}:${json(value) || "null"},${json(body).slice(1)}`);
    const poisoned = fc
      .tuple(validBody, fc.constantFrom("__proto__", "constructor", "prototype", "message"), hostile)
      .map(([body, key, value]) => `${json(body).slice(0, -1)},${json(key)}:${json(value) || "null"}}`);
    const numbers = fc
      .constantFrom("1e999", "-1e999", "NaN", "Infinity", "0x10", "1_000", "00", "1".repeat(5_000))
      .map((number) => `{"model":"m","messages":[{"role":"user","content":"?"}],"max_tokens":${number}}`);
    const bytes = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(broken, doubled, poisoned, numbers, fc.json(), fc.string(), bytes), async (body) => {
        await send(body);
      }),
      { numRuns: 500 },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(site.logged.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("refuses what is nested without end or listed without end within its time", async () => {
    const body = (part: string) => `{"model":"m","messages":[{"role":"user","content":"?"}],${part}}`;
    const many = (item: string) => Array.from({ length: 200_000 }, () => item).join(",");
    for (const part of [
      `"metadata":${"[".repeat(2_000_000)}`,
      `"metadata":${'{"a":'.repeat(500_000)}1${"}".repeat(500_000)}`,
      `"search-include-sites":[${many('"a.example.com"')}]`,
      `"search-include-sites":["${"a.com,".repeat(1_000_000)}"]`,
      `"tools":[${many("{}")}]`,
      `"stop":[${many('"x"')}]`,
      `"messages":[${many('{"role":"user","content":""}')}]`,
    ]) {
      expect((await send(body(part))).status).toBe(400);
    }
  });

  it("refuses any body of a unified search that it cannot answer", async () => {
    const unified = fc.record(
      { query: hostile, provider: fc.oneof(hostile, fc.constantFrom("tavily", "exa", "bocha")), max_results: hostile },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(unified.map(json), fc.json(), fc.string()), async (body) => {
        expect((await send(body, "/302/general/search")).status).toBe(400);
      }),
      { numRuns: 200 },
    );
  });
});
