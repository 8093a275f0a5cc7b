import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { errorEnvelopeSchema } from "../../../src/search-chat/wire.ts";
import { bodyOf, type ServerSite, startServerSite } from "./server-site.ts";

/** As this server writes it: every field, in three languages. */
const envelopeSchema = z.strictObject({
  error: z.strictObject({
    err_code: z.int().negative(),
    message: z.string().min(1),
    message_cn: z.string().min(1),
    message_jp: z.string().min(1),
    type: z.enum(["api_error", "invalid_request_error"]),
  }),
});

async function refusalOf(response: Response) {
  const json: unknown = await response.json();
  expect(errorEnvelopeSchema.safeParse(json).success).toBe(true);
  const { error } = envelopeSchema.parse(json);
  expect(response.headers.get("request-id")).toMatch(/^id-\d+$/u);
  return { status: response.status, code: error.err_code, message: error.message };
}

describe("what the built-in server refuses", () => {
  let site: ServerSite;
  beforeAll(async () => {
    site = await startServerSite();
  });
  afterAll(() => site.close());

  it.each([
    ["an unknown model", { model: "gpt-4o" }, 503, -10_008, "model"],
    ["an inherited name as a model", { model: "constructor" }, 503, -10_008, "model"],
    ["a search service of the contract that is not here", { "search-service": "tavily" }, 400, -10_009, "tavily"],
    ["a search service that does not exist", { "search-service": "altavista" }, 400, -10_011, "search-service"],
    ["an empty model", { model: "  " }, 400, -10_011, "model"],
    ["no messages", { messages: [] }, 400, -10_011, "messages"],
    ["a message without a role", { messages: [{ content: "?" }] }, 400, -10_011, "messages.0.role"],
    ["a flag that is no boolean", { "web-search": "true" }, 400, -10_011, "web-search"],
    ["no results", { "search-results": 0 }, 400, -10_011, "search-results"],
    ["too many results", { "search-results": 21 }, 400, -10_011, "search-results"],
    ["a site that is a word", { "search-include-sites": ["nonsense"] }, 400, -10_011, "search-include-sites"],
    ["a site that is an address", { "search-exclude-sites": ["10.0.0.1"] }, 400, -10_011, "search-exclude-sites"],
    ["a whole ending as a site", { "search-exclude-sites": ["co.uk"] }, 400, -10_011, "search-exclude-sites"],
    ["more than one answer", { n: 2 }, 400, -10_011, "n:"],
  ])("is %s", async (_, fields, status, code, named) => {
    const refusal = await refusalOf(await site.complete(bodyOf("jobs", fields)));
    expect(refusal).toMatchObject({ status, code });
    expect(refusal.message).toContain(named);
  });

  it("is not a search service that is not here while search is off", async () => {
    const body = bodyOf("jobs", { "search-service": "tavily", "web-search": false });
    expect((await site.complete(body)).status).toBe(200);
  });

  it.each(["", "{", "nonsense", "[]", "null", '"text"', "12"])("is a body like %j", async (body) => {
    expect(await refusalOf(await site.complete(body))).toMatchObject({ status: 400, code: -10_011 });
  });

  it("is a body over 8 MB, with and without its length named", async () => {
    const large = JSON.stringify(bodyOf("x".repeat(8 * 1024 * 1024)));
    expect(await refusalOf(await site.complete(large))).toMatchObject({ status: 413, code: -10_011 });
    const unannounced = await site.complete("", { body: new Blob([large]).stream(), duplex: "half" } as RequestInit);
    expect(await refusalOf(unannounced)).toMatchObject({ status: 413, code: -10_011 });
    expect((await site.complete(bodyOf("x".repeat(8 * 1024 * 1023)))).status).toBe(200);
  });

  it.each([
    ["GET", "/chat/completions", "POST"],
    ["PUT", "/chat/completions", "POST"],
    ["DELETE", "/models", "GET"],
  ])("is %s %s", async (method, path, allow) => {
    const response = await fetch(`${site.url}${path}`, { method });
    expect(response.headers.get("allow")).toBe(allow);
    expect(await refusalOf(response)).toMatchObject({ status: 405, code: -10_009 });
  });

  it.each(["/completions", "/chat/completions/more", "/../livez"])("is the address %s", async (path) => {
    expect(await refusalOf(await fetch(`${site.url}${path}`))).toMatchObject({ status: 404, code: -10_010 });
  });

  it("is any body with one malformed field, with a 4xx that names the field", async () => {
    const valid = {
      ...bodyOf("jobs"),
      "search-service": "docs",
      "search-results": 3,
      "search-include-sites": [],
      "search-exclude-sites": [],
      stream: false,
      stream_options: {},
      temperature: 1,
      top_p: 1,
      n: 1,
      stop: "x",
      max_tokens: 10,
      presence_penalty: 0,
      frequency_penalty: 0,
      logit_bias: {},
      user: "u",
    };
    expect((await site.complete(valid)).status).toBe(200);
    const malformed = fc.oneof(
      fc.constant({ odd: { shape: 1 } }),
      fc.constant([[["nested"]]]),
      fc.constant([{}]),
      fc.double({ min: 1e6, noNaN: true, noDefaultInfinity: true }).map((value) => -value - 0.5),
    );
    // An object is a valid `stream_options`, whatever else is in it, and so is an object of numbers a valid `logit_bias`.
    const wrong = (field: string, value: unknown) =>
      field === "stream_options" && !Array.isArray(value) ? "text" : value;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(valid)), malformed, async (field, value) => {
        const response = await site.complete({ ...valid, [field]: wrong(field, value) });
        const refusal = await refusalOf(response);
        expect(refusal).toMatchObject({ status: 400, code: -10_011 });
        expect(refusal.message.startsWith(field)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  it("is never answered with a fault of the server, whatever is sent", async () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc.object().map((fields) => JSON.stringify(bodyOf("jobs", fields))),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        const response = await site.complete(body);
        if (response.status !== 200) expect((await refusalOf(response)).status).toBeLessThan(500);
        else await response.body?.cancel();
      }),
      { numRuns: 100 },
    );
    expect(site.logged).toEqual([]);
  });
});

describe("a server with a key", () => {
  const apiKey = ["a", "long", "key"].join("-");
  let site: ServerSite;
  beforeAll(async () => {
    site = await startServerSite({ apiKey });
  });
  afterAll(() => site.close());

  it.each([
    ["no header", undefined, -10_001],
    ["another scheme", `Basic ${apiKey}`, -10_001],
    ["an empty key", "Bearer ", -10_001],
    ["a wrong key", "Bearer another", -10_005],
    ["a longer key", `Bearer ${apiKey}x`, -10_005],
    ["the beginning of the key", `Bearer ${apiKey.slice(0, -1)}`, -10_005],
  ])("refuses a call with %s before it reads it", async (_, authorization, code) => {
    const headers = authorization === undefined ? undefined : { authorization };
    expect(await refusalOf(await site.complete("{", headers && { headers }))).toMatchObject({ status: 401, code });
    expect((await fetch(`${site.url}/models`, headers && { headers })).status).toBe(401);
  });

  it.each(["Bearer", "bearer"])("answers a call with the key after %s", async (scheme) => {
    const headers = { authorization: `${scheme} ${apiKey}` };
    expect((await site.complete(bodyOf("jobs"), { headers })).status).toBe(200);
  });
});
