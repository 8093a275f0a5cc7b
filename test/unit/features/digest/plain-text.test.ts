import { expect, it } from "vitest";
import { plainText } from "../../../../src/features/digest/plain-text.ts";
import { readPublishedAt } from "../../../../src/features/digest/published-at.ts";

it.each([
  ["**Tea** is `hot`", "Tea is hot"],
  ["See [our page](https://evil.example/x) now", "See our page now"],
  ["![pic](https://evil.example/x.png) Tea", "pic Tea"],
  ["Tea was found [1], [2][3].", "Tea was found."],
  ["Tea was found [1].", "Tea was found."],
  ["Tea was found【3†source】.", "Tea was found."],
  ["Look at https://evil.example/path?x=1 today", "Look at evil.example today"],
  ["# Tea\n> quoted\n- item", "Tea quoted item"],
  ["<b>Tea</b> and <script>alert(1)</script>", "Tea and alert(1)"],
  ["Tea\u202Egnp.exe\u200B", "Teagnp.exe"],
  ["a < b and b > a", "a < b and b > a"],
  ["An array[0] stays a list", "An array stays a list"],
])("“%s” reads “%s”", (text, plain) => {
  expect(plainText(text, 200)).toBe(plain);
});

it("is cut behind a sentence where one fits, else behind a word", () => {
  expect(plainText("One sentence stands here. Another one follows it.", 40)).toBe("One sentence stands here.");
  expect(plainText("One long sentence that does not end before the limit", 30)).toBe("One long sentence that does…");
  expect(plainText("x".repeat(50), 10)).toBe(`${"x".repeat(9)}…`);
});

const NOW = Date.UTC(2026, 5, 15, 12);

it.each([
  ["2026-06-14", "2026-06-14"],
  ["2026-06-14T00:00:00Z", "2026-06-14"],
  ["2026-06-14T08:30:00+02:00", "2026-06-14T06:30:00.000Z"],
  ["Sun, 14 Jun 2026 08:30:00 GMT", "2026-06-14T08:30:00.000Z"],
  ["June 14, 2026", "2026-06-14"],
])("the date %s is %s", (text, iso) => {
  expect(readPublishedAt(text, NOW)?.text).toBe(iso);
});

it.each(["", "yesterday", "2 days ago", "14 June", "2026-99-99", "2027-06-14", undefined])(
  "“%s” is no date that something was published at",
  (text) => {
    expect(readPublishedAt(text, NOW)).toBeUndefined();
  },
);

it("a day without a time is as long as it is anywhere on earth", () => {
  const { earliest, latest } = readPublishedAt("2026-06-14", NOW) ?? { earliest: 0, latest: 0 };
  expect(new Date(earliest).toISOString()).toBe("2026-06-13T10:00:00.000Z");
  expect(new Date(latest).toISOString()).toBe("2026-06-15T12:00:00.000Z");
});
