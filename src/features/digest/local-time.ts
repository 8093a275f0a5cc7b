import type { Language } from "../../core/messages/language.ts";

const style = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const satisfies Intl.DateTimeFormatOptions;

/** A moment as the people of a time zone say it, in a language: `Mon 23 Nov 2026, 09:00`. */
export function localTime(at: number, timeZone: string, language: Language = "en"): string {
  if (language !== "en") return new Intl.DateTimeFormat(language, { ...style, timeZone }).format(at);
  const parts = new Intl.DateTimeFormat("en-GB", { ...style, timeZone }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((it) => it.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}, ${part("hour")}:${part("minute")}`;
}
