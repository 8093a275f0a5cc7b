import { knownZone } from "./digest-schedule.ts";
import { UserInputError } from "./errors.ts";
import { anyOf, type Message, say } from "./messages/message.ts";
import { parseSiteEntries } from "./named-lists.ts";
import type { SearchServiceName } from "./search-service.ts";
import { type SettingField, type SettingKey, type SettingValue, settingFields } from "./setting-fields.ts";
import { settingLabel } from "./setting-labels.ts";

/** More roles than a picker of Discord's takes. https://docs.discord.com/developers/components/reference#role-select */
const MAX_ROLES = 25;

/** A text that may be longer may have several lines. */
export const ONE_LINE = 200;

/**
 * The value that a person typed for a setting; undefined for the empty text and a lone `-`, with which the scope says
 * nothing. `offered` are the install's search services. Throws UserInputError with a sentence that says what can be typed.
 */
export function parseSettingText<Key extends SettingKey>(
  key: Key,
  text: string,
  offered: readonly SearchServiceName[],
): SettingValue<Key> | undefined;
export function parseSettingText(key: SettingKey, text: string, offered: readonly SearchServiceName[]): unknown {
  const typed = text.trim();
  if (isNothing(typed)) return undefined;
  const field: SettingField = settingFields[key];
  switch (field.kind) {
    case "sites":
      return parseSiteEntries(typed);
    case "choice":
      return parseChoice(key, typed, key === "searchService" ? offered : (field.choices ?? []));
    case "choices":
      return parseChoices(key, typed, field.choices ?? []);
    case "integer":
      return parseInteger(key, typed, field);
    case "text":
      return parseText(key, typed, field);
    case "switch":
      return parseSwitch(key, typed);
    case "roles":
      return parseRoles(key, typed);
  }
}

/** Whether a text means that a scope shall say nothing about a setting. */
function isNothing(text: string): boolean {
  return /^[-–—]?$/u.test(text);
}

function parseChoice(key: SettingKey, text: string, choices: readonly string[]): string {
  const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  return found ?? refuse("setting-text.choice", key, { text: shortened(text), choices: anyOf(choices) });
}

/** `none` is the empty list, which a wider scope's is not added to. */
function parseChoices(key: SettingKey, text: string, choices: readonly string[]): readonly string[] {
  if (text.toLowerCase() === "none") return [];
  const words = text.split(/[\s,;]+/u).filter((word) => word !== "");
  const chosen = words.map((word) => {
    const found = choices.find((choice) => choice.toLowerCase() === word.toLowerCase());
    return found ?? refuse("setting-text.choices", key, { text: shortened(word), choices: anyOf(choices) });
  });
  return choices.filter((choice) => chosen.includes(choice));
}

function parseInteger(key: SettingKey, text: string, { min = 0, max = Number.MAX_SAFE_INTEGER }: SettingField): number {
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : refuse("setting-text.integer", key, { min, max });
}

function parseText(key: SettingKey, text: string, { schema, maxLength = Number.MAX_SAFE_INTEGER }: SettingField) {
  if (key === "timeZone") return knownZone(text);
  if (text.length > maxLength) return refuse("setting-text.tooLong", key, { max: maxLength, length: text.length });
  return schema.parse(maxLength > ONE_LINE ? text : text.replace(/\s+/gu, " "));
}

function parseSwitch(key: SettingKey, text: string): boolean {
  if (/^(?:on|yes|true|1)$/iu.test(text)) return true;
  return /^(?:off|no|false|0)$/iu.test(text) ? false : refuse("setting-text.switch", key, { text: shortened(text) });
}

/** `everyone` is the empty list. A group's name in Slack's own writing may hold blanks. */
function parseRoles(key: SettingKey, text: string): readonly string[] {
  if (/^@?everyone$/iu.test(text)) return [];
  const words = text
    .replace(/<!subteam\^(\w+)(?:\|[^>]*)?>/gu, " $1 ")
    .split(/[\s,;]+/u)
    .filter((word) => word !== "");
  const ids = words.map((word) => {
    const [, id] = /^(?:<@&)?(\d{15,21}|S[A-Z0-9]{2,})>?$/u.exec(word) ?? [];
    return id ?? refuse("setting-text.roles", key, { text: shortened(word) });
  });
  if (ids.length > MAX_ROLES) return refuse("setting-text.tooManyRoles", key, { max: MAX_ROLES, count: ids.length });
  return [...new Set(ids)];
}

function refuse(
  sentence: Extract<Message["key"], `setting-text.${string}`>,
  key: SettingKey,
  values: Message["values"],
): never {
  throw new UserInputError(say(sentence, { setting: settingLabel(key), ...values }));
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
