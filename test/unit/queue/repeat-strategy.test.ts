import { describe, expect, it } from "vitest";
import { UserInputError } from "../../../src/core/errors.ts";
import { nextOfSchedule, nextOrLater } from "../../../src/queue/repeat-strategy.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

const HOUR_MS = 60 * 60 * 1_000;

describe("the next time of a schedule", () => {
  it("is the cron expression's next in its zone, after the time given", async () => {
    const nine = Date.parse("2025-03-30T09:00:00+02:00");
    const daily = { pattern: "0 9 * * *", tz: "Europe/Berlin" };
    expect(await nextOfSchedule(nine - 1, daily)).toBe(nine);
    expect(await nextOfSchedule(nine, daily)).toBe(nine + 24 * HOUR_MS);
  });

  it("is in UTC without a zone", async () => {
    const nine = Date.parse("2025-03-30T09:00:00Z");
    expect(await nextOfSchedule(nine - 1, { pattern: "0 9 * * *" })).toBe(nine);
  });

  it("is none when there is none", async () => {
    expect(await nextOfSchedule(0, { pattern: "0 9 30 2 *", tz: "UTC" })).toBeUndefined();
  });

  it("is refused by the queue and looked for again by a worker when it cannot be told", async () => {
    const log = createMemoryLog();
    const unknown = { pattern: "0 9 * * *", tz: "Mars/Olympus" };
    expect(() => nextOfSchedule(0, unknown)).toThrow(UserInputError);
    expect(await nextOrLater(log)(5, unknown)).toBe(5 + HOUR_MS);
    expect(log.lines.map(({ level }) => level)).toEqual(["error"]);
    expect(await nextOrLater(log)(0, { ...unknown, tz: "UTC" })).toBe(9 * HOUR_MS);
  });
});
