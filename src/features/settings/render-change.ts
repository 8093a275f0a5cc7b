import { escapeMarkdown } from "../../core/markdown.ts";
import type { Language } from "../../core/messages/language.ts";
import { allOf, type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { isSettingKey } from "../../core/setting-fields.ts";
import { settingLabel } from "../../core/setting-labels.ts";
import { settingText } from "../../core/setting-text.ts";
import type { SettingsChange, SettingsPart } from "../../core/settings-change.ts";

interface Reader {
  readonly timeZone: string;
  readonly language: Language;
}

/** Who made a change, as they are called there. */
export function whoMade({ by }: Pick<SettingsChange, "by">): string {
  if (by.name !== undefined) return escapeMarkdown(by.name);
  // Only Discord's ids are numbers, and it shows them by their names.
  return /^\d+$/u.test(by.id) ? `<@${by.id}>` : `\`${by.id}\``;
}

/** When a change was made. */
export function timeOf({ at }: Pick<SettingsChange, "at">, { timeZone, language }: Reader): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(at);
}

/** What a part of a layer is called. */
export function partLabel(part: SettingsPart): Message {
  return part === "locked" || part === "siteLists" ? say(`settings.part.${part}`) : settingLabel(part);
}

/** One change of a list of them: who, when and where, then each part as it was and as it became. */
export function renderChange(change: SettingsChange, number: number, reader: Reader): string {
  const { language } = reader;
  const heading = say("settings.history.entry", {
    number,
    when: timeOf(change, reader),
    who: whoMade(change),
    scope: say(`scope.${change.scope}`),
    id: change.id,
  });
  const lines = change.parts.map((part) =>
    translate(
      say("settings.history.line", {
        part: partLabel(part),
        before: partText(part, change.before, language),
        after: partText(part, change.after, language),
      }),
      language,
    ),
  );
  return [translate(heading, language), ...lines].join("\n");
}

function partText(part: SettingsPart, patch: SettingsChange["before"], language: Language): string {
  if (part === "locked") {
    const labels = (patch.locked ?? []).filter(isSettingKey).map((key) => translate(settingLabel(key), language));
    return labels.length === 0
      ? translate(say("settings.part.unsaid"), language)
      : translate(say("setting-text.all", { words: allOf(labels) }), language);
  }
  if (part === "siteLists") {
    const names = Object.entries(patch.siteLists ?? {}).map(([name, sites]) => `@${name} (${sites.length})`);
    return names.length === 0
      ? translate(say("settings.part.unsaid"), language)
      : translate(say("setting-text.all", { words: allOf(names) }), language);
  }
  const value = patch[part];
  const isUnsaid = value === undefined || (isSites(part) && Array.isArray(value) && value.length === 0);
  return isUnsaid ? translate(say("settings.part.unsaid"), language) : settingText(part, value, language);
}

function isSites(part: SettingsPart): boolean {
  return part === "includeSites" || part === "excludeSites";
}
