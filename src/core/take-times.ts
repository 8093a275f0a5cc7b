import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";

/** Times of the day that share their minute: more than that no single cron expression can say. */
export interface Times {
  readonly minute: number;
  /** Ascending, each once. */
  readonly hours: readonly number[];
}

const TIME = String.raw`(?<![\w:.#-]|\b(?:on|the|day) )(?:noon|midday|midnight|\d{4}|\d{1,2}(?:[:.h]\d{2})?(?:h| ?[ap]m| o['’]clock)?)(?![\w:.#-])`;
const TIMES = new RegExp(String.raw`(?:\bat |@ ?)?${TIME}(?:(?:,? and |, ?| & )(?:at )?${TIME})*`, "gu");
const PARTS = /^(\d{1,2}?)(?:[:.h]?(\d{2}))?(?:h| ?([ap]m)| o['’]clock)?$/u;
const NAMED: Readonly<Record<string, number>> = { noon: 12, midday: 12, midnight: 0 };

/**
 * Takes the times of the day out of a text in lower case: `9:00`, `9am`, `at 9.30 and 17.30`, `noon`. None are taken when
 * they stand in more than one place, since then one of the numbers is something else. Throws UserInputError for a time
 * that no day has.
 */
export function takeTimes(words: string): { readonly times: Times | undefined; readonly rest: string } {
  const plain = words.replace(/\b([ap])\.m\b\.?/gu, "$1m");
  const [found, ...others] = plain.match(TIMES) ?? [];
  if (found === undefined || others.length > 0) return { times: undefined, rest: plain };
  const times = (found.match(new RegExp(TIME, "gu")) ?? []).map(toTime);
  const [first] = times;
  if (times.some(({ minute }) => minute !== first?.minute)) {
    throw new UserInputError(say("schedule.differentMinutes"));
  }
  const hours = [...new Set(times.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  return { times: { minute: first?.minute ?? 0, hours }, rest: plain.replace(found, " ") };
}

function toTime(text: string): { readonly hour: number; readonly minute: number } {
  const named = NAMED[text];
  if (named !== undefined) return { hour: named, minute: 0 };
  const [, digits = "", minutes = "0", half] = PARTS.exec(text) ?? [];
  const hour = Number(digits);
  const minute = Number(minutes);
  const isTime = digits !== "" && minute < 60 && (half === undefined ? hour < 24 : hour >= 1 && hour <= 12);
  if (!isTime) throw new UserInputError(say("schedule.noSuchTime", { text }));
  if (half === undefined) return { hour, minute };
  return { hour: (hour % 12) + (half === "pm" ? 12 : 0), minute };
}
