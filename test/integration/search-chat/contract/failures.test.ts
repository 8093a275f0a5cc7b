import { once } from "node:events";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { z } from "zod";
import { findVendorErrorCode } from "../../../../src/search-chat/error-codes.ts";
import { type FailureName, failures } from "../../../../src/search-chat/server/error-reply.ts";
import { ServerFailure } from "../../../../src/search-chat/server/failure.ts";
import { row } from "../../../contracts/search-chat-row.ts";
import { type ContractSite, dataOf, done, openContract } from "./contract-site.ts";

const envelopeSchema = z.strictObject({
  error: z.strictObject({
    err_code: z.int().negative(),
    message: z.string().min(1),
    message_cn: z.string().min(1),
    message_jp: z.string().min(1),
    type: z.enum(["api_error", "invalid_request_error"]),
  }),
});
const names = Object.keys(failures) as FailureName[];

let site: ContractSite;
beforeAll(async () => {
  site = await openContract({ waits: { answerMs: 150 } });
});
afterAll(() => site.close());

/** Fails as told, before or after its first word. */
function fails(error: unknown, { after }: { readonly after?: string } = {}) {
  site.answers(async function* () {
    // What was found is not yet a word.
    yield { type: "sources", sources: [] };
    if (after !== undefined) yield { type: "text", text: after };
    throw error;
  });
}

describe("a failure", () => {
  row("error.envelope", async () => {
    for (const name of names) {
      fails(new ServerFailure(name));
      const { error } = envelopeSchema.parse(await (await site.post({})).json());
      expect(findVendorErrorCode(error.err_code)).toBeDefined();
    }
  });
  row("error.status", async () => {
    for (const name of names) {
      const { status, errCode } = failures[name];
      fails(new ServerFailure(name, { detail: "what it is about" }));
      const response = await site.post({});
      expect({ name, status: response.status }).toEqual({ name, status });
      const { error } = envelopeSchema.parse(await response.json());
      expect(error).toMatchObject({ err_code: errCode, message: "what it is about" });
      expect(error.type).toBe(status >= 500 ? "api_error" : "invalid_request_error");
    }
  });
  row("error.retry-after", async () => {
    fails(new ServerFailure("rateLimit", { retryAfterMs: 1_200 }));
    expect((await site.post({})).headers.get("retry-after")).toBe("2");
    fails(new ServerFailure("rateLimit"));
    expect((await site.post({})).headers.get("retry-after")).toBeNull();
  });
  row("error.first", async () => {
    fails(new ServerFailure("modelUnavailable"));
    const response = await site.post({ stream: true });
    expect(response.status).toBe(503);
    expect(envelopeSchema.parse(await response.json()).error.err_code).toBe(-10_008);
  });
  row("error.stream.line", async () => {
    fails(new ServerFailure("searchBusy"), { after: "Once" });
    const response = await site.post({ stream: true });
    expect(response.status).toBe(200);
    const bare = (await response.text()).split("\n").filter((line) => line.startsWith("{"));
    expect(bare.map((line) => envelopeSchema.parse(JSON.parse(line)).error.err_code)).toEqual([-1_024]);
  });
  row("error.stream.event", async () => {
    fails(new ServerFailure("searchBusy"), { after: "Once" });
    const data = await dataOf(await site.post({ stream: true }));
    expect(data.join()).toContain("Once");
    expect(envelopeSchema.parse(JSON.parse(data.at(-1) ?? "")).error.err_code).toBe(-1_024);
  });
  row("error.stream.done", async () => {
    fails(new Error("out of ink"), { after: "Once" });
    expect(await (await site.post({ stream: true })).text()).not.toContain("[DONE]");
    site.answers([{ type: "text", text: "no end" }]);
    expect(await (await site.post({ stream: true })).text()).not.toContain("[DONE]");
  });
  row("error.deadline", async () => {
    // Such an answer does not even obey the signal.
    site.answers(async function* () {
      await new Promise(() => {});
      yield done();
    });
    for (const stream of [true, false]) {
      const response = await site.post({ stream });
      expect(response.status).toBe(504);
      expect(envelopeSchema.parse(await response.json()).error.err_code).toBe(-1_024);
    }
  });
  row("error.internal", async () => {
    for (const stream of [true, false]) {
      fails(new Error("out of ink"));
      const response = await site.post({ stream });
      const text = await response.text();
      expect(response.status).toBe(500);
      expect(envelopeSchema.parse(JSON.parse(text)).error.err_code).toBe(-10_003);
      expect(text).not.toContain("ink");
    }
  });
});

describe("a caller who leaves", () => {
  async function leave(stream: boolean): Promise<void> {
    const patient = await openContract();
    let isStopped = false;
    let started = () => {};
    const isStarted = new Promise<void>((resolve) => {
      started = resolve;
    });
    patient.answers(async function* (signal) {
      yield { type: "text", text: "and so on" };
      started();
      await once(signal, "abort");
      isStopped = true;
      signal.throwIfAborted();
    });
    const caller = new AbortController();
    const asking = patient.post({ stream }, { signal: caller.signal }).then((response) => response.text());
    asking.catch(() => undefined);
    await isStarted;
    caller.abort();
    await expect(asking).rejects.toThrow();
    await expect.poll(() => isStopped).toBe(true);
    expect(patient.logged).toEqual([]);
    await patient.close();
  }
  row("leave.stream", () => leave(true));
  row("leave.whole", () => leave(false));
});
