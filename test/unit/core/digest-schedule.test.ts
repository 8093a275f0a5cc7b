import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownZone, nextSlots, slotsBetween } from "../../../src/core/digest-schedule.ts";
import { UserInputError } from "../../../src/core/errors.ts";

const MINUTE_MS = 60 * 1_000;
const HOUR_MS = 60 * MINUTE_MS;

/** As the clocks on the wall show it: `2025-03-30 09:00`. */
function onTheWall(slot: number, timeZone: string): string {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return shown.format(slot);
}

/** What is due between two moments, on the wall. */
function due(cron: string, timeZone: string, [after, until]: readonly [string, string]): readonly string[] {
  const range = { after: Date.parse(after), until: Date.parse(until) };
  return slotsBetween({ cron, timeZone }, range).map((slot) => onTheWall(slot, timeZone));
}

/** The days on which the clocks change, northern and southern hemisphere, and the local hour in which they do. */
const CHANGES = [
  { timeZone: "Europe/Berlin", day: "2025-03-30", at: "2025-03-30T01:00Z" },
  { timeZone: "Europe/Berlin", day: "2025-10-26", at: "2025-10-26T01:00Z" },
  { timeZone: "America/New_York", day: "2025-03-09", at: "2025-03-09T07:00Z" },
  { timeZone: "America/New_York", day: "2025-11-02", at: "2025-11-02T06:00Z" },
  { timeZone: "Australia/Sydney", day: "2025-10-05", at: "2025-10-04T16:00Z" },
  { timeZone: "Australia/Sydney", day: "2025-04-06", at: "2025-04-05T16:00Z" },
] as const;

describe("a digest at 9:00", () => {
  it.each(CHANGES)("is due once on $day in $timeZone, at 9:00 on the wall", ({ timeZone, day, at }) => {
    const range = { after: Date.parse(at) - 60 * HOUR_MS, until: Date.parse(at) + 60 * HOUR_MS };
    const shown = slotsBetween({ cron: "0 9 * * *", timeZone }, range).map((slot) => onTheWall(slot, timeZone));
    expect(shown.filter((each) => each.startsWith(day))).toEqual([`${day} 09:00`]);
    // The days around it have theirs, too.
    expect(shown.length).toBeGreaterThanOrEqual(4);
    expect(shown.every((each) => each.endsWith(" 09:00"))).toBe(true);
    expect(new Set(shown).size).toBe(shown.length);
  });

  it("is due 23 and 25 hours after the one before it, on the change days", () => {
    const hours = (from: string) => {
      const [first = 0, second = 0] = nextSlots({ cron: "0 9 * * *", timeZone: "Europe/Berlin" }, Date.parse(from), 2);
      return (second - first) / HOUR_MS;
    };
    expect(hours("2025-03-29T00:00Z")).toBe(23);
    expect(hours("2025-10-25T00:00Z")).toBe(25);
    expect(hours("2025-07-01T00:00Z")).toBe(24);
  });
});

describe("a digest in the night of the change", () => {
  it.each([
    ["Europe/Berlin", ["2025-03-29T12:00Z", "2025-03-31T12:00Z"], ["2025-03-30 03:00", "2025-03-31 02:30"]],
    ["America/New_York", ["2025-03-08T12:00Z", "2025-03-10T12:00Z"], ["2025-03-09 03:00", "2025-03-10 02:30"]],
    ["Australia/Sydney", ["2025-10-04T12:00Z", "2025-10-06T12:00Z"], ["2025-10-05 03:00", "2025-10-06 02:30"]],
  ] as const)("is due when the gap is over, where 2:30 is left out: %s", (timeZone, range, shown) => {
    expect(due("30 2 * * *", timeZone, range)).toEqual(shown);
  });

  it.each([
    ["Europe/Berlin", "30 2 * * *", "2025-10-26T01:00Z", "2025-10-26T00:30:00.000Z"],
    ["America/New_York", "30 1 * * *", "2025-11-02T06:00Z", "2025-11-02T05:30:00.000Z"],
    ["Australia/Sydney", "30 2 * * *", "2025-04-05T16:00Z", "2025-04-05T15:30:00.000Z"],
  ] as const)("is due the first time only, where its time comes twice: %s", (timeZone, cron, at, first) => {
    const range = { after: Date.parse(at) - 12 * HOUR_MS, until: Date.parse(at) + 12 * HOUR_MS };
    expect(slotsBetween({ cron, timeZone }, range).map((slot) => new Date(slot).toISOString())).toEqual([first]);
    // Also for who begins to look between the two.
    expect(slotsBetween({ cron, timeZone }, { ...range, after: Date.parse(first) })).toEqual([]);
    expect(slotsBetween({ cron, timeZone }, { ...range, after: Date.parse(at) + MINUTE_MS })).toEqual([]);
  });

  it("is due every hour, when it is hourly", () => {
    for (const { timeZone, at } of CHANGES) {
      const after = Date.parse(at) - 6 * HOUR_MS;
      const slots = slotsBetween({ cron: "0 * * * *", timeZone }, { after, until: after + 12 * HOUR_MS });
      expect(slots).toEqual(Array.from({ length: 12 }, (_, index) => after + (index + 1) * HOUR_MS));
    }
  });
});

