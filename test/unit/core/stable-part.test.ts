import { describe, expect, it } from "vitest";
import { checkCitations, stablePart } from "../../../src/core/check-citations.ts";

const sites = { include: ["bullmq.io"], exclude: [] };

describe("the stable part of a growing text", () => {
  it.each([
    ["See [the guide](https://bullmq.io", "See "],
    ["See [the gui", "See "],
    ["See [the guide]", "See "],
    ["See ![a pic", "See "],
    ["See https://bullmq.io", "See "],
    ["See x=https://bullmq.io", "See x="],
    ["See h", "See "],
    ["See http", "See "],
    ["See HTTPS:/", "See "],
    ["See www.bullmq", "See "],
    ["See <https://bullmq.io", "See "],
    ["Fast [1", "Fast "],
    ["Fast [1]", "Fast "],
  ])("of %j leaves out what is not finished", (text, stable) => {
    expect(stablePart(text)).toBe(stable);
  });

  it.each([
    "Done.",
    "a < b and more",
    "See [the guide](https://bullmq.io) for",
    "https://bullmq.io is",
    "with [1] more",
  ])("of %j is all of it", (text) => {
    expect(stablePart(text)).toBe(text);
  });

  it("never shows a piece of an address, at whatever point the text is cut", () => {
    const text =
      "See [the guide](https://bullmq.io/guide), https://bullmq.io.evil.com/path and <https://evil.com>. Www.evil.com too [1]. ";
    for (let length = 0; length <= text.length; length += 1) {
      const { markdown } = checkCitations(stablePart(text.slice(0, length)), undefined, sites);
      const addresses = [...markdown.matchAll(/https?:[^\s)>]*|www\.\S*/giu)].map(([address]) => address);
      expect(addresses.filter((address) => address !== "https://bullmq.io/guide")).toEqual([]);
    }
  });
});
