import { describe, expect, it } from "vitest";
import { createRecentIds } from "../../../../src/platforms/discord/recent-ids.ts";

describe("recent ids", () => {
  it("know a repeat, and forget the oldest first", () => {
    const recent = createRecentIds({ max: 2 });
    expect(["a", "b", "a", "c", "b", "a"].map((id) => recent.isRepeat(id))).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });
});
