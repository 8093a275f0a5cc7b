import { describe, expect, it } from "vitest";
import { findVendorErrorCode, vendorErrorCodes } from "../../../src/search-chat/error-codes.ts";
import { errorEnvelopeSchema, searchChatRequestSchema } from "../../../src/search-chat/wire.ts";

const least = { model: "gpt-4o-mini", messages: [{ role: "user", content: "why?" }] };
const accepts = (fields: object) => searchChatRequestSchema.safeParse({ ...least, ...fields }).success;

describe("the body of a search-chat request", () => {
  it("gets the documented defaults", () => {
    expect(searchChatRequestSchema.parse(least)).toEqual({
      ...least,
      "search-results": 10,
      "search-include-sites": [],
      "search-exclude-sites": [],
    });
  });

  it.each([
    { "search-results": 1 },
    { "search-results": 20 },
    { "search-service": "bochaai" },
    { "search-service": "metaso" },
    { "web-search": false },
    { temperature: 0 },
    { temperature: 2 },
    { presence_penalty: -2, frequency_penalty: 2 },
    { stop: "END" },
    { stop: ["a", "b", "c", "d"] },
    { logit_bias: { "50256": -100 } },
    { logit_bias: null, temperature: null, stream: null },
    { messages: [{ role: "user", content: [{ type: "text", text: "why?" }] }] },
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://a.example/i.png" } }] }] },
    { messages: [{ role: "assistant", content: null }] },
  ])("may hold %j", (fields) => {
    expect(accepts(fields)).toBe(true);
  });

  it.each([
    { model: " " },
    { messages: [] },
    { messages: [{ role: "robot", content: "why?" }] },
    { messages: [{ role: "user", content: [{ type: "text" }] }] },
    { "search-results": 0 },
    { "search-results": 21 },
    { "search-results": 2.5 },
    { "search-results": "10" },
    { "search-service": "altavista" },
    { "search-include-sites": "arxiv.org" },
    { "search-exclude-sites": [""] },
    { "web-search": "true" },
    { temperature: 2.1 },
    { presence_penalty: -2.1 },
    { frequency_penalty: 2.1 },
    { stop: ["a", "b", "c", "d", "e"] },
    { max_tokens: 0 },
    { logit_bias: { "50256": -101 } },
  ])("may not hold %j", (fields) => {
    expect(accepts(fields)).toBe(false);
  });
});

describe("the envelope of an error", () => {
  it.each([
    [{ error: { err_code: -10_003, message: "x", message_cn: "y", type: "api_error" } }, -10_003],
    [{ error: { err_code: "-10003" } }, -10_003],
    [{ error: { err_code: "soon", message: "x" } }, undefined],
    [{ error: { code: "insufficient_quota" } }, undefined],
    [{ error: "a sentence" }, undefined],
  ])("%j has the code %s", (envelope, errCode) => {
    expect(errorEnvelopeSchema.parse(envelope).error.err_code).toBe(errCode);
  });

  it("has one row for each number", () => {
    const numbers = Object.values(vendorErrorCodes).map(({ errCode }) => errCode);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBe(19);
    expect(findVendorErrorCode(-10_008)).toBe(vendorErrorCodes.noModelAvailable);
    expect(findVendorErrorCode(-1)).toBeUndefined();
  });
});
