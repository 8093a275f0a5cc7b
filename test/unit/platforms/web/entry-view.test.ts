import { describe, expect, it } from "vitest";
import type { TranscriptEntry } from "../../../../src/core/transcript.ts";
import { createEntryViews } from "../../../../src/platforms/web/entry-view.ts";

const answer: TranscriptEntry = {
  id: "web-1-0",
  author: "footnote",
  inReplyTo: "web-1",
  markdown: "**42**",
  state: "final",
  at: 5,
};

describe("createEntryViews", () => {
  it("renders answers and leaves what the asker typed as text", () => {
    const toEntryView = createEntryViews();
    expect(toEntryView(answer)).toEqual({
      kind: "answer",
      id: "web-1-0",
      inReplyTo: "web-1",
      controls: [],
      buttons: [],
      language: "en",
      state: "final",
      at: 5,
      html: "<p><strong>42</strong></p>",
      sources: [],
    });
    expect(toEntryView({ id: "q", author: "asker", markdown: "**why** <b>", state: "final", at: 4 })).toEqual({
      kind: "question",
      id: "q",
      text: "**why** <b>",
      at: 4,
    });
  });

  it("sums a whole answer up, in its language", () => {
    const markdown = "A [1].\n\n**Quellen**\n\n1. [Zod](https://zod.dev/) — zod.dev";
    expect(createEntryViews()({ ...answer, markdown, language: "de" })).toMatchObject({
      language: "de",
      sources: [{ host: "zod.dev" }],
      summary: { plain: expect.stringContaining("1"), took: expect.stringContaining("{seconds}") },
    });
    expect(createEntryViews()({ ...answer, markdown, state: "writing" })).toMatchObject({ summary: undefined });
  });

  it("shows the buttons of a reply, and that a question is not answered", () => {
    const buttons = [{ label: "Undo", command: "settings undo channel-1" }];
    expect(createEntryViews()({ ...answer, buttons })).toMatchObject({ buttons });
    expect(
      createEntryViews()({ id: "q", author: "asker", markdown: "why", state: "final", at: 4, isIgnored: true }),
    ).toMatchObject({ isIgnored: true });
  });

  it("tells the page to forget what was taken back, but not what has yet to be written", () => {
    const toEntryView = createEntryViews();
    expect(toEntryView({ ...answer, markdown: "" })).toEqual({ kind: "removed", id: "web-1-0" });
    expect(toEntryView({ ...answer, markdown: "", state: "searching" })).toMatchObject({ kind: "answer", html: "" });
  });

  it("follows every change of an entry, with however few answers kept", () => {
    const toEntryView = createEntryViews({ maxKept: 1 });
    const html = (markdown: string, state: TranscriptEntry["state"]) => {
      const view = toEntryView({ ...answer, markdown, state });
      return view.kind === "answer" ? view.html : "";
    };
    expect(html("see [1]", "writing")).toContain("<sup");
    expect(html("see [1]", "final")).toBe("<p>see [1]</p>");
    expect(html("other", "final")).toBe("<p>other</p>");
    expect(html("see [1]", "final")).toBe("<p>see [1]</p>");
    expect(html("see [1]", "writing")).toContain("<sup");
  });

  it("renders an edit once, however many pages watch", () => {
    const toEntryView = createEntryViews();
    const sources = (entry: TranscriptEntry) => {
      const view = toEntryView(entry);
      return view.kind === "answer" ? view.sources : undefined;
    };
    const markdown = "See [1]\n\n**Sources**\n\n1. [Zod](https://zod.dev/) — zod.dev";
    for (const state of ["writing", "final"] as const) {
      // Each page gets an entry of its own from the store: only what was rendered can be the same.
      expect(sources({ ...answer, state, markdown })).toBe(sources({ ...answer, state, markdown }));
    }
    expect(sources({ ...answer, markdown: `More. ${markdown}` })).not.toBe(sources({ ...answer, markdown }));
  });

  it("shows an answer that can be tried again as one that is not whole", () => {
    const toEntryView = createEntryViews();
    const failed = { ...answer, answerId: "web-1", markdown: "⚠️ Sorry.", controls: ["retry"] } as const;
    expect(toEntryView(failed)).toMatchObject({
      answerId: "web-1",
      controls: ["retry"],
      html: "",
      note: { kind: "failed" },
    });
    expect(toEntryView({ ...failed, controls: ["regenerate"] })).toMatchObject({
      html: "<p>⚠️ Sorry.</p>",
      note: undefined,
    });
    expect(toEntryView({ ...failed, state: "writing" })).toMatchObject({ note: undefined });
  });
});
