import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSlots } from "../../../src/core/digest-schedule.ts";
import { UserInputError } from "../../../src/core/errors.ts";
import { parseSchedule } from "../../../src/core/parse-schedule.ts";

const HOUR_MS = 60 * 60 * 1_000;

describe("the words for when a digest is due", () => {
  it.each([
    // Days of the week
    ["weekdays 9:00", "0 9 * * 1-5"],
    ["Weekdays at 9", "0 9 * * 1-5"],
    ["every weekday 09:05", "5 9 * * 1-5"],
    ["9:00 on weekdays", "0 9 * * 1-5"],
    ["working days 9:00", "0 9 * * 1-5"],
    ["every business day at 7:30", "30 7 * * 1-5"],
    ["Mon-Fri 8am", "0 8 * * 1-5"],
    ["Monday to Thursday 8:00", "0 8 * * 1,2,3,4"],
    ["fri – mon 8:00", "0 8 * * 0,1,5,6"],
    ["Friday through Monday 8:00", "0 8 * * 0,1,5,6"],
    ["weekends 10am", "0 10 * * 0,6"],
    ["weekdays and Saturday 6:00", "0 6 * * 1,2,3,4,5,6"],
    ["weekdays and weekends 6:00", "0 6 * * *"],
    ["every Monday 8:30", "30 8 * * 1"],
    ["Mondays at 8:30", "30 8 * * 1"],
    ["weekly on Tuesday at 8", "0 8 * * 2"],
    ["Mon, Wed and Fri at 17:00", "0 17 * * 1,3,5"],
    ["mon/wed/fri 17:00", "0 17 * * 1,3,5"],
    ["Tues & Thurs 12:15", "15 12 * * 2,4"],
    ["sunday noon", "0 12 * * 0"],
    // Every day
    ["daily 7:15", "15 7 * * *"],
    ["every day at 9", "0 9 * * *"],
    ["Everyday at 9 o'clock", "0 9 * * *"],
    ["9:00", "0 9 * * *"],
    ["at 0900", "0 9 * * *"],
    ["daily at 9.30", "30 9 * * *"],
    ["daily at 9h30", "30 9 * * *"],
    ["daily at 9 and 17", "0 9,17 * * *"],
    ["daily at 17:15, 9:15 and 12:15", "15 9,12,17 * * *"],
    ["at 9am and at 5pm every day", "0 9,17 * * *"],
    // 12-hour clock
    ["daily 12am", "0 0 * * *"],
    ["daily 12 pm", "0 12 * * *"],
    ["daily 12:30 a.m.", "30 0 * * *"],
    ["daily 5:45 P.M.", "45 17 * * *"],
    ["daily 11PM", "0 23 * * *"],
    ["daily midnight", "0 0 * * *"],
    // Within the day
    ["hourly", "0 * * * *"],
    ["every hour", "0 * * * *"],
    ["hourly at :15", "15 * * * *"],
    ["every hour on weekdays", "0 * * * 1-5"],
    ["every 2 hours", "0 */2 * * *"],
    ["every other hour", "0 */2 * * *"],
    ["every two hours at :30", "30 */2 * * *"],
    ["Every 12 hours", "0 */12 * * *"],
    // Months
    ["first of the month 9:00", "0 9 1 * *"],
    ["on the 1st of the month at 9", "0 9 1 * *"],
    ["monthly on the 1st at 9", "0 9 1 * *"],
    ["monthly on day 15 at 9", "0 9 15 * *"],
    ["monthly at 9", "0 9 1 * *"],
    ["the 1st and 15th at 9:00", "0 9 1,15 * *"],
    ["every month on the 28th 6pm", "0 18 28 * *"],
    ["last day of the month 17:00", "0 17 L * *"],
    ["first Monday of the month at 9", "0 9 * * 1#1"],
    ["2nd tuesday of every month 9:00", "0 9 * * 2#2"],
    ["last Friday of the month 16:00", "0 16 * * 5#L"],
    // Cron
    ["0 9 * * 1-5", "0 9 * * 1-5"],
    ["30 9-17 * * mon-fri", "30 9-17 * * MON-FRI"],
    ["0 */6 * * *", "0 */6 * * *"],
    ["0 9 L * *", "0 9 L * *"],
    ["0 9 29 2 *", "0 9 29 2 *"],
    ["0 9 ? jan 1#1", "0 9 ? JAN 1#1"],
  ])("%s → %s", (typed, cron) => {
    expect(parseSchedule(typed)).toEqual({ cron, when: typed.replace(/\.$/u, "") });
    expect(nextSlots({ cron, timeZone: "UTC" }, 0, 1)).toHaveLength(1);
  });

  it("are kept as typed, without what does not belong to them", () => {
    expect(parseSchedule("  `Weekdays \t 9:00`. ").when).toBe("Weekdays 9:00");
    expect(parseSchedule("“every Monday 8:30”").when).toBe("every Monday 8:30");
    expect(parseSchedule(" 0  9 * * MON ")).toEqual({ cron: "0 9 * * MON", when: "0 9 * * MON" });
  });

  it.each([
    ["", "Say at what time"],
    ["whenever you like", "not a time that I understand"],
    ["every other day at 9", "not a time that I understand"],
    ["every second Tuesday at 9", "not a time that I understand"],
    ["daily except Sunday 9:00", "not a time that I understand"],
    ["weekdays 9-17", "not a time that I understand"],
    ["9 on the 15 at 17", "not a time that I understand"],
    ["9:00 monthly 15", "not a time that I understand"],
    ["monday to 9:00", "not a time that I understand"],
    ["__proto__ 9:00", "not a time that I understand"],
    ["the constructor Monday of the month at 9:00", "not a time that I understand"],
    ["fifth Monday of the month 9:00", "not a time that I understand"],
    ["monthly on the 0th at 9", "not a time that I understand"],
    ["0 9 * *", "not a time that I understand"],
    ["0 0 9 * * *", "not a time that I understand"],
    ["61 9 * * *", "not a time that I understand"],
    ["0 9 * * 8", "not a time that I understand"],
    ["every 2 hours at 9:30", "not a time that I understand"],
    ["weekdays", "Say at what time"],
    ["every Monday", "Say at what time"],
    ["weekly 9:00", "Say on which day"],
    ["daily 24:00", "No day has the time “24:00”"],
    ["daily 9:60", "No day has the time “9:60”"],
    ["daily 13pm", "No day has the time “13pm”"],
    ["daily 0am", "No day has the time “0am”"],
    ["daily at 9:00 and 17:30", "need the same minute"],
    ["on the 31st of the month 9:00", "Not every month has that day"],
    ["every 5 hours", "no whole number of times 5 hours"],
    ["every 24 hours", "no whole number of times 24 hours"],
    ["every 30 minutes", "once an hour at most"],
    ["every minute", "once an hour at most"],
    ["every half hour", "once an hour at most"],
    ["* * * * *", "once an hour at most"],
    ["*/15 9 * * *", "once an hour at most"],
    ["0,30 9 * * *", "once an hour at most"],
    ["0-5 9 * * 1", "once an hour at most"],
    ["0 9 30 2 *", "never comes"],
    ["weekdays 9:00 UTC", "Give the time zone as an option"],
    ["daily 9am Europe/Berlin", "Give the time zone as an option"],
  ])("are refused with a sentence: %s", (typed, sentence) => {
    expect(() => parseSchedule(typed)).toThrow(UserInputError);
    expect(() => parseSchedule(typed)).toThrow(sentence);
  });

  it("are read in any order, and mean these days at this time", () => {
    const day = fc.integer({ min: 0, max: 6 });
    const names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1 }), time, fc.boolean(), (days, { hour, minute }, isTimeFirst) => {
        const clock = `${hour}:${`${minute}`.padStart(2, "0")}`;
        const list = days.map((each) => names[each]).join(" and ");
        const { cron } = parseSchedule(isTimeFirst ? `at ${clock} every ${list}` : `${list}, ${clock}`);
        const slots = nextSlots({ cron, timeZone: "UTC" }, Date.UTC(2025, 0, 1), 14).map((slot) => new Date(slot));
        expect(new Set(slots.map((slot) => slot.getUTCDay()))).toEqual(new Set(days));
        expect(slots.every((slot) => slot.getUTCHours() === hour && slot.getUTCMinutes() === minute)).toBe(true);
      }),
    );
  });

  it("are refused as a person's input or come at most once an hour, whatever they are", () => {
    const word = fc.constantFrom(
      ...["every", "daily", "monday", "fri-sun", "weekdays", "month", "1st", "last", "hourly", "hours", "2", "9:00"],
      ...["at", "and", ",", "9", "17:30", "5pm", "noon", "*", "*/5", "0", "0-5", ":15", "#", "L", "to", "first"],
    );
    const words = fc.array(word, { maxLength: 7 }).map((all) => all.join(" "));
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: words }, { weight: 1, arbitrary: fc.string() }), (typed) => {
        try {
          const { cron } = parseSchedule(typed);
          const slots = nextSlots({ cron, timeZone: "UTC" }, Date.UTC(2025, 0, 1), 5);
          expect(slots.length).toBeGreaterThan(0);
          for (const [index, slot] of slots.slice(1).entries()) {
            expect(slot - (slots[index] ?? slot)).toBeGreaterThanOrEqual(HOUR_MS);
          }
          accepted += 1;
        } catch (error) {
          if (!(error instanceof UserInputError)) throw error;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
