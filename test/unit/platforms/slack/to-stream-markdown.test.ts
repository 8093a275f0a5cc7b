import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamablePart, toStreamMarkdown } from "../../../../src/platforms/slack/to-stream-markdown.ts";
import { pingsOf } from "../../../fakes/slack/pings.ts";

const pieces = fc.constantFrom(
  "<",
  "!",
  "@",
  "#",
  "channel",
  "here",
  "Everyone",
  "U1",
  ">",
  " ",
  "\n",
  "word",
  "语",
  "😀",
  "a.b",
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("streamed Markdown", () => {
  it("pings nobody, whatever it says", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(pingsOf(toStreamMarkdown(text), { isMarkdown: true })).toEqual([]);
      }),
    );
  });

  it("leaves ordinary Markdown as it is", () => {
    const markdown = "**Bold** [link](https://a.example) `a < b` me@example.com";
    expect(toStreamMarkdown(markdown)).toBe(markdown);
  });

  it("shows only what stays when the text grows, and leaves a word to begin the next piece", () => {
    fc.assert(
      fc.property(texts, texts, (text, more) => {
        const shown = streamablePart(text);
        const whole = toStreamMarkdown(`${text}${more}`);
        expect(whole.startsWith(shown)).toBe(true);
        expect(streamablePart(`${text}${more}`).startsWith(shown)).toBe(true);
        if (text.trim() !== "") expect(whole.slice(shown.length)).not.toMatch(/^\s/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it("shows a script without spaces before its sentence ends", () => {
    expect(streamablePart("语".repeat(60)).length).toBeGreaterThan(50);
  });
});
