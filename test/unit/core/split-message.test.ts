import fc from "fast-check";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { parseMarkdown, spanOf } from "../../../src/core/markdown.ts";
import { splitMessage } from "../../../src/core/split-message.ts";

const plain = (maxLength: number) => ({ maxLength, measure: (markdown: string) => markdown.length });
/** A platform whose format is longer than Markdown. */
const escaping = (maxLength: number) => ({
  maxLength,
  measure: (markdown: string) =>
    markdown.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").length,
});

/** What must not get lost: everything but blanks, and what a cut repeats (fences and quote marks). */
const ink = (text: string) => text.replaceAll(/(?:`{3,}|~{3,})[^\n`]*$|>/gmu, "").replaceAll(/\s/gu, "");

/** Fences that the end of the message closes, which a platform may show as text. */
function openFences(markdown: string): number {
  let open = 0;
  visit(parseMarkdown(markdown), "code", (node) => {
    const { start, end } = spanOf(node);
    const lines = markdown.slice(start, end).split("\n");
    const fence = /^(`{3,}|~{3,})/u.exec(lines[0] ?? "")?.[1];
    if (fence !== undefined && (lines.length < 2 || !(lines.at(-1) ?? "").endsWith(fence))) open += 1;
  });
  return open;
}

const sentence = "The quick brown fox jumps over the lazy dog. ";
const code = (lines: number) => Array.from({ length: lines }, (_, line) => `const value${line} = ${line};`).join("\n");

describe("a message that fits", () => {
  it.each(["", "short", "# Title\n\n- a\n- b\n"])("%j comes back as it is", (markdown) => {
    expect(splitMessage(markdown, plain(100))).toEqual([markdown]);
  });
});

describe("a message that is too long", () => {
  it("is cut between paragraphs first, then between sentences", () => {
    const paragraph = sentence.repeat(3).trim();
    expect(splitMessage(`${paragraph}\n\n${paragraph}\n\nEnd.`, plain(150))).toEqual([
      paragraph,
      `${paragraph}\n\nEnd.`,
    ]);
    expect(splitMessage(sentence.repeat(3).trim(), plain(100)).map((part) => part.trim())).toEqual([
      sentence.repeat(2).trim(),
      sentence.trim(),
    ]);
  });

  it.each([
    ["a long fence", `Before.\n\n\`\`\`ts title\n${code(40)}\n\`\`\`\n\nAfter.`],
    ["a fence of tildes around backticks", `~~~md\n\`\`\`\n${code(40)}\n\`\`\`\n~~~`],
    ["a fence with a longer end", `\`\`\`\n${code(40)}\n\`\`\`\`\``],
    ["a fence that was never closed", `Text.\n\n\`\`\`\n${code(40)}`],
    ["a fence in a list", `1. First:\n\n   \`\`\`ts\n${code(40).replaceAll(/^/gmu, "   ")}\n   \`\`\`\n2. Second`],
    ["a fence that begins an item", `- \`\`\`ts\n${code(40).replaceAll(/^/gmu, "  ")}\n  \`\`\`\n- Second`],
    [
      "a fence deep in nested lists",
      `- a\n  - b\n    - c\n      \`\`\`\n${code(40).replaceAll(/^/gmu, "      ")}\n      \`\`\`\n    - d\n  - e`,
    ],
    ["a fence in a quote", `> Said:\n>\n> \`\`\`\n${code(40).replaceAll(/^/gmu, "> ")}\n> \`\`\`\n> End.`],
    ["a list in a quote", `> Said:\n> - ${sentence.repeat(4)}\n> - ${sentence.repeat(4)}`],
    ["an indented block", `Text:\n\n${code(40).replaceAll(/^/gmu, "    ")}`],
    ["a long table", `| a | b |\n|---|---|\n${"| one cell | another <cell> |\n".repeat(30)}`],
    ["a nested list", `- a\n  - ${sentence.repeat(5)}\n    - ${sentence.repeat(5)}\n- b`],
    ["one line without blanks", "x".repeat(1_000)],
    ["a line with angle brackets", "<>&".repeat(300)],
    ["Chinese", "这是一个很长的句子。它没有空格！".repeat(40)],
    ["emoji", "👩‍👩‍👧‍👦🇩🇪👍🏽e\u0301".repeat(60)],
    ["raw HTML", `<div>\n${"<p>text</p>\n".repeat(60)}</div>`],
    ["a heading of one word", `# ${"x".repeat(500)}\n\nText.`],
    ["blank lines", `a\n\n\n\n\n${" ".repeat(400)}\n\nb${"\n".repeat(300)}c`],
  ])("%s: every part fits, says something and closes its fences, and nothing is lost", (_name, markdown) => {
    for (const limits of [plain(200), escaping(200)]) {
      const parts = splitMessage(markdown, limits);
      expect(parts.filter((part) => limits.measure(part) > limits.maxLength)).toEqual([]);
      expect(parts.filter((part) => part.trim() === "")).toEqual([]);
      expect(parts.filter((part) => openFences(part) > 0)).toEqual([]);
      expect(ink(parts.join("\n"))).toBe(ink(markdown));
    }
  });

  it("keeps code code, in its language, in every part", () => {
    const parts = splitMessage(`\`\`\`ts\n${code(40)}\n\`\`\``, plain(200));
    const codes = parts.map((part) => parseMarkdown(part).children);
    expect(codes.every((nodes) => nodes.length === 1 && nodes[0]?.type === "code" && nodes[0].lang === "ts")).toBe(
      true,
    );
    expect(codes.map(([node]) => (node?.type === "code" ? node.value : "")).join("\n")).toBe(code(40));
  });

  it("cuts no character that people see as one", () => {
    const family = "👩‍👩‍👧‍👦";
    for (const part of splitMessage(family.repeat(40), plain(50))) expect(part.replaceAll(family, "")).toBe("");
  });

  it("cuts a character only when it alone is longer than a message", () => {
    const zalgo = `e${"\u0301".repeat(500)}`;
    const parts = splitMessage(zalgo, plain(100));
    expect(parts.join("")).toBe(zalgo);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(100);
  });

  it("cuts no link in its words or its address", () => {
    const link = "[One. Two three. Four five six seven](https://bullmq.io/a/b)";
    const parts = splitMessage(
      `${sentence.repeat(2)}${link} ${sentence}${link}. \`a. b c. d\` ${sentence}`,
      plain(110),
    );
    expect(parts.join(" ").split(link)).toHaveLength(3);
    expect(parts.join(" ")).toContain("`a. b c. d`");
  });

  it("keeps the nesting of what stays together", () => {
    const parts = splitMessage(`- ${sentence.repeat(4)}\n\n  - one\n    - two\n\n  last\n- b`, plain(160));
    expect(parts.join("\n")).toContain("\n- one\n  - two");
  });

  it.each([
    ["of one word", "x".repeat(1_000_000)],
    ["of words", "word ".repeat(200_000)],
    ["of code", `\`\`\`\n${"const a = 1;\n".repeat(80_000)}\`\`\``],
    ["of emoji", "👩‍👩‍👧‍👦".repeat(90_000)],
  ])("of a megabyte %s is measured a few times for each part, not once for each place to cut", (_name, markdown) => {
    const limits = plain(2_000);
    let measurements = 0;
    const parts = splitMessage(markdown, {
      ...limits,
      measure(text) {
        measurements += 1;
        return limits.measure(text);
      },
    });
    expect(measurements / parts.length).toBeLessThan(30);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(2_000);
  });
});

it("any Markdown is cut into parts that fit and lose nothing but blanks", () => {
  const fragment = fc.constantFrom(
    ...[
      "word ",
      "longerword",
      ". ",
      "\n",
      "\n\n",
      "- ",
      "  - ",
      "    ",
      "1. ",
      "> ",
      "# ",
      "`code`",
      "**",
      "_",
      "<b>",
      "&",
    ],
    ...["[a b](https://zod.dev)", "| a | b |\n|---|---|\n", "👍🏽", "。", "\\", "$", "***\n"],
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 60 }), fc.integer({ min: 30, max: 80 }), (fragments, maxLength) => {
      const markdown = fragments.join("");
      const strip = (text: string) => text.replaceAll(/[\s>`]/gu, "");
      const limits = escaping(maxLength);
      const parts = splitMessage(markdown, limits);
      for (const part of parts) expect(limits.measure(part)).toBeLessThanOrEqual(maxLength);
      expect(strip(parts.join("\n"))).toBe(strip(markdown));
    }),
    { numRuns: 500 },
  );
});
