import { en, type MessageKey } from "./messages/en.ts";
import { type Message, say } from "./messages/message.ts";
import { searchServiceNameSchema, searchServices } from "./search-service.ts";
import type { SettingGroup, SettingKey } from "./setting-fields.ts";

/** What a setting is called. At most 45 characters. */
export function settingLabel(key: SettingKey): Message {
  return say(`setting.${key}.label`);
}

/** One line about a setting. At most 100 characters. */
export function settingHelp(key: SettingKey): Message {
  return say(`setting.${key}.help`);
}

export function groupLabel(group: SettingGroup): Message {
  return say(`settings.group.${group}`);
}

/** What a value that is chosen is called, at most 75 characters; the value itself where it needs no translation. */
export function choiceLabel(key: SettingKey, value: string): Message | string {
  const name = `choice.${key}.${value}`;
  if (isMessageKey(name)) return say(name);
  const service = searchServiceNameSchema.safeParse(value);
  // The vendors' names are the same in every language.
  return key === "searchService" && service.success ? searchServices[service.data].label : value;
}

function isMessageKey(name: string): name is MessageKey {
  return Object.hasOwn(en, name);
}
