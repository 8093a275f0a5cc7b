import type { CommandKey } from "../command-keys.ts";
import { de } from "./de.ts";
import { en, type MessageKey } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import type { Language } from "./language.ts";
import { zhCn } from "./zh-cn.ts";

/** Every sentence in every language. What commands say of themselves is English where they are defined. */
export const catalogues: Readonly<Record<Language, Readonly<Partial<Record<MessageKey | CommandKey, string>>>>> = {
  en,
  de,
  es,
  fr,
  ja,
  "zh-CN": zhCn,
};
