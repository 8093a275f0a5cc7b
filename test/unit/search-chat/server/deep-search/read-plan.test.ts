import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlan } from "../../../../../src/search-chat/server/deep-search/read-plan.ts";

const planned = (...queries: readonly string[]) => ({ queries, isAnswered: undefined, missing: "" });

describe("reading a plan", () => {
  it.each([
    ["JSON", '{"queries": ["one", "two"]}'],
    ["JSON in a code block", 'Here you are:\n```json\n{"queries": ["one", "two"]}\n```\nGood luck!'],
    ["JSON behind thoughts", '<think>{"queries": ["wrong"]}</think>{"queries": ["one", "two"]}'],
    ["JSON behind prose with brackets", 'From [1] and {2} I think: {"queries": ["one", "two"]}'],
    ["a bare list", '["one", "two"]'],
    ["a list of objects", '{"queries": [{"query": "one", "why": "x"}, {"q": "two"}]}'],
    ["JSON with single quotes and commas too many", "{'queries': ['one', 'two',],}"],
    ["JSON that was cut short", '{"queries": ["one", "two'],
  ])("takes %s", (_, reply) => {
    expect(readPlan(reply)).toEqual(planned("one", "two"));
  });

  it("takes one query as one", () => {
    expect(readPlan('{"queries": "only one"}')).toEqual(planned("only one"));
  });

  it.each([
    ['{"answered": true}', { queries: [], isAnswered: true, missing: "" }],
    ['{"answered": "Yes, fully"}', { queries: [], isAnswered: true, missing: "" }],
    [
      '{"answered": "no", "missing": "the price", "queries": ["price"]}',
      { queries: ["price"], isAnswered: false, missing: "the price" },
    ],
    ['{"answered": "perhaps", "queries": ["price"]}', { queries: ["price"], isAnswered: undefined, missing: "" }],
  ])("takes the judgement %s", (reply, plan) => {
    expect(readPlan(reply)).toEqual(plan);
  });

  it.each(["", "No idea.", "42", '{"answer": 42}', "{", "<think>{"])("takes nothing from %j", (reply) => {
    expect(readPlan(reply)).toBeUndefined();
  });

  it("takes at most 20 queries, and never throws, whatever is said", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      ":",
      ",",
      "queries",
      "answered",
      "true",
      "\\u",
      "é",
      "`",
      " ",
      "1",
    );
    const reply = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.array(piece, { maxLength: 200 }).map((pieces) => pieces.join("")),
      fc.json().map((json) => `{"queries": ${json}}`),
      fc.array(fc.string(), { maxLength: 60 }).map((queries) => JSON.stringify({ queries })),
    );
    fc.assert(
      fc.property(reply, (said) => {
        const plan = readPlan(said);
        expect(plan?.queries.length ?? 0).toBeLessThanOrEqual(20);
        for (const query of plan?.queries ?? []) expect(typeof query).toBe("string");
      }),
    );
  });
});
