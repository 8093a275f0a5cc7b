import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discordLimits, toContent } from "../../../../src/platforms/discord/message-body.ts";
import { toDiscordMarkdown } from "../../../../src/platforms/discord/to-discord-markdown.ts";

const fence = "```";

describe("Markdown on Discord", () => {
  it.each([
    ["keeps what Discord knows", "# A\n\n**b** _c_ ~~d~~ `e`\n\n> f\n\n1. g\n2. [h](https://i.example)"],
    ["keeps a fence letter for letter", `${fence}ts\nconst a = "@everyone" | b;\n#### no heading\n${fence}`],
    ["keeps a fence in a list", `- a\n\n  ${fence}\n  b\n  ${fence}`],
    ["keeps tags, which Discord shows as they are", "use <b>bold</b> & <job>"],
    ["keeps a pipe that is no table", "a | b"],
  ])("%s", (_name, markdown) => {
    expect(toDiscordMarkdown(markdown)).toBe(markdown);
  });

  it.each([
    ["shows deep headings in bold", "#### Why\n\ntext", "**Why**\n\ntext"],
    ["does not double the bold of a deep heading", "##### **Why** not", "**Why** not"],
    ["shows underlined headings", "Title\n=====\n\nPart\n---\n\nx", "# Title\n\n## Part\n\nx"],
    ["shows images as links", "![a cat](https://cats.example/1.png)", "[a cat](https://cats.example/1.png)"],
    ["names an image without a name", "![](https://cats.example/1.png)", "[image](https://cats.example/1.png)"],
    ["keeps the link around an image", "[![cat](https://c.example/1)](https://d.example)", "[cat](https://d.example)"],
    ["changes images in headings too", "#### ![a](https://b.example)", "**[a](https://b.example)**"],
    ["resolves references", "see [the docs][1]\n\n[1]: https://zod.dev", "see [the docs](https://zod.dev)\n\n"],
    ["breaks the line where a tag does", "a<br>b<!-- not seen -->", "a\nb"],
    ["takes the power from mass mentions", "@everyone and @here", "@\u200beveryone and @\u200bhere"],
    [
      "keeps addresses working that name everybody",
      "https://a.example/@here/1 [b](https://c.example/@everyone)",
      "https://a.example/%40here/1 [b](https://c.example/%40everyone)",
    ],
    ["closes a fence that is still growing", `${fence}ts\nconst a`, `${fence}ts\nconst a\n${fence}`],
    ["uses the only fence Discord knows", "~~~js\na\n~~~", `${fence}js\na\n${fence}`],
    ["fences indented code", "a\n\n    b\n    c", `a\n\n${fence}\nb\nc\n${fence}`],
  ])("%s", (_name, markdown, expected) => {
    expect(toDiscordMarkdown(markdown)).toBe(expected);
  });

  it("shows a table as lines that keep their links", () => {
    const table = "| Queue | Source |\n|---|---|\n| BullMQ | [docs](https://bullmq.io) |\n| a \\| b | |";
    expect(toDiscordMarkdown(table)).toBe(
      "- Queue: BullMQ · Source: [docs](https://bullmq.io)\n- Queue: a | b · Source: ",
    );
  });

  it("keeps a fence inside longer fences from ending it", () => {
    const content = toDiscordMarkdown(`${"`".repeat(4)}md\n${fence}\ninner\n${fence}\n${"`".repeat(4)}`);
    expect(content.match(/```/gu)).toHaveLength(2);
    expect(content).toContain("inner");
  });

  it("decides the same with and without a look at the syntax tree", () => {
    const text = fc
      .array(
        fc.constantFrom("#", "=", "-", "|", "!", "[", "]", "(", ")", ":", "@here", "`", "*", "_", " ", "\n", "a", "1."),
      )
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (markdown) => {
        if (toDiscordMarkdown(markdown) !== markdown) return;
        // A comment of its own always asks for the tree, and is left out by it.
        expect(toDiscordMarkdown(`${markdown}\n\n<!-- -->`)).toBe(`${markdown}\n\n`);
      }),
      { numRuns: 400 },
    );
  });

  it("never leaves a mass mention that Discord would act on, nor an empty message", () => {
    const text = fc
      .array(
        fc.constantFrom(
          "@everyone",
          "@here",
          " ",
          "\n",
          "# ",
          "[",
          "](https://a.example)",
          "|",
          "\n|---|\n",
          "**",
          "<b>",
        ),
      )
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (markdown) => {
        const content = toContent(markdown);
        expect(content.trim()).not.toBe("");
        expect(discordLimits.measure(markdown)).toBe(content.length);
        expect(content).not.toMatch(/@(everyone|here)/u);
      }),
    );
  });
});
