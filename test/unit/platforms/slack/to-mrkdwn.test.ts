import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMrkdwn } from "../../../../src/platforms/slack/to-mrkdwn.ts";

describe("mrkdwn", () => {
  it.each([
    ["a heading is bold", "## What is *new* in **v6**", "*What is _new_ in v6*"],
    ["bold, italic and struck text", "**bold** _italic_ ~~struck~~", "*bold* _italic_ ~struck~"],
    ["bold inside a script without spaces", "这是**重点**内容", "这是\u200B*重点*\u200B内容"],
    ["a list", "- one\n- two", "• one\n• two"],
    ["a nested list", "- one\n  - deeper\n    1. deepest\n- two", "• one\n    • deeper\n        1. deepest\n• two"],
    ["a numbered list from its own start", "3. three\n4. four", "3. three\n4. four"],
    ["a task list", "- [x] done\n- [ ] open", "• ☑ done\n• ☐ open"],
    ["a quote of several lines", "> one\n>\n> two", "> one\n> \n> two"],
    ["inline code", "Use `a<b>` & go", "Use `a&lt;b&gt;` &amp; go"],
    ["a code block without its language", "```ts\nif (a < b) {}\n```", "```\nif (a &lt; b) {}\n```"],
    ["a fence inside a code block", "````\n```\n````", "```\n``\u2060`\n```"],
    ["a link", "[the guide](https://a.example/x?y=1&z=2)", "<https://a.example/x?y=1&amp;z=2|the guide>"],
    ["a bare link", "See https://a.example/x", "See <https://a.example/x>"],
    ["a link whose title has a bar", "[Docs | Site](https://a.example)", "<https://a.example|Docs ∣ Site>"],
    ["a link that is no web address", "[run](javascript:alert(1))", "run"],
    ["a link whose address would end early", "[x](https://a.example/a|b)", "<https://a.example/a%7Cb|x>"],
    ["an image is a link", "![a chart](https://a.example/c.png)", "<https://a.example/c.png|a chart>"],
    ["a table is lined up", "| a | bb |\n|---|---|\n| ccc | d |", "```\na    bb\nccc  d\n```"],
    ["a rule", "a\n\n---\n\nb", "a\n\n──────────\n\nb"],
    ["HTML is text", "<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"],
    ["a line break", "one  \ntwo", "one\ntwo"],
    ["a numbered source", "1. [A title](https://a.example) — a.example", "1. <https://a.example|A title> — a.example"],
    ["a citation mark", "Proven [1][2].", "Proven [1][2]."],
  ])("%s", (_name, markdown, expected) => {
    expect(toMrkdwn(markdown)).toBe(expected);
  });

  it("leaves no control sequence of Slack in foreign text, whatever it is", () => {
    const tokens = fc.constantFrom(
      "<",
      ">",
      "!channel",
      "@U123",
      "#C1",
      "|",
      "&",
      "[",
      "](",
      "https://a.example",
      ")",
      "`",
      "*",
      "\n",
      " ",
      "x",
      "> ",
      "- ",
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 30 }), (parts) => {
        const unlinked = toMrkdwn(parts.join("")).replace(/<(?:https?|mailto):[^<>|]*(?:\|[^<>|]*)?>/gu, "");
        expect(unlinked).not.toContain("<");
      }),
      { numRuns: 300 },
    );
  });
});
