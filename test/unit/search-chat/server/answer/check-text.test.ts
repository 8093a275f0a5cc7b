import { describe, expect, it } from "vitest";
import { createTextCheck } from "../../../../../src/search-chat/server/answer/check-text.ts";
import { createKnownUrls } from "../../../../../src/search-chat/server/answer/known-urls.ts";
import { followedAddresses } from "./followed-addresses.ts";

const isKnown = createKnownUrls(
  [{ url: "https://docs.example/a" }, { url: "https://wiki.example/B_(c)" }],
  [
    { role: "user", content: "Compare with https://mine.example/page, please." },
    { role: "assistant", content: "See https://earlier.example/x." },
    { role: "tool", tool_call_id: "1", content: "https://tool.example/x" },
  ],
);

function shown(text: string, sourceCount = 3): string {
  const check = createTextCheck({ sourceCount, isKnown });
  const letters = [...text].map((letter) => check.push(letter)).join("") + check.end();
  const whole = createTextCheck({ sourceCount, isKnown });
  expect(letters).toBe(whole.push(text) + whole.end());
  return letters;
}

describe("marks", () => {
  it.each([
    ["It is so [1].", "It is so [1]."],
    ["It is so [1][2].", "It is so [1][2]."],
    ["It is so [1, 2].", "It is so [1][2]."],
    ["It is so [1-3].", "It is so [1][2][3]."],
    ["It is so [^2].", "It is so [2]."],
    ["It is so [citation:3].", "It is so [3]."],
    ["It is so 【2】.", "It is so [2]."],
    ["It is so【2†source】.", "It is so[2]."],
    ["It is so 【4:2†a.md】.", "It is so."],
    ["[[1]](https://docs.example/a) is so.", "[[1]](https://docs.example/a) is so."],
    ["It is so [1](https://docs.example/a).", "It is so [1](https://docs.example/a)."],
    ["It is so [1](https://evil.example).", "It is so [1]."],
  ])("%s becomes %s", (written, expected) => {
    expect(shown(written)).toBe(expected);
  });

  it.each([
    ["It is so [99].", "It is so."],
    ["It is so [0] and more.", "It is so and more."],
    ["It is so [1, 99].", "It is so [1]."],
    ["It is so [99][1].", "It is so [1]."],
    ["It is so [1] [99].", "It is so [1]."],
    ["It is so [1] [99] [98], and more.", "It is so [1], and more."],
    ["It is so [1] [99](https://evil.example)!", "It is so [1]!"],
    ["(It is so [1] [99])", "(It is so [1])"],
    ["它是这样的 [1] [99]。", "它是这样的 [1]。"],
    ["It is so [1] [99]: https://docs.example/a", "It is so [1] : https://docs.example/a"],
    ["It is so [1] [99] [2].", "It is so [1] [2]."],
    ["It is so[99] and more.", "It is so and more."],
    ["[99] It is so.", "It is so."],
    ["It is so [99](https://evil.example).", "It is so."],
    ["It is so [99]", "It is so"],
    ["- one [99]\n- two [2]", "- one\n- two [2]"],
    ["它是这样的[99]。", "它是这样的。"],
  ])("%s has no such source and becomes %s", (written, expected) => {
    expect(shown(written)).toBe(expected);
  });

  it("are all dropped when nothing was found", () => {
    expect(shown("It is so [1]. And so [^2].", 0)).toBe("It is so. And so.");
  });

  it.each([
    "Use `list[9]` and ``a[7] ` b``.",
    "```ts\nconst a = b[9];\n```\n",
    "~~~\nb[9]\n~~~\nText.",
    "1. one\n   ```js\n   a[9]\n   ```\n2. two",
    "- [ ] open\n- [x] done",
    "A note [sic] and a \\[9] escaped one.",
    "a < b and 2 > 1, Tom & Jerry, 5 * 3",
    "H<sub>2</sub>O and a line<br>break",
    "Time: 10:30, see: this.",
  ])("are none in %j, which stays as it is", (text) => {
    expect(shown(text)).toBe(text);
  });
});

describe("links", () => {
  it.each([
    "See [the docs](https://docs.example/a).",
    'See [the docs](https://docs.example/a#part "Docs").',
    "See [the wiki](https://wiki.example/B_(c)).",
    "See https://docs.example/a.",
    "See <https://docs.example/a>.",
    "You wrote https://mine.example/page, and that is right.",
    "![A picture](https://docs.example/a)",
    "Run `curl https://api.example/v1`.",
    "```sh\ncurl https://api.example/v1\n```",
    "[1]: https://docs.example/a\n",
  ])("%s leads to what is known and stays", (text) => {
    expect(shown(text)).toBe(text);
  });

  it.each([
    ["See [the docs](https://evil.example/x).", "See the docs."],
    ["![chart](https://evil.example/?q=secret)", "chart"],
    ["[![a](https://evil.example/x)](https://docs.example/a)", "[a](https://docs.example/a)"],
    ["[https://evil.example/x](https://evil.example/x)", "evil.example"],
    ["See https://evil.example/?q=secret now.", "See evil.example now."],
    ["See <https://evil.example/?q=secret>.", "See evil.example."],
    ["See www.evil.example/x.", "See evil.example."],
    ["[a](javascript:alert(1))", "a"],
    ["[a](//evil.example/x)", "a"],
    ['<img src="https://evil.example/x">', '\\<img src="evil.example">'],
    ["[a]: https://evil.example/x\n", "[a] : evil.example\n"],
    ["[1]: //evil.example/x\n", "[1] : //evil.example/x\n"],
    ["See https://earlier.example/x.", "See earlier.example."],
    ["See https://tool.example/x.", "See tool.example."],
    ["https&colon;//evil.example", "https&amp;colon;//evil.example"],
    ["https\\://evil.example", "https \\://evil.example"],
    ["https://docs.example/a[99].evil.example/x", "https://docs.example/a .evil.example/x"],
  ])("%s leads elsewhere and becomes %s", (written, expected) => {
    expect(shown(written)).toBe(expected);
  });
});

describe("code", () => {
  it.each([
    "One ` sign\nand ` ![x](https://evil.example/x) ` more.",
    "- a\n  ```\n![x](https://evil.example/x)\nhttps://evil.example/y",
    "Words\n      ```\n![x](https://evil.example/x)",
    "| a | b |\n|---|---|\n| ` | ![x](https://evil.example/x) ` |",
    '<div>\n`<img src="https://evil.example/x">`\n</div>',
  ])("is none where a reader could see a link: %j", (written) => {
    expect(followedAddresses(shown(written))).toEqual([]);
  });
});

describe("a stream", () => {
  it("is held back only while a mark, a link or an address may still come", () => {
    const check = createTextCheck({ sourceCount: 1, isKnown });

    expect(check.push("Plain words,")).toBe("Plain words,");
    expect(check.push(" more [")).toBe(" more");
    expect(check.push("1")).toBe("");
    expect(check.push("] and")).toBe(" [1] and");
    expect(check.push(` [${"x".repeat(250)}`)).toBe(` [${"x".repeat(250)}`);
    expect(check.push(" an `open")).toBe(" an");
    expect(check.push(`${" code".repeat(100)}`)).toContain("code code");
  });

  it("gives what it still holds at its end", () => {
    const check = createTextCheck({ sourceCount: 1, isKnown });

    expect(check.push("See [1")).toBe("See");
    expect(check.end()).toBe(" [1");
  });
});
