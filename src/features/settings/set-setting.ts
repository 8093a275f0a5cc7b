import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import { anyOf, say } from "../../core/messages/message.ts";
import { parseSettingText } from "../../core/parse-setting-text.ts";
import { SETTING_KEYS, type SettingKey } from "../../core/setting-fields.ts";
import { changeLayer, follow, withSetting } from "./change-layer.ts";
import { changedReply } from "./changed-reply.ts";
import { EXAMPLES } from "./setting-examples.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { refuseOthers, targetAt } from "./settings-place.ts";

type Options = Readonly<Record<string, string | undefined>>;

/** Gives one setting of one scope a value. Throws UserInputError with a sentence; then nothing has changed. */
export async function setSetting(invocation: Invocation, options: Options, deps: SettingsDeps): Promise<Outcome> {
  const { key, text } = typedSetting(options);
  if (text === undefined) throw new UserInputError(say("settings.noValue", { setting: key, example: EXAMPLES[key] }));
  return changeSetting(invocation, { key, text, scope: options["scope"] }, deps);
}

/** Has one scope say nothing about a setting. Throws UserInputError with a sentence; then nothing has changed. */
export async function resetSetting(invocation: Invocation, options: Options, deps: SettingsDeps): Promise<Outcome> {
  const key = settingNamed(options["setting"], "/settings reset searchResults");
  return changeSetting(invocation, { key, text: "", scope: options["scope"] }, deps);
}

/** The setting of this name, however its letters are written. Throws UserInputError that lists the names. */
export function settingNamed(text: string | undefined, example: string): SettingKey {
  const name = (text ?? "").trim();
  const settings = anyOf(SETTING_KEYS);
  if (name === "") throw new UserInputError(say("settings.noSetting", { example: `\`${example}\``, settings }));
  const key = SETTING_KEYS.find((known) => known.toLowerCase() === name.toLowerCase());
  if (key === undefined) throw new UserInputError(say("settings.notASetting", { text: name.slice(0, 40), settings }));
  return key;
}

async function changeSetting(
  invocation: Invocation,
  { key, text, scope }: { readonly key: SettingKey; readonly text: string; readonly scope: string | undefined },
  deps: SettingsDeps,
): Promise<Outcome> {
  const target = targetAt(invocation, scope);
  const value = parseSettingText(key, text, deps.searchServices);
  await refuseOthers(invocation, target);
  const changed = await changeLayer(invocation, { target, apply: (layer) => withSetting(layer, key, value) }, deps);
  await follow({ ...changed, target }, [key], deps);
  return changedReply(invocation, { ...changed, target, touched: [key] });
}

/** Where a command is one line of text, the setting's name may stand before its value: `/settings set searchResults 5`. */
function typedSetting({ setting, value }: Options): { readonly key: SettingKey; readonly text: string | undefined } {
  const example = "/settings set searchResults 5";
  if (setting !== undefined) return { key: settingNamed(setting, example), text: value };
  const [name = "", ...rest] = (value ?? "").trim().split(/(\s+)/u);
  const text = rest.join("").trim();
  return { key: settingNamed(name, example), text: text === "" ? undefined : text };
}
