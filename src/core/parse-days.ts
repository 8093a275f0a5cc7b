import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";

/** The third and the fifth field of a cron expression. */
export interface Days {
  readonly ofMonth: string;
  readonly ofWeek: string;
}

const WEEK = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  weekday: [1, 2, 3, 4, 5],
  workday: [1, 2, 3, 4, 5],
  weekend: [0, 6],
};
const ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };
const SAYS_NOTHING = /^(?:every|each|on|the|at|@|and|of|in|a|days?|daily|everyday|once)$/u;
const IN_BETWEEN = /^(?:to|through|thru|until|till)$/u;
/** The last day that every month has. */
const SHORTEST_MONTH = 28;

/** Reads on which days a digest is due; every day when the text says nothing. Undefined when it says something else. */
export function parseDays(text: string): Days | undefined {
  const words = text
    .replace(/\b(?:business|working|work) (days?)\b/gu, "work$1")
    .replace(/(?<=[a-z]) ?- ?(?=[a-z])/gu, " to ")
    .split(/[\s,;&+/]+/u)
    .filter((word) => word !== "" && !SAYS_NOTHING.test(word));
  const ofMonth = words.filter((word) => !/^month(?:s|ly)?$/u.test(word));
  const isMonthly = ofMonth.length < words.length;
  if (isMonthly || (ofMonth.length > 0 && ofMonth.every((word) => /^\d+[a-z]+$/u.test(word)))) {
    return parseMonthly(ofMonth);
  }
  return parseWeekly(words);
}

/** `1st`, `1st 15th`, `last`, `first monday`, `last friday`; the first when the text says no more than `monthly`. */
function parseMonthly(words: readonly string[]): Days | undefined {
  const [first = "first", second, ...others] = words;
  const weekday = second === undefined ? undefined : toWeekday(second);
  if (weekday !== undefined) {
    const which = first === "last" ? "L" : toOrdinal(first);
    if (which === undefined || (which !== "L" && which > 4) || others.length > 0) return undefined;
    return { ofMonth: "*", ofWeek: `${weekday}#${which}` };
  }
  if (first === "last" && second === undefined) return { ofMonth: "L", ofWeek: "*" };
  const days = (words.length === 0 ? [first] : words).flatMap((word) => toOrdinal(word) ?? []);
  if (days.length < words.length || days.some((day) => day < 1 || day > 31)) return undefined;
  if (days.some((day) => day > SHORTEST_MONTH)) {
    throw new UserInputError(say("schedule.notEveryMonth"));
  }
  return { ofMonth: ascending(days).join(","), ofWeek: "*" };
}

function parseWeekly(all: readonly string[]): Days | undefined {
  const words = all.filter((word) => !/^week(?:s|ly)?$/u.test(word));
  if (words.length === 0 && all.length > 0) {
    throw new UserInputError(say("schedule.noWeekday"));
  }
  const days: number[] = [];
  let from: number | undefined;
  for (const [index, word] of words.entries()) {
    const weekday = toWeekday(word);
    if (IN_BETWEEN.test(word)) {
      from = toWeekday(words[index - 1] ?? "");
      if (from === undefined || toWeekday(words[index + 1] ?? "") === undefined) return undefined;
    } else if (weekday !== undefined) {
      days.push(...(from === undefined ? [weekday] : range(from, weekday)));
      from = undefined;
    } else {
      const name = word.replace(/s$/u, "");
      const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
      if (group === undefined) return undefined;
      days.push(...group);
    }
  }
  return { ofMonth: "*", ofWeek: toField(ascending(days)) };
}

/** `mon`, `tues`, `Wednesdays`: as long as no other day begins like this. */
function toWeekday(word: string): number | undefined {
  const single = word.replace(/s$/u, "");
  if (single.length < 3) return undefined;
  const index = WEEK.findIndex((day) => day.startsWith(single));
  return index === -1 ? undefined : index;
}

function toOrdinal(word: string): number | undefined {
  const named = Object.hasOwn(ORDINALS, word) ? ORDINALS[word] : undefined;
  if (named !== undefined) return named;
  const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(word)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Over the end of the week, too: Friday to Monday. */
function range(from: number, to: number): readonly number[] {
  const length = ((to - from + WEEK.length) % WEEK.length) + 1;
  return Array.from({ length }, (_, index) => (from + index) % WEEK.length);
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b);
}

function toField(days: readonly number[]): string {
  const field = days.join(",");
  if (days.length === 0 || days.length === WEEK.length) return "*";
  return field === "1,2,3,4,5" ? "1-5" : field;
}
