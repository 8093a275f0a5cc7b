import { Cron } from "croner";
import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";

/** Five fields, minute to weekday: no seconds, since nobody needs a digest twice a minute. */
const FIELDS = 5;

/**
 * The times that a cron expression is due in a time zone, after `after` (Unix ms), at most `count`. A local time that a
 * change to daylight saving leaves out is due at the next one there is; one that happens twice is due the first time.
 * Throws UserInputError with a sentence when the expression or the zone is none.
 */
export function nextSlots(
  { cron, timeZone }: { readonly cron: string; readonly timeZone: string },
  after: number,
  count: number,
): readonly number[] {
  return parse(cron, timeZone)
    .nextRuns(count, new Date(after))
    .map((date) => date.getTime());
}

/** The slots that were due after `after` and up to `until` (Unix ms), oldest first. */
export function slotsBetween(
  times: { readonly cron: string; readonly timeZone: string },
  { after, until }: { readonly after: number; readonly until: number },
): readonly number[] {
  const job = parse(times.cron, times.timeZone);
  const due: number[] = [];
  for (let next = job.nextRun(new Date(after)); next !== null; next = job.nextRun(next)) {
    if (next.getTime() > until) break;
    due.push(next.getTime());
  }
  return due;
}

function parse(cron: string, timeZone: string): Cron {
  const zone = knownZone(timeZone);
  if (cron.trim().split(/\s+/u).length !== FIELDS) throw notASchedule(cron);
  try {
    return new Cron(cron, { timezone: zone, paused: true });
  } catch (cause) {
    throw notASchedule(cron, cause);
  }
}

/** An IANA name as this machine's time zone database writes it. Throws UserInputError when there is none such. */
export function knownZone(timeZone: string): string {
  const before = zones.get(timeZone);
  if (before !== undefined) return before;
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    if (zones.size < MAX_ZONES) zones.set(timeZone, known);
    return known;
  } catch (cause) {
    throw new UserInputError(say("schedule.noZone", { zone: timeZone.slice(0, 40) }), { cause });
  }
}

/** Looking a zone up takes longer than all else about a slot. There are some hundred, which people spell as they like. */
const zones = new Map<string, string>();
const MAX_ZONES = 1_000;

/** What a person reads whose words are neither a time nor cron. */
export function notASchedule(cron: string, cause?: unknown): UserInputError {
  return new UserInputError(say("schedule.notATime", { text: cron.slice(0, 60) }), { cause });
}
