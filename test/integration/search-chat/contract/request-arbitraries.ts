import fc from "fast-check";
import { searchChatRequestSchema } from "../../../../src/search-chat/wire.ts";

type Field = keyof typeof searchChatRequestSchema.shape;
/** Every field of the contract, as the schema names them. */
export const fields = Object.keys(searchChatRequestSchema.shape) as Field[];

const flag = fc.option(fc.boolean());
const penalty = fc.double({ min: -2, max: 2, noNaN: true });
const tokens = fc.integer({ min: 1, max: 1_000_000 });
const text = fc.string({ unit: "binary", maxLength: 60 });
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/u);
const call = fc.record({
  id: name,
  type: fc.constant("function"),
  function: fc.record({ name, arguments: fc.json({ maxDepth: 3 }) }),
});
const part = fc.oneof(
  fc.record({ type: fc.constant("text"), text }),
  fc.record({ type: fc.constant("image_url"), image_url: fc.record({ url: fc.webUrl() }) }),
);
const content = fc.oneof(text, fc.array(part, { minLength: 1, maxLength: 3 }));
const message = fc.oneof(
  fc.record({ role: fc.constantFrom("system", "developer", "user", "assistant"), content }),
  fc.record({
    role: fc.constant("assistant"),
    content: fc.constant(null),
    tool_calls: fc.array(call, { maxLength: 2 }),
  }),
  fc.record({ role: fc.constant("tool"), tool_call_id: name, content: text }),
);
const sites = fc.array(fc.constantFrom("arxiv.org", "https://example.com/a", "*.Example.org", "bücher.example"));
const suffixes = ["-web-search", "-deep-search", "-file-parse", "-r1-fusion", "-fusion", "-ocr"];
const model = fc.shuffledSubarray(suffixes).map((chosen) => `upstream-model${chosen.join("")}`);

/** What each field may hold; a new field does not compile without. */
const valid = {
  model,
  messages: fc.array(message, { minLength: 1, maxLength: 5 }),
  "web-search": flag,
  "search-service": fc.constantFrom("search1api", "tavily", "exa", "docs"),
  "search-results": fc.integer({ min: 1, max: 20 }),
  "search-include-sites": sites,
  "search-exclude-sites": sites,
  "deep-search": flag,
  searchType: fc.constantFrom("jina", "search1api", "tavily", "exa"),
  ocr: flag,
  ocr_model: name,
  "r1-fusion": flag,
  fusion: flag,
  "-fusion": flag,
  "thinking-model": name,
  "file-parse": flag,
  "parse-service": fc.constant("jina"),
  userid: fc.oneof(fc.uuid(), fc.anything()),
  "tool-use-mode": fc.constantFrom(1, 2, 3),
  mcp_servers: fc.constant([]),
  stream: flag,
  stream_options: fc.record({ include_usage: flag }),
  temperature: fc.double({ min: 0, max: 2, noNaN: true }),
  top_p: fc.double({ min: 0, max: 1, noNaN: true }),
  n: fc.constant(1),
  stop: fc.oneof(text, fc.array(text, { maxLength: 4 })),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  presence_penalty: penalty,
  frequency_penalty: penalty,
  logit_bias: fc.dictionary(fc.string(), fc.double({ min: -100, max: 100, noNaN: true })),
  seed: fc.maxSafeInteger(),
  reasoning_effort: fc.constantFrom("none", "low", "medium", "high"),
  response_format: fc.constantFrom({ type: "text" }, { type: "json_object" }),
  tools: fc.array(
    fc.record({ type: fc.constant("function"), function: fc.record({ name, parameters: fc.object({ maxDepth: 3 }) }) }),
    { maxLength: 3 },
  ),
  tool_choice: fc.constantFrom("none", "auto"),
  parallel_tool_calls: flag,
  functions: fc.constant([]),
  user: text,
} satisfies Record<Field, fc.Arbitrary<unknown>>;

/** A body that the contract allows, with any of its fields. */
export const validBody = fc.record(valid, { requiredKeys: ["model", "messages"] });

/** What does not belong anywhere, or only by accident. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ maxDepth: 4, withNullPrototype: true }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom("x".repeat(100_000), "", " ", "\u0000", "\ud800", "NaN", "-1e400", "__proto__", "constructor"),
  fc.constantFrom(0, -0, -1, 1.5, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER + 2, true, false, null),
  fc.constantFrom<unknown>([], {}, [[]], [{}], [null], { length: 1 }, { toString: 1 }, { type: "text" }),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')),
  fc.integer({ min: 1, max: 60 }).map((depth) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`)),
  fc.array(fc.constantFrom<unknown>("a.com,b.com", 1, null, { role: "user" }), { minLength: 100, maxLength: 300 }),
);
