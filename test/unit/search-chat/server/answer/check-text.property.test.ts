import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextCheck } from "../../../../../src/search-chat/server/answer/check-text.ts";
import { createKnownUrls } from "../../../../../src/search-chat/server/answer/known-urls.ts";
import { followedAddresses } from "./followed-addresses.ts";

const known = "https://known.example/a";
const isKnown = createKnownUrls([{ url: known }], []);

function checked(pieces: readonly string[]): string {
  const check = createTextCheck({ sourceCount: 3, isKnown });
  return pieces.map((piece) => check.push(piece)).join("") + check.end();
}

const PARTS = [
  ..."[]()!<>`~\\&|:/.*_-+# \n\t",
  "```",
  "````",
  "~~~",
  "``",
  "\n\n",
  "    ",
  "   ",
  "  ",
  "- ",
  "1. ",
  "2. ",
  "> ",
  "\n- ",
  "\n  ",
  "\n    ",
  "\r",
  "](",
  "![",
  "]:",
  "][",
  "http",
  "https",
  "://",
  "https://",
  "www.",
  "ww",
  "w.",
  "ht",
  "tps",
  "evil.example",
  "/x?q=1",
  "https://evil.example/x",
  "//evil.example/x",
  known,
  "known.example",
  "[1]",
  "[99]",
  "[1](",
  "[^2]",
  "[1, 9]",
  "【3】",
  "【9】",
  "【9†source】",
  "a",
  "word",
  "字",
  "<br>",
  '<img src="//evil.example/x">',
  "<https://evil.example>",
  "<div>",
  "</div>",
  "&#58;",
  "&colon;",
  "&period;",
  "&amp;",
  "&sol;",
  "&#116;",
  "&#119;",
  "\\:",
  "\\.",
  '"t"',
  "| a | b |\n|---|---|\n",
  "![x](https://evil.example/x)",
  "[x]: https://evil.example/x",
  "[x](//evil.example/x)",
  "\n```\n",
  "\n   ```\n",
  "\n     ```\n",
  "js\n",
];

/** The same cases each time; RUNS=40000 looks for new ones. */
const RUNS = process.env["RUNS"] === undefined ? { numRuns: 1_000, seed: 7 } : { numRuns: Number(process.env["RUNS"]) };
const pieces = fc.array(fc.constantFrom(...PARTS), { maxLength: 30 });

describe("whatever a model writes", () => {
  it("leads to no address that was neither retrieved nor written by the caller", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        // The parser of the test stumbles over lone carriage returns.
        const shown = checked(parts.filter((part) => part !== "\r"));
        const followed = followedAddresses(shown).filter((url) => !isKnown(url.replace(/[^\p{L}\p{N}]+$/u, "")));
        expect({ shown, followed }).toEqual({ shown, followed: [] });
      }),
      RUNS,
    );
  });

  it("is shown alike in whatever pieces it comes", () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (parts, lengths) => {
        const text = parts.join("");
        const cut: string[] = [];
        for (let from = 0, turn = 0; from < text.length; turn += 1) {
          const length = lengths[turn % lengths.length] ?? 1;
          cut.push(text.slice(from, from + length));
          from += length;
        }
        expect(checked(cut)).toBe(checked([text]));
      }),
      RUNS,
    );
  });
});
