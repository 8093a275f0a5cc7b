import { UserInputError } from "../../core/errors.ts";
import type { Invocation } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { type SettingField, type SettingKey, type SettingValue, settingFields } from "../../core/setting-fields.ts";
import { settingLabel } from "../../core/setting-labels.ts";
import type { EffectiveSettings, SettingsLayer, SettingsTarget } from "../../core/settings.ts";
import type { SettingsChange } from "../../core/settings-change.ts";
import { moveDigests } from "../digest/change-zone.ts";
import { changedKeys, checkedEdit, layerInPlace } from "../settings-fault.ts";
import type { SettingsDeps } from "./settings-deps.ts";

export interface ChangedLayer {
  /** Undefined: it was like that already. */
  readonly change: SettingsChange | undefined;
  /** What holds now in the place of the layer. */
  readonly effective: EffectiveSettings;
}

/**
 * Changes one layer, unless a wider scope has locked what would change, the scope may not say it, or questions could not be
 * asked afterwards. Digests that follow the workspace's time zone move with it. What `apply` throws comes out, like every
 * refusal, and then nothing has changed. Whether the person may, is for the caller to ask.
 */
export async function changeLayer(
  { asker, replyTo }: Pick<Invocation, "asker" | "replyTo">,
  { target, apply }: { readonly target: SettingsTarget; readonly apply: (layer: SettingsLayer) => SettingsLayer },
  deps: SettingsDeps,
): Promise<ChangedLayer> {
  const { settings, install, clock } = deps;
  const { channel, scope } = target;
  const others = await settings.read(channel, target.threadId ?? replyTo.threadId);
  const chain = { install, platform: channel.platform, ...others };
  const edit = checkedEdit({ chain, scope, apply }, deps.searchServices);
  const { layer, change } = await settings.update(target, {
    by: asker,
    at: clock.now(),
    change: (current) => {
      const edited = edit(current).layer;
      refuseElsewhere(changedKeys(current, edited), target);
      return edited;
    },
  });
  return { change, effective: layerInPlace(chain, scope, layer).effective };
}

/** What some settings take with them. Done again when it is asked for again, so that an interruption can be made good. */
export async function follow(
  { effective, target }: { readonly effective: EffectiveSettings; readonly target: SettingsTarget },
  touched: readonly string[],
  deps: SettingsDeps,
): Promise<void> {
  if (touched.includes("timeZone")) await moveDigests(target.channel, effective.timeZone.value, deps);
}

/** A layer that says this of a setting; undefined: nothing. */
export function withSetting(
  layer: SettingsLayer,
  key: SettingKey,
  value: SettingValue<SettingKey> | undefined,
): SettingsLayer {
  const isList = settingFields[key].kind === "sites";
  return { ...layer, [key]: value === undefined && isList ? [] : value };
}

function refuseElsewhere(changed: readonly SettingKey[], { scope }: SettingsTarget): void {
  const wrong = changed.find((key) => {
    const { onlyIn }: SettingField = settingFields[key];
    return onlyIn !== undefined && onlyIn !== scope;
  });
  if (wrong !== undefined)
    throw new UserInputError(say("settings.onlyWorkspace", { setting: settingLabel(wrong), key: wrong }));
}
