import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { SETTING_GROUPS } from "../../core/setting-fields.ts";
import { groupLabel } from "../../core/setting-labels.ts";
import type { StoredScope } from "../../core/settings.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import { renderSettingsCard } from "./render-settings.ts";
import type { SettingsDeps } from "./settings-deps.ts";

/** Every value that holds here and where it comes from, for the person alone, with a button to edit each group. */
export async function showSettings(
  { channel, replyTo: { threadId }, language = "en" }: Invocation,
  deps: SettingsDeps,
): Promise<Outcome> {
  const effective = await readEffectiveSettings(channel, deps, { threadId });
  return {
    kind: "reply",
    markdown: renderSettingsCard(effective, language),
    buttons: [
      ...editButtons("channel", language),
      { label: translate(say("settings.button.history"), language), command: "settings history" },
    ],
  };
}

/** A button for each group, which opens its form. */
export function editButtons(scope: StoredScope, language: Language) {
  return SETTING_GROUPS.map((group) => ({
    label: translate(say("settings.button.edit", { group: groupLabel(group) }), language),
    command: `settings edit group:${group} scope:${scope}`,
  }));
}
