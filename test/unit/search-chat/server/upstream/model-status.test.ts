import { describe, expect, it } from "vitest";
import { createFirstByteTimes } from "../../../../../src/search-chat/server/upstream/model-status.ts";

describe("the times to the first byte", () => {
  it("are unknown until a model was asked", () => {
    expect(createFirstByteTimes().medianMs("tiny")).toBeUndefined();
  });

  it("give the middle of an odd number and between the two middles of an even one", () => {
    const times = createFirstByteTimes();
    times.note("tiny", 400);
    times.note("tiny", 100);
    expect(times.medianMs("tiny")).toBe(250);
    times.note("tiny", 9_000);
    expect(times.medianMs("tiny")).toBe(400);
  });

  it("are those of the last answers only", () => {
    const times = createFirstByteTimes();
    for (let answer = 0; answer < 100; answer += 1) times.note("tiny", 5_000);
    for (let answer = 0; answer < 21; answer += 1) times.note("tiny", 10);
    expect(times.medianMs("tiny")).toBe(10);
  });

  it("are forgotten for the model that was asked longest ago, when there are too many", () => {
    const times = createFirstByteTimes();
    times.note("first", 1);
    times.note("second", 2);
    times.note("first", 1);
    for (let model = 0; model < 999; model += 1) times.note(`model-${model}`, 3);
    expect(times.medianMs("second")).toBeUndefined();
    expect(times.medianMs("first")).toBe(1);
  });
});
