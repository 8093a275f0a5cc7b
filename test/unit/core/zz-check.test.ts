import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../../src/core/answer.ts";
import { checkCitations } from "../../../src/core/check-citations.ts";

const sites = { include: ["bullmq.io", "zod.dev"], exclude: ["private.bullmq.io"] };
const check = (markdown: string, citations: readonly Citation[] | undefined = undefined) =>
  checkCitations(markdown, citations, sites);

/**
 * Every host a reader could reach: what Markdown links, and what a chat client links in the text that is left. No client
 * links across formatting, as in `**https**://…`.
 */
function reachable(markdown: string): readonly string[] {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousProtocol: true });
  const attributes = [...html.matchAll(/(?:href|src)="([^"#]*)/gu)].map(([, url = ""]) => url);
  const visible = html.replaceAll(/<code[^>]*>[\s\S]*?<\/code>|<[^>]*>/gu, " ");
  const text = visible
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  const bare = [...text.matchAll(/https?:\/\/[^\s<>"]+|\bwww\.[^\s<>"]+/giu)].map(([url]) => url);
  return [...attributes.filter((url) => url !== "" && !url.startsWith("mailto:")), ...bare];
}

describe("links off the lists", () => {
  it.each([
    ["[the guide](https://evil.com/guide) says", "the guide says"],
    ["[**the** guide](https://evil.com/guide)", "**the** guide"],
    ["see https://evil.com/path now", "see evil.com now"],
    ["see <https://evil.com/path> now", "see evil.com now"],
    ["see www.evil.com/path now", "see evil.com now"],
    ["![a picture](https://evil.com/x.png)", "a picture"],
    ["![](https://evil.com/x.png)", "evil.com"],
    ["[](https://evil.com)", "evil.com"],
    ["[the guide][g]\n\n[g]: https://evil.com", "the guide\n\n"],
    ["[g]\n\n[g]: https://evil.com", "g\n\n"],
    ["![pic][g]\n\n[g]: https://evil.com", "pic\n\n"],
    ["x=https://evil.com", "x=evil.com"],
    ["x=HTTPS://EVIL.com", "x=evil.com"],
    ["[x](//evil.com)", "x"],
    ["[x](https:evil.com)", "x"],
    ["[x](javascript:alert)", "x"],
    ["fast [2](https://evil.com).", "fast."],
    ["(https://evil.com)", "(evil.com)"],
    ["详见https://evil.com。另外，还有", "详见evil.com。另外，还有"],
  ])("%j keeps its words and loses its address", (markdown, expected) => {
    expect(check(markdown).markdown).toBe(expected);
  });

  it.each([
    "[x](https://bullmq.io@evil.com/)",
    "https://bullmq.io@evil.com/",
    "https://bullmq.io.evil.com/",
    "https://evil.com/#bullmq.io",
    "https://evil.com/https://bullmq.io",
    "https://evil.com?bullmq.io",
    "https://evilbullmq.io",
    "https://bullmq.io.",
    "https://EVIL.com./x",
    "https://private.bullmq.io/x",
    "https://private.bullmq.io./x",
    "https://private.bullmq.io../x",
    "https://bullmq.іo/",
    "https://bullmq。io。evil.com",
    'https://bullmq.io"@evil.com',
    "https://bullmq.io'@evil.com",
    "https://bullmq.io).evil.com",
    "https://bullmq.io,https://evil.com",
    "https://bullmq.io\\@evil.com",
    "https://evil.com\\@bullmq.io",
    "[x](https://evil.com\\\\@bullmq.io)",
    "[x](<https://bullmq.io\t@evil.com>)",
    "[x](https://e&#9;vil.com)",
    "[x](/\\evil.com)",
    "https\\://evil.com",
    "https&colon;//evil.com",
    "&#104;ttps://evil.com",
    "[see https://evil.com now](https://evil.org)",
    "[https://evil.com](https://bullmq.io)",
    "[[b]](https://evil.com)(https://evil.org)",
    "[\\[click\\](https://evil.com)](https://evil.org)",
    "[![img](https://evil.com/a.png)](https://bullmq.io)",
    "[![img](https://bullmq.io/a.png)](https://evil.com)",
    "**[x](https://evil.com)**",
    "~~*[x](https://evil.com)*~~",
    "> - [x](https://evil.com)\n> - https://evil.com",
    "| a |\n|---|\n| [x](https://evil.com) \\| https://evil.com |",
    '<a href="https://evil.com">x</a>',
    "<img src=https://evil.com/x.png>",
    "<https://evil.com|bullmq.io>",
    "<https://bullmq.io|https://evil.com>",
    '[x](https://bullmq.io "https://evil.com")',
    "[x][1]\n\n[1]: https://evil.com",
    "[b][^9](//evil.com)\n\n[^9]: x",
    "[^a]\n\n[^a]: see https://evil.com",
    "[^1]\n\n[^1]: https://evil.com",
    "> [a]: https://evil.com\n> [a]",
    "[a]: https://bullmq.io\n[A]: https://evil.com\n\n[a]",
    "[a\n\n[see https://evil.com",
    "- [ ] https://evil.com",
    "# https://evil.com",
    '"www.evil.com"',
    "http://1.2.3.4/ http://[::1]/ http://localhost/",
  ])("%j reaches nothing that is not allowed", (markdown) => {
    const { markdown: checked } = check(markdown, []);
    const hosts = reachable(checked).map((url) => new URL(url.replace(/^www\./u, "http://www.")).hostname);
    expect(hosts.filter((host) => !/^(?:www\.)?(?:bullmq\.io|zod\.dev)\.?$/u.test(host))).toEqual([]);
    expect(check(checked, [])).toEqual({ markdown: checked, citations: [], removed: 0 });
  });

  it("counts each address once, however it is written, and e-mail addresses not at all", () => {
    const citations = [{ number: 1, url: "https://evil.com" }];
    const text =
      "[a](https://evil.com/) https://EVIL.com <https://evil.com> me@evil.com [m](mailto:me@evil.com) [top](#top)";
    expect(check(text, citations)).toMatchObject({ removed: 1, citations: [] });
  });
});

describe("any Markdown", () => {
  const fragment = fc.constantFrom(
    ...[
      "https://evil.com",
      "https://evil.com/a)b",
      "www.evil.com",
      "HTTP://evil.com?x",
      "https://bullmq.io",
      "https://bullmq.io/a",
    ],
    ...[
      "[x](",
      ")",
      "[",
      "]",
      "![",
      "](",
      "<",
      ">",
      "(",
      "\\",
      "`",
      "```",
      "~~~\n",
      "**",
      "*",
      "_",
      "~~",
      "|",
      "|---|\n",
    ],
    ...[
      "[a]: ",
      "[a]",
      "[1]",
      "[^1]",
      "[^1]: ",
      "[1]: ",
      "//evil.com",
      "@evil.com",
      ".evil.com",
      "。",
      "，",
      '"',
      "'",
      "&#104;ttps://evil.com",
    ],
    ...[
      "\n",
      "\n\n",
      "\n    ",
      "\n> ",
      "\n- ",
      "\n1. ",
      "# ",
      " ",
      "word",
      "https",
      "://",
      "http\\://evil.com",
      '<a href="',
      "<!--",
      "-->",
      "\t",
    ],
  );
  const markdown = fc.array(fragment, { maxLength: 25 }).map((fragments) => fragments.join(""));

  it("reaches nothing off the lists once it is checked, and is not changed by another check", () => {
    fc.assert(
      fc.property(markdown, fc.boolean(), (text, isEnd) => {
        const citations = isEnd ? [{ number: 1, url: "https://bullmq.io/a" }] : undefined;
        const { markdown: checked } = check(text, citations);
        expect(
          reachable(checked).filter(
            (url) => !/^(?:https?:\/\/)?bullmq\.io(?![\p{L}\p{N}.,@%:'-]*[\p{L}\p{N}@])/iu.test(url),
          ),
        ).toEqual([]);
        expect(check(checked, citations)).toMatchObject({ markdown: checked, removed: 0 });
      }),
      { numRuns: 60_000 },
    );
  });
});

describe("what is allowed", () => {
  it.each([
    "[the guide](https://docs.bullmq.io/guide) and https://zod.dev/api?x=1&y=2, too.",
    "See https://bullmq.io.",
    "(https://bullmq.io/a_(b))",
    "<https://bullmq.io>",
    "www.zod.dev/x",
    "`https://evil.com` and\n\n```sh\ncurl https://evil.com\n```\n\n    https://evil.com\n",
    "write to me@example.com",
    "a < b and b > c, arr\\[3\\], 2 * 3, x_y_z",
    "![logo](https://bullmq.io/logo.png)",
    "<b>bold</b> & &amp;",
    "| a | b |\n|---|---|\n| 1 | [x](https://zod.dev) |",
  ])("%j is left letter for letter", (markdown) => {
    expect(check(markdown)).toEqual({ markdown, citations: [], removed: 0 });
  });

  it("writes links by reference out, so that the text can be cut anywhere", () => {
    expect(check("[the *guide*][g] and [g]\n\n[g]: https://bullmq.io/?a=1&copy=2 'title'\n").markdown).toBe(
      "[the *guide*](<https://bullmq.io/?a=1&amp;copy=2>) and [g](<https://bullmq.io/?a=1&amp;copy=2>)\n\n",
    );
  });

  it("ends an address where its sentence goes on without a blank", () => {
    expect(check("详见https://bullmq.io/guide。另外").markdown).toBe("详见<https://bullmq.io/guide>。另外");
  });

  it("keeps C++ in prose readable", () => {
    expect(check("a vector<std:string> here")).toMatchObject({ removed: 0 });
    expect(check("a vector<std:string> here").markdown.replaceAll("\\", "")).toBe("a vector<std:string> here");
  });

  it("lets every site pass without lists, and only excluded ones go without an include list", () => {
    const text = "[x](https://evil.com) https://bullmq.io";
    expect(checkCitations(text, undefined, { include: undefined, exclude: [] }).markdown).toBe(text);
    expect(checkCitations(text, undefined, { include: undefined, exclude: ["evil.com"] }).markdown).toBe(
      "x https://bullmq.io",
    );
  });

  it("lets nothing pass when every included site is excluded", () => {
    expect(checkCitations("[x](https://zod.dev)", [], { include: [], exclude: ["zod.dev"] }).markdown).toBe("x");
  });
});

describe("marks", () => {
  const citations = [
    { number: 1, url: "https://evil.com/a" },
    { number: 2, url: "https://bullmq.io/a", title: "A" },
    { number: 4, url: "https://zod.dev/b" },
  ];

  it("follow their citations, and go with those off the lists", () => {
    expect(check("One [1]. Two [2]. Both [1, 2], [^4] and [9]. [1][2][4]", citations)).toEqual({
      markdown: "One. Two [1]. Both [1], [2] and. [1][2]",
      citations: [
        { number: 1, url: "https://bullmq.io/a", title: "A" },
        { number: 2, url: "https://zod.dev/b" },
      ],
      removed: 1,
    });
  });

  it("that are links follow too", () => {
    expect(
      check("A [2](https://bullmq.io/a), [[4]](https://zod.dev/b), [1](https://evil.com/a).", citations).markdown,
    ).toBe("A [1], [2].".replace("[2].", "[2],."));
  });

  it("lose the definitions under the text", () => {
    expect(check("A [2], [words][4].\n\n[2]: https://bullmq.io/a\n[4]: https://zod.dev/b\n", citations).markdown).toBe(
      "A [1], words[2].\n\n",
    );
    expect(check("A[^2].\n\n[^2]: https://bullmq.io/a\n", citations).markdown).toBe("A[1].\n\n");
  });

  it("stay while the citations are unknown, and go when there are none", () => {
    expect(check("A [2].", undefined).markdown).toBe("A [2].");
    expect(check("A [2].", []).markdown).toBe("A.");
  });

  it("in code are code", () => {
    expect(check("`a[2]` and\n\n```\nb[2]\n```", citations).markdown).toBe("`a[2]` and\n\n```\nb[2]\n```");
  });
});
