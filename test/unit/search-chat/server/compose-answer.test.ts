import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BodyBlock, FoundPassage } from "../../../../src/search-chat/server/docs/document.ts";
import { choosePassages } from "../../../../src/search-chat/server/models/choose-passages.ts";
import { composeAnswer } from "../../../../src/search-chat/server/models/compose-answer.ts";
import { searchQuestion } from "../../../../src/search-chat/server/models/search-question.ts";

const prose = (text: string): BodyBlock => ({ kind: "prose", text });

function found(path: string, blocks: readonly BodyBlock[], fields: Partial<FoundPassage> & { position?: number } = {}) {
  const { position = 0, ...rest } = fields;
  const passage = { url: `https://a.example/${path}`, title: `Page ${path}`, position, headings: ["Basics"], blocks };
  return { passage, score: 10, coverage: 1, matched: [], ...rest } satisfies FoundPassage;
}

describe("an answer made of passages", () => {
  it("names the sites, and marks the end of each passage with the number of its page", () => {
    const { markdown, citations } = composeAnswer([
      found("one", [prose("Water boils at 100 degrees."), prose("Ice melts at zero.")]),
      found("two", [prose("Steam is hot.")]),
    ]);
    expect(markdown).toBe(
      [
        "This is what a.example says:",
        "**Page one › Basics**",
        "Water boils at 100 degrees.",
        "Ice melts at zero. [1]",
        "**Page two › Basics**",
        "Steam is hot. [2]",
      ].join("\n\n"),
    );
    expect(citations).toEqual([
      {
        number: 1,
        url: "https://a.example/one",
        title: "Page one",
        snippet: "Water boils at 100 degrees. Ice melts at zero.",
      },
      { number: 2, url: "https://a.example/two", title: "Page two", snippet: "Steam is hot." },
    ]);
  });

  it("gives one page one number, and says its heading once", () => {
    const { markdown, citations } = composeAnswer([
      found("one", [prose("First.")]),
      found("one", [prose("Second.")], { position: 1 }),
    ]);
    expect(markdown.match(/Page one/gu)).toHaveLength(1);
    expect(markdown).toContain("First. [1]\n\nSecond. [1]");
    expect(citations).toHaveLength(1);
  });

  it("keeps items together and code as it is, in a fence that it cannot end", () => {
    const { markdown } = composeAnswer([
      found("one", [
        prose("Do this:"),
        { kind: "item", text: "one" },
        { kind: "item", text: "two" },
        { kind: "code", language: "md", text: "```\n*not* escaped [1]\n```" },
      ]),
    ]);
    expect(markdown).toContain("Do this:\n\n- one\n- two [1]\n\n````md\n```\n*not* escaped [1]\n```\n````");
  });

  it("shows the source's own marks as text, so that only our markers are markers", () => {
    const { markdown } = composeAnswer([
      found("one", [prose("As *proven* in [7] by <b>us</b>, `a*b[2]` is snake_case.")]),
    ]);
    expect(markdown).toContain("As \\*proven\\* in (7) by \\<b\\>us\\</b\\>, `a*b[2]` is snake_case. [1]");
  });

  it("never has a marker outside code that is not in the citations, whatever the passages say", () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.constantFrom("[1]", "[2]", "[99]", "[", "]", "(", "\\", "*")))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const { markdown, citations } = composeAnswer(
          texts.map((each, n) => found(`${n}`, [prose(`Says ${each.replaceAll("`", "")} so.`)])),
        );
        const markers = [...markdown.matchAll(/(?<!\\)\[(\d+)\]/gu)].map(([, number]) => Number(number));
        expect(new Set(markers)).toEqual(new Set(citations.map(({ number }) => number)));
      }),
    );
  });
});

