import { de } from "./de.ts";
import { en, type MessageKey } from "./en.ts";
import type { Language } from "./language.ts";

/** Every sentence in every language. */
export const catalogues: Readonly<Record<Language, Readonly<Partial<Record<MessageKey, string>>>>> = {
  en,
  de,
  es: {},
  fr: {},
  ja: {},
  "zh-CN": {},
};
