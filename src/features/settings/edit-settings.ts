import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import { anyOf, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { resolveSettings } from "../../core/resolve-settings.ts";
import { keysOfGroup, SETTING_GROUPS, SETTING_KEYS, type SettingGroup } from "../../core/setting-fields.ts";
import { groupLabel } from "../../core/setting-labels.ts";
import type { SettingsTarget } from "../../core/settings.ts";
import { renderTypedSetting } from "./render-settings.ts";
import { EXAMPLES } from "./setting-examples.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { settingsForm } from "./settings-form.ts";
import { refuseOthers, targetAt } from "./settings-place.ts";
import { editButtons } from "./show-settings.ts";
import { submitSettings } from "./submit-settings.ts";

type Options = Readonly<Record<string, string | undefined>>;

/**
 * Opens the form of a group of settings, takes it when it is filled in, and says how to type them where there are no forms.
 * Throws UserInputError with a sentence; then nothing has changed.
 */
export async function editSettings(invocation: Invocation, options: Options, deps: SettingsDeps): Promise<Outcome> {
  const { language = "en" } = invocation;
  const target = targetAt(invocation, options["scope"]);
  const group = groupNamed(options["group"]);
  await refuseOthers(invocation, target);
  if (SETTING_KEYS.some((key) => options[key] !== undefined))
    return submitSettings(invocation, { target, group, options }, deps);
  if (group === undefined) {
    const heading = say("settings.edit.groups", { scope: say(`scope.${target.scope}`) });
    return { kind: "reply", markdown: translate(heading, language), buttons: editButtons(target.scope, language) };
  }
  return openGroup(invocation, { target, group }, deps);
}

async function openGroup(
  { canShowForm = false, replyTo, language = "en" }: Invocation,
  { target, group }: { readonly target: SettingsTarget; readonly group: SettingGroup },
  { settings, install, searchServices: offered }: SettingsDeps,
): Promise<Outcome> {
  const { channel, scope } = target;
  const layers = await settings.read(channel, replyTo.threadId);
  const form = settingsForm(group, { target, layers, install, offered, language });
  if (form === undefined) throw new UserInputError(say("settings.edit.allLocked", { group: groupLabel(group) }));
  if (canShowForm) return { kind: "form", form };
  const effective = resolveSettings({ install, platform: channel.platform, ...layers });
  const [key = "searchResults"] = keysOfGroup(group);
  return {
    kind: "reply",
    markdown: [
      translate(say("settings.edit.typed", { key, example: EXAMPLES[key], scope }), language),
      "",
      ...keysOfGroup(group).map((each) => renderTypedSetting(each, effective, language)),
    ].join("\n"),
  };
}

function groupNamed(text = ""): SettingGroup | undefined {
  const typed = text.trim().toLowerCase();
  const group = SETTING_GROUPS.find((name) => name === typed);
  if (group !== undefined || typed === "") return group;
  throw new UserInputError(
    say("settings.notAGroup", { text: text.trim().slice(0, 40), groups: anyOf(SETTING_GROUPS) }),
  );
}
