import type { CommandKey } from "../command-keys.ts";
import { de } from "./de.ts";
import { en, type MessageKey } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import type { Language } from "./language.ts";
import { zhCn } from "./zh-cn.ts";

type Sentences = Readonly<Record<MessageKey, string>>;
/** What commands say of themselves, which is English where they are defined. */
type CommandWords = Readonly<Partial<Record<CommandKey, string>>>;

/** Every sentence in every language: one that a language lacks does not compile. */
export const catalogues: Readonly<Record<Language, Sentences & CommandWords>> = {
  en,
  de,
  es,
  fr,
  ja,
  "zh-CN": zhCn,
};
