const styles = {
  day: ["en-GB", { dateStyle: "long" }],
  shortDay: ["en-GB", { dateStyle: "medium" }],
  time: ["en-GB", { timeStyle: "short" }],
  /** 2026-01-05 09:00 */
  iso: ["sv-SE", { dateStyle: "short", timeStyle: "short" }],
} as const satisfies Record<string, readonly [string, Intl.DateTimeFormatOptions]>;

/** Making a formatter takes many times as long as using it, and there are a few for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment (Unix ms) as people in a time zone write it. */
export function formatDate(at: number, style: keyof typeof styles, timeZone: string): string {
  const key = `${style} ${timeZone}`;
  const [locale, options] = styles[style];
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formatters.set(key, formatter);
  return formatter.format(at);
}
