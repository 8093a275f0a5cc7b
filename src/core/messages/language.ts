/** The languages Footnote itself speaks, as BCP 47 tags. Answers may be in any. */
export const LANGUAGES = ["en", "de", "es", "fr", "ja", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language to speak to somebody whose platform names this locale (BCP 47, `_` allowed); English where it is unknown
 * or none of ours. Traditional Chinese is none of ours.
 */
export function languageOf(locale: string | undefined): Language {
  const [language = "", ...rest] = (locale ?? "").toLowerCase().split(/[-_]/u);
  if (language === "zh") return rest.some((part) => TRADITIONAL.includes(part)) ? "en" : "zh-CN";
  return LANGUAGES.find((known) => known === language) ?? "en";
}

const TRADITIONAL: readonly string[] = ["hant", "tw", "hk", "mo"];
