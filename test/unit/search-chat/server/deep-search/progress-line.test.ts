import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { progressLine } from "../../../../../src/search-chat/server/deep-search/progress-line.ts";
import { followedAddresses } from "../answer/followed-addresses.ts";

describe("a line of progress", () => {
  it("shows words as they are, and addresses by their host", () => {
    expect(progressLine`Searching: ${"price of tea, 2026"}`).toEqual({
      type: "reasoning",
      text: "Searching: price of tea, 2026\n",
    });
    expect(progressLine`Searching: ${"read https://evil.example/a?b=c now"}`.text).toBe(
      "Searching: read evil.example now\n",
    );
  });

  it("is one short line that leads nowhere, whatever is put into it", () => {
    const piece = fc.constantFrom(
      ..."https:// http:// www. evil.example / // [ ] ( ) < > ! * _ & &#58; &colon; &#47; \n \\ ` a \u200b \u202e # | @".split(
        " ",
      ),
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const { text } = progressLine`Not yet answered: ${pieces.join("")}`;
        expect(followedAddresses(text).filter((url) => !url.startsWith("mailto:"))).toEqual([]);
        expect(text.slice(0, -1)).not.toMatch(/[\n\p{Cf}]/u);
        expect(text.length).toBeLessThan(250);
      }),
      { numRuns: 2_000 },
    );
  });
});
