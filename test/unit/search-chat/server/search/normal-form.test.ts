import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutQuery } from "../../../../../src/search-chat/server/search/cut-query.ts";
import { toPageText, toPlainLine } from "../../../../../src/search-chat/server/search/plain-text.ts";
import { toBeijingTime, toPublishedAt } from "../../../../../src/search-chat/server/search/published-at.ts";

describe("a snippet as plain text", () => {
  it.each([
    ["A <b>footnote</b> &amp; its <em>mark</em>", "A footnote & its mark"],
    ["It&#39;s a note<br/>below", "It's a note below"],
    ["Use `Array<string>` and Map<K, V>", "Use `Array<string>` and Map<K, V>"],
    ["if a < b && b > c", "if a < b && b > c"],
    ["a <strong>Set<string></strong>", "a Set<string>"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["one\n\n two\tthree", "one two three"],
    ["bell\u0007 and null\u0000", "bell and null"],
    ["", ""],
  ])("%j reads %j", (html, text) => {
    expect(toPlainLine(html)).toBe(text);
  });

  it("reads nothing as empty", () => {
    expect([toPlainLine(null), toPlainLine(undefined)]).toEqual(["", ""]);
  });

  it.each(["<b>", "&amp;", "<", "<b <b", "a<string>", "<li><p>"])(
    "reads a megabyte of %j no further than a snippet goes",
    (part) => {
      const snippet = part.repeat(Math.ceil(4_000 / part.length)).slice(0, 4_000);
      expect(toPlainLine(part.repeat(300_000))).toBe(toPlainLine(snippet));
    },
  );

  it("is one line without control characters, whatever the service sends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(toPlainLine(text)).toMatch(/^[^\p{Cc}]*$/u);
      }),
    );
  });
});

describe("a page's text", () => {
  it("keeps its lines, and is none where it is blank", () => {
    expect([toPageText(" # A\n\nb\u0000 "), toPageText(" \n"), toPageText(null)]).toEqual([
      "# A\n\nb",
      undefined,
      undefined,
    ]);
  });
});

describe("a date", () => {
  it.each([
    ["2024-03-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
    ["2024-03-01", "2024-03-01"],
    ["2025-02-23T08:18:30+08:00", "2025-02-23T08:18:30+08:00"],
    ["Tue, 12 May 2026 10:00:00 GMT", "2026-05-12T10:00:00.000Z"],
    ["2024-13-01", undefined],
    ["3 days ago", undefined],
    ["2024", undefined],
    ["", undefined],
    [null, undefined],
  ])("%j is %j", (text, date) => {
    expect(toPublishedAt(text)).toBe(date);
  });

  it.each([
    ["2025-02-23T08:18:30Z", "2025-02-23T08:18:30+08:00"],
    ["2025-02-23T08:18:30", "2025-02-23T08:18:30+08:00"],
    ["2025-02-23T08:18:30+08:00", "2025-02-23T08:18:30+08:00"],
    ["2025-02-23", "2025-02-23"],
    ["soon", undefined],
  ])("of Bocha, %j means %j", (text, date) => {
    expect(toBeijingTime(text)).toBe(date);
  });
});

describe("a query that is too long", () => {
  it("keeps whole words, and all of it where it fits", () => {
    expect([cutQuery("what is  a\nfootnote", 100), cutQuery("what is a footnote", 12)]).toEqual([
      "what is a footnote",
      "what is a",
    ]);
  });

  it("fits and stays a beginning of what was asked, whatever that is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 20, max: 60 }), (query, max) => {
        const cut = cutQuery(query, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(query.replace(/\s+/gu, " ").trim().startsWith(cut)).toBe(true);
      }),
    );
  });
});
