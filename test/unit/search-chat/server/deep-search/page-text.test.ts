import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPageText } from "../../../../../src/search-chat/server/deep-search/page-text.ts";

const filler = (topic: string) => `${`The ${topic} has nothing to say about that. `.repeat(15).trim()}`;
const page = [
  filler("weather"),
  filler("garden"),
  "Refunds take fourteen days.",
  filler("kitchen"),
  filler("street"),
].join("\n\n");

describe("an excerpt of a page", () => {
  it("is the whole page when it is short", () => {
    expect(createPageText("Short.").excerpt("anything", 100)).toBe("Short.");
  });

  it("is what the page says about what is wanted, wherever it stands", () => {
    const excerpt = createPageText(page).excerpt("How long does a refund take?", 1_000);
    expect(excerpt).toContain("Refunds take fourteen days.");
    expect(excerpt.length).toBeLessThanOrEqual(1_000);
  });

  it("keeps the parts in their order, and shows what is left out", () => {
    const excerpt = createPageText(page).excerpt("street and weather", 1_500);
    expect(excerpt).toMatch(/^The weather[\s\S]*\n\n…\n\nThe street/u);
  });

  it("is the beginning when the page says nothing about it", () => {
    expect(createPageText(page).excerpt("xylophone", 700)).toMatch(/^The weather/u);
  });

  it("never is longer than there is room, and has no half characters", () => {
    const text = fc.array(fc.constantFrom("word ", "\n\n", "x".repeat(300), "🙂".repeat(200), "。", "任务"), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, fc.nat(5_000), (pieces, room) => {
        const excerpt = createPageText(pieces.join("")).excerpt("word 任务", room);
        expect(excerpt.length).toBeLessThanOrEqual(room);
        expect(excerpt).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
