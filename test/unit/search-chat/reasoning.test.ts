import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReasoningFilter } from "../../../src/search-chat/reasoning.ts";

function shown(pieces: readonly string[]): string {
  const filter = createReasoningFilter();
  return pieces.map((piece) => filter.add(piece)).join("") + filter.end();
}

/** Every way to cut a text is a list of lengths. */
function cut(text: string, lengths: readonly number[]): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const length of lengths) {
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return [...pieces, rest];
}

describe("reasoning", () => {
  it.each([
    ["Hello <think>secret</think>world", "Hello world"],
    ["<THINK>secret</Think>Hello", "Hello"],
    ["<think>secret <think> more</think>Hello", "Hello"],
    ["<think>a</think>One <think>b</think>two", "One two"],
    ["Hello <think>secret that never ends", "Hello "],
    ["Hello <think>secret</thin", "Hello "],
    ["1 < 2 and <thing> stays", "1 < 2 and <thing> stays"],
    ["ends with <thi", "ends with <thi"],
    ["the tag `<think>` opens, `</think>` closes", "the tag `<think>` opens, `</think>` closes"],
    ["", ""],
  ])("of %j shows %j, however it is cut", (text, expected) => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 6 }), { maxLength: 20 }), (lengths) => {
        expect(shown(cut(text, lengths))).toBe(expected);
      }),
    );
  });

  it("shows a text without tags unchanged", () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((text) => !text.includes("<"))), (pieces) => {
        expect(shown(pieces)).toBe(pieces.join(""));
      }),
    );
  });

  it("holds back no more than the start of a tag", () => {
    const filter = createReasoningFilter();
    expect(filter.add("Hello <th")).toBe("Hello ");
    expect(filter.add("ere")).toBe("<there");
  });
});
