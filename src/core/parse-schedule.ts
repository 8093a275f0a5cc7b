import { nextSlots, notASchedule } from "./digest-schedule.ts";
import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";
import { parseDays } from "./parse-days.ts";
import { takeTimes } from "./take-times.ts";

/** When a digest is due: as a cron expression of five fields, and as somebody has typed it. */
export interface Schedule {
  readonly cron: string;
  readonly when: string;
}

const CRON =
  /^[\d*,/-]+(?: (?:[\d*?,/#-]|l|w|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)+){4}$/u;
/** Any moment will do: whether an expression is ever due does not depend on it. */
const LONG_AGO = 0;
const INTERVAL = /\b(?:hourly|(?:every|each) (?:(\S+) )?(hour|minute|min)s?)\b/u;
const AT_MINUTE = /(?:\bat |@ ?)?(?<!\d):([0-5]\d)\b/u;
/** Longer is nothing that anybody means. */
const MOST_CHARACTERS = 200;
const COUNTED = [
  "half",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const ZONE = /\b(?:utc|gmt|cet|cest|bst|[ecmp][sd]t|[a-z]+\/[a-z_]+)\b/u;

/**
 * Reads when a digest is due: friendly words such as `weekdays 9:00`, `every Monday 8:30` or `every 2 hours`, or cron.
 * Throws UserInputError with a sentence for what is neither, for more than once an hour and for what never comes.
 */
export function parseSchedule(typed: string): Schedule {
  const when = typed
    .replace(/\s+/gu, " ")
    .replace(/^[ `"'“”]+|[ `"'“”.]+$/gu, "")
    .slice(0, MOST_CHARACTERS);
  const words = when.toLowerCase().replace(/[–—]/gu, "-");
  if (CRON.test(words)) return { cron: checkCron(words.toUpperCase()), when };
  const cron = parseInterval(words) ?? parseDaysAndTimes(words);
  if (cron !== undefined) return { cron, when };
  if (ZONE.test(words)) {
    throw new UserInputError(say("schedule.zoneInTime"));
  }
  throw notASchedule(when);
}

function checkCron(cron: string): string {
  if (nextSlots({ cron, timeZone: "UTC" }, LONG_AGO, 1).length === 0) {
    throw new UserInputError(say("schedule.never", { cron }));
  }
  if (!/^\d+ /u.test(cron)) throw tooOften();
  return cron;
}

/** `hourly`, `every 2 hours at :30`, `every hour on weekdays`. */
function parseInterval(words: string): string | undefined {
  const found = INTERVAL.exec(words);
  if (found === null) return undefined;
  const [phrase, count = "1", unit = "hour"] = found;
  const every = toCount(count);
  if (every === undefined) return undefined;
  if (unit !== "hour" || every < 1) throw tooOften();
  if (every > 12 || 24 % every !== 0) {
    throw new UserInputError(say("schedule.unevenHours", { every }));
  }
  const atMinute = AT_MINUTE.exec(words);
  const days = parseDays(words.replace(phrase, " ").replace(AT_MINUTE, " "));
  if (days === undefined) return undefined;
  return `${Number(atMinute?.[1] ?? 0)} ${every === 1 ? "*" : `*/${every}`} ${days.ofMonth} * ${days.ofWeek}`;
}

function toCount(word: string): number | undefined {
  if (word === "other" || word === "second") return 2;
  if (/^\d{1,4}$/u.test(word)) return Number(word);
  const index = COUNTED.indexOf(word);
  return index === -1 ? undefined : index;
}

/** `weekdays 9:00`, `every Monday and Thursday at 8:30`, `monthly on the 1st at noon`. */
function parseDaysAndTimes(words: string): string | undefined {
  const { times, rest } = takeTimes(words);
  const days = parseDays(rest);
  if (days === undefined) return undefined;
  if (times === undefined) {
    throw new UserInputError(say("schedule.noTime"));
  }
  return `${times.minute} ${times.hours.join(",")} ${days.ofMonth} * ${days.ofWeek}`;
}

function tooOften(): UserInputError {
  return new UserInputError(say("schedule.tooOften"));
}
