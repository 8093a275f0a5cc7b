import { describe, expect, it } from "vitest";
import { looksLikeQuestion } from "../../../src/core/looks-like-question.ts";

describe("a plain message", () => {
  it.each([
    "What is new?",
    "what is new ?",
    "Really?! Yes.",
    "Why? I ask because it broke.",
    "(is it so?)",
    "**Is it bold?**",
    "He said “is it?” and left",
    "这是什么？谢谢",
    "何ですか？教えて",
    "ما هذا؟",
    "See https://example.com/a?b=c, does it work?",
    "Does `a ? b : c` work?",
  ])("with a sentence that ends with a question mark is a question: %s", (text) => {
    expect(looksLikeQuestion(text)).toBe(true);
  });

  it.each([
    "",
    "Thanks.",
    "How to do it",
    "https://example.com/search?q=x",
    "see https://example.com/?a=1 for more",
    "use `a ? b : c`",
    "```\nlet x = a ? b : c; // why?\n```",
    "what?ever",
  ])("without one is none: %s", (text) => {
    expect(looksLikeQuestion(text)).toBe(false);
  });
});
