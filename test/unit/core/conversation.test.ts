import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_CONVERSATION_LENGTH, MAX_TURNS, type Turn, toTurn, turnsBefore } from "../../../src/core/conversation.ts";

const anyTurn = fc.record({
  id: fc.uuid(),
  question: fc.integer({ min: 1, max: 4_000 }).map((length) => "q".repeat(length)),
  answer: fc.nat(20_000).map((length) => "a".repeat(length)),
  at: fc.nat(),
});

const lengthOf = (turns: readonly Turn[]) =>
  turns.reduce((sum, { question, answer }) => sum + question.length + answer.length, 0);

describe("the turns that a question is asked with", () => {
  it("are the newest, whole and in order, within their bounds, and at least the last one", () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 10 }), (given) => {
        const turns = given.map(toTurn);
        const asked = turnsBefore("another", turns);
        expect(asked).toEqual(turns.slice(turns.length - asked.length));
        expect(asked.length).toBeLessThanOrEqual(MAX_TURNS);
        expect(asked.length > 0).toBe(turns.length > 0);
        expect(lengthOf(asked)).toBeLessThanOrEqual(MAX_CONVERSATION_LENGTH);
        const more = turns.slice(turns.length - asked.length - 1);
        const isFull = asked.length === MAX_TURNS || asked.length === turns.length;
        if (!isFull) expect(lengthOf(more)).toBeGreaterThan(MAX_CONVERSATION_LENGTH);
      }),
      { numRuns: 200 },
    );
  });

  it("do not hold the answer itself, nor what came after it", () => {
    const turns = ["a", "b", "c"].map((id) => ({ id, question: id, answer: id, at: 0 }));
    expect(turnsBefore("b", turns).map(({ id }) => id)).toEqual(["a"]);
    expect(turnsBefore("a", turns)).toEqual([]);
  });
});

it("a question is asked without the marks of sources that its own answer does not have", () => {
  const turn = toTurn({ id: "a", question: "Why?", answer: "So [1][2], and so [3].\n", at: 0 });
  expect(turnsBefore("b", [turn])).toEqual([{ id: "a", question: "Why?", answer: "So, and so.", at: 0 }]);
});
