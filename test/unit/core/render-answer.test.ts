import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../../src/core/answer.ts";
import { renderAnswer, renderBrokenAnswer } from "../../../src/core/render-answer.ts";

const anySite = { include: undefined, exclude: [] };
const limits = { maxLength: 2_000, measure: (markdown: string) => markdown.length };
const cite = (number: number, more: Partial<Citation> = {}): Citation => ({
  number,
  url: `https://bullmq.io/${number}`,
  title: `Page ${number}`,
  ...more,
});
const answer = (markdown: string, citations: readonly Citation[] = [], removed = 0) => ({
  markdown,
  citations,
  removed,
});
const html = (markdown: string) => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

describe("the sources", () => {
  it("stand under the text, numbered as in it, and say where they lead", () => {
    expect(renderAnswer(answer("So [1][2].", [cite(1), cite(2, { title: undefined })]), anySite, limits)).toEqual([
      "So [1][2].\n\n**Sources**\n\n1. [Page 1](https://bullmq.io/1) — bullmq.io\n2. [bullmq.io](https://bullmq.io/2) — bullmq.io",
    ]);
  });

  it("move whole to a part of their own when the last part has no room", () => {
    const parts = renderAnswer(answer("x ".repeat(80), [cite(1), cite(2)]), anySite, { ...limits, maxLength: 200 });
    expect(parts).toHaveLength(2);
    expect(parts[1]).toMatch(/^\*\*Sources\*\*\n\n1\. .*\n2\. .*$/u);
  });

  it("are cut between two of them only, whatever the limit", () => {
    const citations = Array.from({ length: 20 }, (_, index) =>
      cite(index + 1, { title: `A page. With. Sentences ${index}` }),
    );
    const parts = renderAnswer(answer("Text.", citations), anySite, { ...limits, maxLength: 200 });
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(200);
    const lines = parts
      .join("\n")
      .split("\n")
      .filter((line) => /^\d/u.test(line));
    expect(lines).toHaveLength(20);
    for (const line of lines) expect(line).toMatch(/^\d+\. \[.*\]\(https:\/\/bullmq\.io\/\d+\) — bullmq\.io$/u);
    expect(parts.filter((part) => part.startsWith("\n"))).toEqual([]);
  });

  it("name a page whose address is longer than a message, and do not cut it", () => {
    const citations = [cite(1, { url: `https://bullmq.io/${"a".repeat(300)}` }), cite(2)];
    const parts = renderAnswer(answer("Text.", citations), anySite, { ...limits, maxLength: 200 });
    expect(parts.join("\n")).toContain("1. Page 1 — bullmq.io\n2. [Page 2](https://bullmq.io/2)");
  });

  it("are not swallowed by a fence or a comment that the text left open", () => {
    for (const text of [
      "See:\n\n```js\nconst a",
      "~~~~\n```\na",
      "a <b>\n\n<!-- b",
      "- a\n\n  ```\n  code",
      "<pre>\nx",
    ]) {
      const [part = ""] = renderAnswer(answer(text, [cite(1)]), anySite, limits);
      expect(html(part)).toContain("<strong>Sources</strong>");
      expect(html(part)).toContain('<a href="https://bullmq.io/1">');
    }
  });

  it.each([
    "](http://evil.com",
    "x](https://evil.com) [y",
    "<https://evil.com>",
    "see https://evil.com/x and www.evil.com",
    "![x](https://evil.com/x.png)",
    "line\nbreak\r\n\r\n# heading",
    "`code` **bold** _it_ ~~gone~~ | cell | <b> &lt; \\",
    "\u202Egnp.exe\u0000\u0007",
    "@everyone @here <!channel> <@U1>",
    "🇩🇪".repeat(200),
    "  ",
  ])("with the title %j are one line and one link", (title) => {
    const [part = ""] = renderAnswer(answer("Text.", [cite(1, { title })]), anySite, limits);
    expect(part.split("\n")).toHaveLength(5);
    const links = [...html(part).matchAll(/(?:href|src)="([^"]*)"/gu)].map(([, url]) => url);
    expect(links).toEqual(["https://bullmq.io/1"]);
    expect(html(part)).not.toMatch(/<(?:code|em|del|h1|b)>/u);
    expect(part).not.toMatch(/evil\.com\/|https:\/\/evil|www\.|[\u202E\p{Cc}](?<!\n)|\uFFFD/u);
    expect(part).not.toMatch(/\p{Cs}/u);
  });

  it("have addresses that Markdown reads as they are", () => {
    const url = "https://bullmq.io/a_(b)?x=1&copy;=2&y=%20";
    const [part = ""] = renderAnswer(answer("Text.", [cite(1, { url })]), anySite, limits);
    const [, href = ""] = /href="([^"]*)"/u.exec(html(part)) ?? [];
    expect(decodeURIComponent(href.replaceAll("&amp;", "&"))).toBe(decodeURIComponent(url));
  });
});

describe("what is said beside the sources", () => {
  it("is that there are none", () => {
    expect(renderAnswer(answer("Text."), anySite, limits)).toEqual(["Text.\n\n_No source backs this answer._"]);
    expect(renderAnswer(answer("Text."), { include: undefined, exclude: ["evil.com"] }, limits)).toEqual([
      "Text.\n\n_No source on the allowed sites backs this answer._",
    ]);
  });

  it("is how many were left out", () => {
    const sites = { include: ["bullmq.io"], exclude: [] };
    expect(renderAnswer(answer("Text.", [], 1), sites, limits)[0]).toBe(
      "Text.\n\n_No source on the allowed sites backs this answer. One source outside the allowed sites was left out._",
    );
    expect(renderAnswer(answer("Text.", [cite(1)], 3), sites, limits)[0]).toMatch(
      /bullmq\.io\n\n_3 sources outside the allowed sites were left out\._$/u,
    );
  });

  it("stands alone when the text said nothing else", () => {
    expect(renderAnswer(answer(" \n"), anySite, limits)).toEqual(["_No source backs this answer._"]);
  });
});

it("an answer that broke off ends with its note", () => {
  expect(renderBrokenAnswer(answer("Half"), "⚠️ Sorry.", limits)).toEqual(["Half\n\n⚠️ Sorry."]);
  expect(renderBrokenAnswer(answer("", [cite(1)]), "⚠️ Sorry.", limits)).toEqual(["⚠️ Sorry."]);
});
