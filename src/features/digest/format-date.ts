import type { Language } from "../../core/messages/language.ts";

const styles = {
  day: { dateStyle: "long" },
  shortDay: { dateStyle: "medium" },
  time: { timeStyle: "short" },
  /** 2026-01-05 09:00 in every language. */
  iso: { dateStyle: "short", timeStyle: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a formatter takes many times as long as using it, and there are a few for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment (Unix ms) as people in a time zone write it, in a language. */
export function formatDate(
  at: number,
  style: keyof typeof styles,
  { timeZone, language = "en" }: { readonly timeZone: string; readonly language?: Language | undefined },
): string {
  const key = `${style} ${timeZone} ${language}`;
  const locale = style === "iso" ? "sv-SE" : language === "en" ? "en-GB" : language;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...styles[style], timeZone });
  formatters.set(key, formatter);
  return formatter.format(at);
}
