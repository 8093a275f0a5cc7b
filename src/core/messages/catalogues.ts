import type { CommandKey } from "../command-keys.ts";
import { en, type MessageKey } from "./en.ts";
import type { Language } from "./language.ts";

/** Every sentence in every language. What commands say of themselves is English where they are defined. */
export const catalogues: Readonly<Record<Language, Readonly<Partial<Record<MessageKey | CommandKey, string>>>>> = {
  en,
  de: {},
  es: {},
  fr: {},
  ja: {},
  "zh-CN": {},
};
