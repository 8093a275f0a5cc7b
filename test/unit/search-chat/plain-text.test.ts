import { describe, expect, it } from "vitest";
import { plainTextOf, replySchema } from "../../../src/search-chat/reply-schema.ts";

const envelope = { id: "c1", object: "chat.completion.chunk", created: 1, model: "m" };
const chunk = (choice: object, fields: object = {}) => ({ ...envelope, choices: [choice], ...fields });
const plain = { index: 0, delta: { content: "word " } };

describe("plainTextOf", () => {
  it.each([
    ["a bare piece of text", chunk(plain)],
    ["a piece without an index", chunk({ delta: { role: "assistant", content: "word " } })],
    [
      "a piece among fields that say nothing",
      chunk({ ...plain, logprobs: null, finish_reason: null }, { usage: null }),
    ],
    ["a piece whose delta says nothing else", chunk({ ...plain, delta: { content: "word ", refusal: null } })],
  ])("reads the text of %s as the schema does", (_name, payload) => {
    expect(plainTextOf(payload)).toBe("word ");
    expect(replySchema.parse(payload).choices?.[0]?.delta?.content).toBe("word ");
  });

  it.each([
    ["a finish reason", chunk({ ...plain, finish_reason: "stop" })],
    ["a whole message", chunk({ ...plain, message: { content: "word word" } })],
    ["another choice's text", chunk({ ...plain, index: 1 })],
    ["two choices", { ...envelope, choices: [plain, { index: 1, delta: { content: "other" } }] }],
    ["no choice", { ...envelope, choices: [] }],
    ["reasoning", chunk({ ...plain, delta: { content: "hm", type: "think" } })],
    ["a refusal", chunk({ ...plain, delta: { content: "", refusal: "No." } })],
    ["a citation in the text", chunk({ ...plain, delta: { content: "word", annotations: [] } })],
    ["content in parts", chunk({ ...plain, delta: { content: [{ type: "text", text: "word" }] } })],
    ["an empty delta", chunk({ index: 0, delta: {} })],
    ["citations", chunk(plain, { citations: ["https://zod.dev"] })],
    ["search results", chunk(plain, { search_results: [{ url: "https://zod.dev" }] })],
    ["annotations", chunk(plain, { annotations: [] })],
    ["usage", chunk(plain, { usage: { prompt_tokens: 1 } })],
    ["an error", chunk(plain, { error: { message: "no" } })],
    ["no JSON object", "word"],
  ])("leaves %s to the schema", (_name, payload) => {
    expect(plainTextOf(payload)).toBeUndefined();
  });
});
