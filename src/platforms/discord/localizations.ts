import { Locale, type LocalizationMap } from "discord.js";
import type { CommandKey } from "../../core/command-keys.ts";
import { catalogues } from "../../core/messages/catalogues.ts";
import type { MessageKey } from "../../core/messages/en.ts";
import type { Language } from "../../core/messages/language.ts";

/** The languages of Discord's clients that Footnote speaks. https://docs.discord.com/developers/reference#locales */
const locales = {
  de: [Locale.German],
  es: [Locale.SpanishES, Locale.SpanishLATAM],
  fr: [Locale.French],
  ja: [Locale.Japanese],
  "zh-CN": [Locale.ChineseCN],
} as const satisfies Record<Exclude<Language, "en">, readonly Locale[]>;

/** What there is in each language. */
type Texts = Readonly<Record<Language, Readonly<Partial<Record<CommandKey | MessageKey, string>>>>>;

/** Looks up what a text of the commands is in other languages. */
export type Localize = (key: CommandKey | MessageKey) => LocalizationMap | undefined;

/** Creates the lookup. A language without the text is left out; with none at all there is nothing to register. */
export function createLocalize(from: Texts = catalogues): Localize {
  const languages: readonly (keyof typeof locales)[] = ["de", "es", "fr", "ja", "zh-CN"];
  return (key) => {
    const texts = languages.flatMap((language) => {
      const text = from[language][key];
      return text === undefined ? [] : locales[language].map((locale) => [locale, text] as const);
    });
    return texts.length === 0 ? undefined : Object.fromEntries(texts);
  };
}