describe("the excerpt of a long passage", () => {
  const filler = Array.from({ length: 12 }, (_, n) => `Sentence number ${n} talks about the weather of the day.`);

  it("is made of whole sentences around those that answer", () => {
    const text = [...filler.slice(0, 6), "The valve opens at Node.js start, i.e. at noon.", ...filler.slice(6)].join(
      " ",
    );
    const { markdown } = composeAnswer([found("one", [prose(text)], { matched: ["valv"] })]);
    expect(markdown).toContain("The valve opens at Node.js start, i.e. at noon.");
    const body = markdown.split("\n\n").at(-1) ?? "";
    expect(body.length).toBeLessThan(600);
    expect(text).toContain(body.replace(/ \[1\]$/u, ""));
    expect(body).toMatch(/^(Sentence|The valve).*\. \[1\]$/u);
  });

  it("leaves out long code, and the sentence that announces it", () => {
    const code: BodyBlock = { kind: "code", language: "ts", text: "step();\n".repeat(100) };
    const { markdown } = composeAnswer([found("one", [prose("The valve is opened by hand. For example:"), code])]);
    expect(markdown).toMatch(/The valve is opened by hand\. \[1\]$/u);
  });

  it("has only the lines of a table that speak of the question", () => {
    const rows = ["kettle: 3 litres", "pan: 2 litres"].map((text): BodyBlock => ({ kind: "row", text }));
    const { markdown } = composeAnswer([found("one", [prose("Sizes are:"), ...rows], { matched: ["pan"] })]);
    expect(markdown).toContain("Sizes are:\n\n- pan: 2 litres [1]");
    expect(markdown).not.toContain("kettle");
  });
});

describe("the choice of passages", () => {
  const chosen = (all: readonly FoundPassage[]) =>
    choosePassages(all).map(({ passage }) => `${passage.url.slice(18)}#${passage.position}`);

  it("leaves out what has less than half of the question's words", () => {
    expect(chosen([found("a", [prose("x")], { coverage: 0.49 })])).toEqual([]);
    expect(chosen([found("a", [prose("x")], { coverage: 0.5 })])).toEqual(["a#0"]);
  });

  it("prefers other pages to more of the same, and takes two passages of one page at most", () => {
    const same = [0, 1, 2].map((position) => found("a", [prose("x")], { position, score: 10 - position }));
    expect(chosen([...same, found("b", [prose("y")], { score: 7 })])).toEqual(["a#0", "a#1", "b#0"]);
  });

  it("leaves out what cannot be quoted: long code alone, or under a sentence that only announces it", () => {
    const code: BodyBlock = { kind: "code", language: "ts", text: "step();\n".repeat(100) };
    expect(chosen([found("a", [code]), found("b", [prose("For example:"), code])])).toEqual([]);
    expect(chosen([found("a", [code]), found("c", [prose("Here.")], { score: 1 })])).toEqual(["c#0"]);
  });

  it("leaves out what is much worse than the best", () => {
    expect(chosen([found("a", [prose("x")]), found("b", [prose("y")], { score: 4 })])).toEqual(["a#0"]);
  });

  it("takes four at most, and tells pages apart whose addresses differ only after the #", () => {
    const many = ["a", "b", "c", "d", "e"].map((path) => found(path, [prose("x")]));
    expect(chosen(many)).toEqual(["a#0", "b#0", "c#0", "d#0"]);
    expect(chosen([found("#/docs/a", [prose("x")]), found("#/docs/b", [prose("y")])])).toEqual([
      "#/docs/a#0",
      "#/docs/b#0",
    ]);
  });
});

describe("what is searched for", () => {
  const user = (content: string) => ({ role: "user", content }) as const;

  it.each([
    ["And in the browser?", true],
    ["How do I turn it off?", true],
    ["What is Zod?", false],
    ["How do I retry the jobs that failed during the night when it rained heavily?", false],
  ])("for %j, does the question before it belong to it: %s", (last, leans) => {
    const before = "How do I redact logs in pino?";
    const question = searchQuestion([user(before), { role: "assistant", content: "So." }, user(last)]);
    expect(question).toBe(leans ? `${before}\n${last}` : last);
  });

  it("is the first question alone, and nothing when there is none", () => {
    expect(searchQuestion([user("What is it?")])).toBe("What is it?");
    expect(searchQuestion([{ role: "system", content: "Be brief." }])).toBe("");
  });
});
