import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainMrkdwn } from "../../../../src/platforms/slack/plain-mrkdwn.ts";
import { parsedMrkdwn } from "../../../../src/platforms/slack/to-mrkdwn.ts";

const PIECES = [
  ..."About queues|workers|A|b|这是内容|é|1|42| |  |\n|\n\n|\n\n\n|\t|. |: |, |! |!|'|\"|-|- |— |* |*|**|_|~~|`|```|# |> |=|---|===|+".split(
    "|",
  ),
  ..."[1]|[2]|[^1]|[x]|[1]: |[|]|(|)|](|<|>|&|&amp;|\\|\\-|\\[|\\|@|a@b.example|www.|www.a.example|http:|https://a.example|/".split(
    "|",
  ),
  ..."1. |2. |1) |**Sources**|\n\n**Sources**\n\n| — a.example|\n1. |\n2. |\n\n3. ".split("|"),
  "1. [A title](https://a.example/x) — a.example",
  "\n2. [Docs \\| API \\- v2](https://www.b.example/a_b?c=1#d) — b.example",
  "3. [https\\://c.example](https://c.example) — c.example",
  "4. [www.d.example](https://d.example) — www.d.example",
  "|",
];

describe("plain mrkdwn", () => {
  it("takes what most answers are: plain paragraphs with marks, and their sources", () => {
    const answer = "About queues: a worker keeps\nits lock [1]. Then it ends [2].\n\nThat is all!";
    const sources = "1. [bullmq.io](https://bullmq.io/a?b=1) — bullmq.io\n2. [A \\- B](https://b.example) — b.example";
    expect(plainMrkdwn(`${answer}\n\n**Sources**\n\n${sources}`)).toBe(
      `${answer}\n\n*Sources*\n\n1. <https://bullmq.io/a?b=1|bullmq.io> — bullmq.io\n2. <https://b.example|A - B> — b.example`,
    );
  });

  it.each([
    ["two lists that are one", "1. [a](https://a.example) — a.example\n\n2. [b](https://b.example) — b.example"],
    ["a list that does not count on", "1. [a](https://a.example) — a.example\n3. [b](https://b.example) — b.example"],
    ["an address without brackets", "See www.a.example"],
    ["what Slack would read as a mention", "Hello <!channel>"],
    ["an image", "a ![1]"],
    ["an indented line", "one\n    two"],
  ])("leaves %s to the parser", (_name, markdown) => {
    expect(plainMrkdwn(markdown)).toBeUndefined();
  });

  it("writes what it takes exactly as the parser does", () => {
    const markdown = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(markdown, (text) => {
        const plain = plainMrkdwn(text);
        fc.pre(plain !== undefined);
        expect(plain).toBe(parsedMrkdwn(text));
      }),
      { numRuns: 1_500, maxSkipsPerRun: 200 },
    );
  });
});
