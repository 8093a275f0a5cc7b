/** Between when something was published at the earliest and at the latest, Unix ms. */
export interface PublishedAt {
  readonly earliest: number;
  readonly latest: number;
  /** The date, or date and time, in ISO's one spelling. */
  readonly text: string;
}

const HOUR_MS = 3_600_000;
/** A day begins 14 h earlier in Kiribati than in Greenwich, and ends 12 h later on Baker Island. */
const EARLIEST_ZONE_MS = 14 * HOUR_MS;
const LATEST_ZONE_MS = 12 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
/** What is dated later than this is dated wrongly. */
const MAX_FUTURE_MS = 2 * DAY_MS;

/** Reads the date that a source or a model gave; undefined when it is none, or one that cannot be. */
export function readPublishedAt(text: string | undefined, now: number): PublishedAt | undefined {
  const trimmed = text?.trim() ?? "";
  const [, day = ""] = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?Z?)?$/u.exec(trimmed) ?? [];
  // Half of what could be read without a year is a guess of the reader's.
  if (!/\d{4}/u.test(trimmed)) return undefined;
  const at = Date.parse(day === "" ? trimmed : day);
  if (Number.isNaN(at) || at > now + MAX_FUTURE_MS) return undefined;
  if (day !== "") return { earliest: at - EARLIEST_ZONE_MS, latest: at + DAY_MS + LATEST_ZONE_MS, text: day };
  const hasTime = /\d:\d{2}/u.test(trimmed);
  const date = new Date(at);
  if (hasTime) return { earliest: at, latest: at, text: date.toISOString() };
  // "5 January 2026" is read in this machine's own zone.
  const own = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return readPublishedAt(own.join("-"), now);
}
