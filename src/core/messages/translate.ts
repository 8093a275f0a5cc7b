import { IntlMessageFormat } from "intl-messageformat";
import { catalogues } from "./catalogues.ts";
import type { MessageKey } from "./en.ts";
import type { Language } from "./language.ts";
import type { JoinedWords, Message, MessageValue } from "./message.ts";

const formats = new Map<string, IntlMessageFormat>();

/** Puts a message in a language. Sentences are ICU MessageFormat, in which `<` and `>` are plain characters. */
export function translate({ key, values }: Message, language: Language): string {
  const filled = Object.entries(values).map(([name, value]) => [name, toText(value, language)]);
  return String(formatOf(key, language).format(Object.fromEntries(filled)));
}

function toText(value: MessageValue, language: Language): string | number {
  if (typeof value !== "object") return value;
  return "words" in value ? join(value, language) : translate(value, language);
}

function join({ words, by }: JoinedWords, language: Language): string {
  // Without the comma before “and” that other English has.
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.ListFormat(locale, { type: by === "and" ? "conjunction" : "disjunction" }).format(words);
}

function formatOf(key: MessageKey, language: Language): IntlMessageFormat {
  const name = `${language} ${key}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
  formats.set(name, format);
  return format;
}

/** Says sentences of the catalogue in one language. */
export type Speak = (key: MessageKey, values?: Message["values"]) => string;

export function speakerOf(language: Language = "en"): Speak {
  return (key, values = {}) => translate({ key, values }, language);
}
