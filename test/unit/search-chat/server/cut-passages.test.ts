import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutPassages } from "../../../../src/search-chat/server/docs/cut-passages.ts";
import type { Passage, SourceDocument } from "../../../../src/search-chat/server/docs/document.ts";
import { fixtureDocuments, markdownPage } from "./fixture-documents.ts";

describe("cutting a Markdown page", () => {
  it("gives each passage the page's title, its address and the headings above it", async () => {
    const passages = cutPassages(await page("/guide/start"));
    expect(passages.map(({ title, headings }) => [title, ...headings])).toEqual([
      ["Getting started"],
      ["Getting started", "Install"],
      ["Getting started", "Retry failed jobs"],
      ["Getting started", "Retry failed jobs", "Options"],
    ]);
    expect(new Set(passages.map(({ url }) => url))).toEqual(new Set(["https://docs.example.org/guide/start"]));
    expect(passages.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  it("drops front matter, badges, tables of contents and boilerplate sections", async () => {
    const all = cutPassages(await page("/guide/start"))
      .map(textOf)
      .join("\n");
    expect(all).not.toMatch(/layout|build|badge|nice people/u);
    expect(textOf(cutPassages(await page("/guide/start"))[0])).toBe(
      "Lanterna runs jobs in the background. Each job is a plain function, and each result is kept for seven days.",
    );
  });

  it("keeps code with the sentence that introduces it, as it was written", async () => {
    const install = cutPassages(await page("/guide/start"))[1];
    expect(install?.blocks).toEqual([
      { kind: "prose", text: "Lanterna needs Node 20 or newer:" },
      { kind: "code", language: "sh", text: "npm install lanterna" },
    ]);
  });

  it("reads the lines of a table under the names of its columns", async () => {
    const options = cutPassages(await page("/guide/start"))[3];
    expect(options?.blocks[2]).toEqual({
      kind: "row",
      text: "`lockDuration`: Default: 30000; Meaning: How long a worker owns a job, in milliseconds",
    });
  });

  it("cuts a long section between its paragraphs, never inside one", () => {
    const paragraphs = Array.from(
      { length: 8 },
      (_, n) => `Paragraph ${n} ${"says a little more ".repeat(15)}and ends.`,
    );
    const passages = cutPassages(markdownPage(`# Long\n\n${paragraphs.join("\n\n")}`));
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.flatMap(({ blocks }) => blocks.map(({ text }) => text))).toEqual(paragraphs);
    for (const passage of passages) expect(textOf(passage).length).toBeLessThan(1_000);
  });

  it("keeps a sentence whose links are part of it, and drops a line of links with separators", () => {
    const [passage, ...others] = cutPassages(
      markdownPage("[Docs](/d) • [Blog](/b) | [Chat](/c)\n\nRead [the manual](/m) before you open the valve."),
    );
    expect(others).toEqual([]);
    expect(textOf(passage)).toBe("Read the manual before you open the valve.");
  });

  it("reads the sentences in tags amid Markdown and drops the decoration", () => {
    const passages = cutPassages(
      markdownPage(
        '<p align="center"><img src="logo.svg"><a href="/a">Docs</a></p>\n\n<p>A library that counts sheep for you.</p>',
      ),
    );
    expect(passages.map(textOf)).toEqual(["A library that counts sheep for you."]);
  });
});

describe("cutting an HTML page", () => {
  it("keeps paragraphs, items and code, and drops navigation, styles and footer", async () => {
    const passages = cutPassages(await page("/limits.html"));
    expect(passages.map(({ title, headings, blocks }) => ({ title, headings, blocks }))).toEqual([
      {
        title: "Rate limits",
        headings: [],
        blocks: [
          {
            kind: "prose",
            text: "A worker takes at most 40 jobs per minute. Raise `limiter.max` to let it take more.",
          },
        ],
      },
      {
        title: "Rate limits",
        headings: ["Bursts"],
        blocks: [
          { kind: "item", text: "A burst of ten jobs is let through at once." },
          { kind: "item", text: "What comes after a burst waits for the next full minute." },
          { kind: "code", language: "ts", text: "createWorker({ limiter: { max: 80 } });" },
        ],
      },
    ]);
  });
});

describe("cutting a text page", () => {
  it("joins the lines of a paragraph", async () => {
    const [passage] = cutPassages(await page("tea.example.net/"));
    expect(passage?.blocks.map(({ text }) => text)).toEqual([
      "Green tea is best at seventy degrees. Boiling water makes it bitter.",
      "Black tea wants boiling water and four minutes.",
    ]);
  });
});

it("cuts any text of any format without failing", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("# ", "\n\n", "- ", "```", "<div>", "</p>", "| a |", "|-|", "[x](y)", "<pre>", "![", "---\n", "`"),
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join("")),
      fc.constantFrom("markdown", "html", "text"),
      (text, format) => {
        for (const passage of cutPassages({ url: "https://a.example/x", format, text })) {
          expect(textOf(passage).trim()).not.toBe("");
        }
      },
    ),
    { numRuns: 150 },
  );
});

async function page(end: string): Promise<SourceDocument> {
  const found = (await fixtureDocuments()).find(({ url }) => url.endsWith(end));
  if (found === undefined) throw new Error(`no fixture page ends with ${end}`);
  return found;
}

function textOf(passage: Passage | undefined): string {
  return passage?.blocks.map(({ text }) => text).join("\n") ?? "";
}
