import { escapeMarkdown } from "./markdown.ts";
import type { Language } from "./messages/language.ts";
import { allOf, say } from "./messages/message.ts";
import { translate } from "./messages/translate.ts";
import { type SettingKey, settingFields } from "./setting-fields.ts";
import { choiceLabel } from "./setting-labels.ts";

/** What can stand for a setting in a layer. Undefined: nothing is said. */
export type AnySettingValue = string | number | boolean | readonly string[] | undefined;

/** A card is read at a glance; the form and `/sources export` have all of it. */
const SITES_SHOWN = 10;
const CHARACTERS_SHOWN = 160;

/** A setting's value as people read it, in one line of Markdown. Long ones are cut short, and say so. */
export function settingText(key: SettingKey, value: AnySettingValue, language: Language): string {
  if (value === undefined) return translate(say(emptyOf(key)), language);
  if (typeof value === "boolean") return translate(say(value ? "choice.switch.on" : "choice.switch.off"), language);
  if (typeof value === "number") return new Intl.NumberFormat(language).format(value);
  if (typeof value === "string") return textOf(key, value, language);
  if (value.length === 0) return translate(say(emptyOf(key)), language);
  const words = value.slice(0, SITES_SHOWN).map((item) => textOf(key, item, language));
  const more = value.length - words.length;
  const all = more === 0 ? words : [...words, translate(say("setting-text.more", { count: more }), language)];
  return translate(say("setting-text.all", { words: allOf(all) }), language);
}

/** A setting's value as it is typed, and as it stands in the field of a form; empty where nothing is said. */
export function settingInput(value: AnySettingValue): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "object" ? value.join(", ") : String(value);
}

function textOf(key: SettingKey, value: string, language: Language): string {
  switch (settingFields[key].kind) {
    case "sites":
      return value;
    case "roles":
      // Only Discord's ids are numbers, and it shows them by their names.
      return /^\d+$/u.test(value) ? `<@&${value}>` : `\`${value}\``;
    case "choice":
    case "choices": {
      const label = choiceLabel(key, value);
      return typeof label === "string" ? label : translate(label, language);
    }
    default: {
      const line = value.replace(/\s+/gu, " ");
      return key === "timeZone" ? line : escapeMarkdown(shortened(line));
    }
  }
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length > CHARACTERS_SHOWN ? `${characters.slice(0, CHARACTERS_SHOWN - 1).join("")}…` : text;
}

function emptyOf(key: SettingKey) {
  switch (key) {
    case "includeSites":
      return "setting-text.empty.includeSites";
    case "whoMayAsk":
      return "setting-text.empty.whoMayAsk";
    case "model":
      return "setting-text.empty.model";
    default:
      return "setting-text.empty.other";
  }
}
