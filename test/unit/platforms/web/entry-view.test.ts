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
});
