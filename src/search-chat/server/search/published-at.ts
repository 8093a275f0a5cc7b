const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/u;
/** What Tavily writes for news: https://www.rfc-editor.org/rfc/rfc9110#field.date */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u;

/** A date of a vendor in ISO form; undefined for what is none. */
export function toPublishedAt(text: string | null | undefined): string | undefined {
  const date = text?.trim() ?? "";
  const ms = Date.parse(date);
  if (Number.isNaN(ms)) return undefined;
  if (ISO.test(date)) return date.replace(" ", "T");
  return HTTP_DATE.test(date) ? new Date(ms).toISOString() : undefined;
}

/** A time of Bocha, which is Beijing's whatever its zone says, as `dateLastCrawled` ends in `Z`. */
export function toBeijingTime(text: string | null | undefined): string | undefined {
  const date = text?.trim() ?? "";
  return toPublishedAt(/T[\d:.]+Z?$/u.test(date) ? `${date.replace(/Z$/u, "")}+08:00` : date);
}
