import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { keysOfGroup, SETTING_GROUPS, type SettingKey } from "../../core/setting-fields.ts";
import { groupLabel, settingLabel } from "../../core/setting-labels.ts";
import { type AnySettingValue, settingText } from "../../core/setting-text.ts";
import { type EffectiveSettings, SCOPES, type Scope, type Sourced } from "../../core/settings.ts";

/** Everything that holds in a place, in its groups, each value with where it comes from and who locks it. */
export function renderSettingsCard(effective: EffectiveSettings, language: Language): string {
  return SETTING_GROUPS.map((group) =>
    [
      `**${translate(groupLabel(group), language)}**`,
      ...keysOfGroup(group).map((key) => renderSetting(key, effective, language)),
    ].join("\n"),
  ).join("\n\n");
}

/** One line of a card. */
export function renderSetting(key: SettingKey, effective: EffectiveSettings, language: Language): string {
  const lock = effective.locks[key];
  const values = { setting: settingLabel(key), value: textFor(key, effective, language) };
  const sentence =
    lock === undefined
      ? say("settings.card.line", values)
      : say("settings.card.locked", { ...values, by: say(`scope.by.${lock}`) });
  return translate(sentence, language);
}

/** One line of a list from which people type: with the name that the command knows the setting by. */
export function renderTypedSetting(key: SettingKey, effective: EffectiveSettings, language: Language): string {
  const value = textFor(key, effective, language);
  return translate(say("settings.card.typed", { setting: settingLabel(key), key, value }), language);
}

function textFor(key: SettingKey, effective: EffectiveSettings, language: Language): string {
  if (key === "excludeSites" && effective.excludeSites.length > 0) return excluded(effective, language);
  if (key === "includeSites" && effective.includeSites?.value.length === 0)
    return withScope(translate(say("settings.card.noSite"), language), effective.includeSites.from, language);
  const said: Sourced<AnySettingValue> | undefined = key === "excludeSites" ? undefined : effective[key];
  return withScope(settingText(key, said?.value, language), said?.from ?? "install", language);
}

function excluded({ excludeSites }: EffectiveSettings, language: Language): string {
  return SCOPES.flatMap((scope) => {
    const sites = excludeSites.filter(({ from }) => from === scope).map(({ value }) => value);
    return sites.length === 0 ? [] : [withScope(settingText("excludeSites", sites, language), scope, language)];
  }).join(", ");
}

function withScope(value: string, scope: Scope, language: Language): string {
  return translate(say("settings.card.value", { value, scope: say(`scope.${scope}`) }), language);
}