describe("the slots between two moments", () => {
  it("begin after the first and end with the last", () => {
    const nine = Date.parse("2025-07-01T09:00Z");
    const daily = { cron: "0 9 * * *", timeZone: "UTC" };
    expect(slotsBetween(daily, { after: nine - 1, until: nine })).toEqual([nine]);
    expect(slotsBetween(daily, { after: nine, until: nine + 24 * HOUR_MS - 1 })).toEqual([]);
    expect(slotsBetween(daily, { after: nine + 1, until: nine - 1 })).toEqual([]);
  });

  const zones = [...new Set(CHANGES.map(({ timeZone }) => timeZone)), "Australia/Lord_Howe", "Asia/Kolkata", "UTC"];
  const hour = fc.oneof(
    fc.constantFrom("*", "*/2", "1-3", "2,3", "0,12"),
    fc.integer({ min: 0, max: 23 }).map((each) => `${each}`),
  );
  const scenario = fc.record({
    times: fc.record({
      cron: fc
        .tuple(fc.integer({ min: 0, max: 59 }), hour, fc.constantFrom("*", "1", "L"), fc.constantFrom("*", "1-5", "0"))
        .map(([minute, hours, day, weekday]) => `${minute} ${hours} ${day} * ${weekday}`),
      timeZone: fc.constantFrom(...zones),
    }),
    at: fc.constantFrom(...CHANGES.map((change) => Date.parse(change.at))),
    offsetMs: fc.integer({ min: -5 * HOUR_MS, max: 5 * HOUR_MS }),
    pauses: fc.array(fc.integer({ min: 0, max: 6 * HOUR_MS }), { minLength: 1, maxLength: 6 }),
  });

  it("are the same, in however many looks, and none comes twice", () => {
    fc.assert(
      fc.property(scenario, ({ times, at, offsetMs, pauses }) => {
        const after = at + offsetMs;
        let until = after;
        const inSteps = pauses.flatMap((pause) => {
          const from = until;
          until += pause;
          return slotsBetween(times, { after: from, until });
        });
        expect(inSteps).toEqual(slotsBetween(times, { after, until }));
        expect(new Set(inSteps).size).toBe(inSteps.length);
        expect(inSteps.toSorted((a, b) => a - b)).toEqual(inSteps);
      }),
      { numRuns: 500 },
    );
  });

  it("are those that come next", () => {
    fc.assert(
      fc.property(scenario, ({ times, at, offsetMs }) => {
        const next = nextSlots(times, at + offsetMs, 4);
        expect(slotsBetween(times, { after: at + offsetMs, until: next.at(-1) ?? at })).toEqual(next);
        let after = at + offsetMs;
        for (const slot of next) {
          expect(nextSlots(times, after, 1)).toEqual([slot]);
          after = slot;
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("times that cannot be", () => {
  it.each(["", "0 9 * *", "0 0 9 * * *", "60 9 * * *", "a b c d e", "@daily"])("%s is no cron expression", (cron) => {
    expect(() => nextSlots({ cron, timeZone: "UTC" }, 0, 1)).toThrow(UserInputError);
  });

  it.each(["", "Mars/Olympus", "Berlin", "+99:00"])("%s is no time zone", (timeZone) => {
    expect(() => nextSlots({ cron: "0 9 * * *", timeZone }, 0, 1)).toThrow(UserInputError);
  });

  it("may come never, which is no error", () => {
    expect(nextSlots({ cron: "0 9 30 2 *", timeZone: "UTC" }, 0, 3)).toEqual([]);
  });

  it("are told from zones in another spelling", () => {
    expect(knownZone("europe/berlin")).toBe("Europe/Berlin");
  });
});
