import { describe, expect, it } from "vitest";
import { toAnswerView } from "../../../../src/platforms/web/answer-view.ts";

const final = { isGrowing: false, isBroken: false };
const SOURCES = `**Sources**

1. [Retrying failing jobs](https://docs.bullmq.io/guide/retrying-failing-jobs?a=1&b=2) — docs.bullmq.io
2. [Zod \\[4\\]](https://www.zod.dev/) — zod.dev`;

describe("toAnswerView", () => {
  it("takes the sources off the end", () => {
    const { html, sources } = toAnswerView(`Use attempts. [1]\n\n${SOURCES}`, final);
    expect(sources).toEqual([
      {
        number: 1,
        url: "https://docs.bullmq.io/guide/retrying-failing-jobs?a=1&b=2",
        title: "Retrying failing jobs",
        host: "docs.bullmq.io",
      },
      { number: 2, url: "https://www.zod.dev/", title: "Zod [4]", host: "zod.dev" },
    ]);
    expect(html).not.toContain("Sources");
    expect(html).not.toContain("zod.dev");
  });

  it("links each mark to its source and says which one it is", () => {
    const { html } = toAnswerView(`Use attempts [1] and zod[2].\n\n${SOURCES}`, final);
    expect(html).toContain(
      'attempts<sup class="mark"><a href="https://docs.bullmq.io/guide/retrying-failing-jobs?a=1&amp;b=2"',
    );
    expect(html).toContain('aria-label="Source 2: Zod [4], zod.dev"');
  });

  it("leaves marks in code, in links and without a source alone", () => {
    const { html } = toAnswerView(
      `\`list[1]\` and [list[1]](https://zod.dev/x) and [7]\n\n\`\`\`\na[1]\n\`\`\`\n\n${SOURCES}`,
      final,
    );
    expect(html).not.toContain("<sup");
    expect(html).toContain("<code>list[1]</code>");
    expect(html).toContain("and [7]");
  });

  it("raises marks while the answer grows, before its sources are known", () => {
    expect(toAnswerView("Use attempts. [1]", { isGrowing: true, isBroken: false }).html).toBe(
      '<p>Use attempts.<sup class="mark">1</sup></p>',
    );
    expect(toAnswerView("Use attempts. [1]", final).html).toBe("<p>Use attempts. [1]</p>");
  });

  it("shows what follows the sources as part of the text", () => {
    const { html, sources } = toAnswerView(`Text.\n\n${SOURCES}\n\nOne source was left out.`, final);
    expect(sources).toHaveLength(2);
    expect(html).toContain("One source was left out.");
  });

  it.each([
    ["nothing below its heading", "Text.\n\n**Sources**"],
    ["lines that are no links", "Text.\n\n**Sources**\n\n1. zod, the book"],
    ["a link that may not be followed", "Text.\n\n**Sources**\n\n1. [x](javascript:alert(1)) — x"],
    ["a list of links without their hosts", "Text.\n\n**Sources**\n\n1. [x](https://zod.dev/) and more"],
    ["a word in the text", "The **Sources** are listed.\n\n1. [x](https://zod.dev)"],
  ])("renders a list of sources with %s as the Markdown it is", (_, markdown) => {
    const { html, sources } = toAnswerView(markdown, final);
    expect(sources).toEqual([]);
    expect(html).toContain("<strong>Sources</strong>");
  });

  it("does not let a title out of its attribute", () => {
    const { html } = toAnswerView(
      'A [1]\n\n**Sources**\n\n1. [x" onclick="alert(1) <b>](https://zod.dev/) — zod.dev',
      final,
    );
    expect(html).toContain('title="x&quot; onclick=&quot;alert(1) &lt;b&gt; — zod.dev"');
  });

  it("tells an answer that failed from one that was stopped, and both from their text", () => {
    const broken = { isGrowing: false, isBroken: true };
    expect(toAnswerView("Use `a [1]\n\nand b.\n\n⚠️ The search **broke** off.", broken)).toMatchObject({
      html: "<p>Use `a [1]</p>\n<p>and b.</p>",
      note: { kind: "failed", html: "<p>The search <strong>broke</strong> off.</p>" },
    });
    expect(toAnswerView("Use\n\n_Stopped._", broken)).toMatchObject({
      html: "<p>Use</p>",
      note: { kind: "stopped", html: "<p>Stopped.</p>" },
    });
    expect(toAnswerView("⚠️ Sorry.", broken)).toMatchObject({ html: "", note: { html: "<p>Sorry.</p>" } });
  });

  it("finds the note above the sources, and leaves what follows them in the text", () => {
    const markdown = `Use attempts. [1]\n\n_Stopped._\n\n${SOURCES}\n\n_One source outside the allowed sites was left out._`;
    const { html, sources, note } = toAnswerView(markdown, { isGrowing: false, isBroken: true });
    expect(note).toEqual({ kind: "stopped", html: "<p>Stopped.</p>" });
    expect(sources).toHaveLength(2);
    expect(html).toContain("One source outside");
    expect(html).not.toContain("Stopped");
  });

  it("takes no note off an answer that is whole, whatever its last words look like", () => {
    const { html, note } = toAnswerView("Use attempts.\n\n⚠️ Mind the backoff.", final);
    expect(note).toBeUndefined();
    expect(html).toContain("⚠️ Mind the backoff.");
  });

  it("lets nothing through in a note that could run", () => {
    const { note } = toAnswerView("⚠️ <img src=x onerror=alert(1)> [x](javascript:alert(1))", {
      isGrowing: false,
      isBroken: true,
    });
    expect(note?.html).toBe("<p>&lt;img src=x onerror=alert(1)&gt; x</p>");
  });
});
