import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../../src/core/answer.ts";
import { checkCitations } from "../../../src/core/check-citations.ts";
import { renderAnswer } from "../../../src/core/render-answer.ts";

const sites = { include: ["bullmq.io", "zod.dev"], exclude: ["private.bullmq.io"] };
const limits = { maxLength: 10_000, measure: (text: string) => text.length };
const check = (markdown: string, citations: readonly Citation[]) => checkCitations(markdown, citations, sites, "mark");
const show = (markdown: string, citations: readonly Citation[]) =>
  renderAnswer(check(markdown, citations), sites, limits).join("\n\n");

/** The addresses that Markdown makes links of. */
function linked(markdown: string): readonly string[] {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousProtocol: true });
  return [...html.matchAll(/(?:href|src)="([^"]*)/gu)].map(([, url = ""]) => url);
}

describe("a source off the list that a channel wants named", () => {
  const citations = [
    { number: 1, url: "https://evil.com/a", title: "A trap" },
    { number: 3, url: "https://bullmq.io/a", title: "Guide" },
  ];

  it("keeps its number, and is listed by its name and host", () => {
    expect(show("One [1]. Two [3], [^1] and [9].", citations)).toBe(
      [
        "One [1]. Two [2], [1] and.",
        "",
        "**Sources**",
        "",
        "1. A trap — evil.com (not among the allowed sites)",
        "2. [Guide](https://bullmq.io/a) — bullmq.io",
      ].join("\n"),
    );
  });

  it("keeps a mark that was its link, and no other link to it", () => {
    expect(
      check("One [1](https://evil.com/a), [so](https://evil.com/a) and https://evil.com/b.", citations),
    ).toMatchObject({ markdown: "One [1], so and evil.com.", removed: 1 });
  });

  it("does not back an answer", () => {
    expect(show("One [1].", citations.slice(0, 1))).toContain("_No source on the allowed sites backs this answer._");
    expect(show("Two [3].", citations)).not.toContain("backs this answer");
  });

  it("that is no address of the web is left out all the same", () => {
    const odd = [
      { number: 1, url: "javascript:alert(1)" },
      { number: 2, url: "https://bullmq.io/a" },
    ];
    expect(check("One [1]. Two [2].", odd)).toMatchObject({
      markdown: "One. Two [1].",
      citations: [{ number: 1, url: "https://bullmq.io/a" }],
      removed: 1,
    });
  });

  it("is in no link when it is the indented code that an answer begins with", () => {
    for (const text of ["    www.evil.com", "\n \n\thttps://evil.com/a\n"])
      expect(linked(show(text, citations))).toEqual(["https://bullmq.io/a"]);
  });

  it("is in no link, whatever the text and the sources are called, and nothing changes at a second look", () => {
    const url = fc.constantFrom(
      "https://evil.com/a",
      "https://bullmq.io@evil.com/",
      "https://private.bullmq.io/x",
      "https://bullmq.io/a",
      "https://zod.dev/(b)",
    );
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          "[1]",
          "[2](https://evil.com/a)",
          "[3][1]",
          "[x](https://evil.com/a)",
          "https://evil.com/a",
          "<https://evil.com>",
          "[1]: https://evil.com/a",
          "\n\n",
          "![a](https://evil.com/p.png)",
          "**so**",
          "www.evil.com",
        ),
        fc.string({ maxLength: 12 }),
      ),
      { maxLength: 8 },
    );
    const cited = fc.array(fc.tuple(url, fc.constantFrom("", "See https://evil.com", "[a](https://evil.com)", "T")), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(words, cited, (parts, given) => {
        const list = given.map(([address, title], index) => ({ number: index + 1, url: address, title }));
        const first = check(parts.join(" "), list);
        const shown = renderAnswer(first, sites, limits).join("\n\n");
        for (const address of linked(shown)) expect(address).not.toMatch(/evil\.com|private\.bullmq/u);
        expect(check(first.markdown, first.citations).markdown).toBe(first.markdown);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
