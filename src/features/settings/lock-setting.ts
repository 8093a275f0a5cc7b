import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { type SettingField, type SettingKey, settingFields } from "../../core/setting-fields.ts";
import { settingLabel } from "../../core/setting-labels.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import { refuseLocked } from "../settings-fault.ts";
import { changeLayer } from "./change-layer.ts";
import { changedReply } from "./changed-reply.ts";
import { settingNamed } from "./set-setting.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { refuseOthers, targetAt } from "./settings-place.ts";

/** Locks a setting of a workspace against its categories, channels and threads, or unlocks it. Throws UserInputError. */
export async function lockSetting(
  invocation: Invocation,
  { action, setting }: { readonly action: "lock" | "unlock"; readonly setting: string | undefined },
  deps: SettingsDeps,
): Promise<Outcome> {
  const target = targetAt(invocation, "workspace");
  const key = settingNamed(setting, `/settings ${action} searchService`);
  await refuseOthers(invocation, target);
  const { onlyIn }: SettingField = settingFields[key];
  if (onlyIn !== undefined) throw new UserInputError(say("settings.lock.pointless", { setting: settingLabel(key) }));
  refuseLocked(
    { [key]: deps.install.locked.includes(key) ? "install" : undefined },
    { scope: "workspace", changed: [key] },
  );
  const changed = await changeLayer(invocation, { target, apply: (layer) => withLock(layer, key, action) }, deps);
  const result = changed.change === undefined ? "already" : "done";
  const said = say(`settings.${action}.${result}`, { setting: settingLabel(key), key });
  return changedReply(invocation, { ...changed, target, touched: [key], said });
}

function withLock(layer: SettingsLayer, key: SettingKey, action: "lock" | "unlock"): SettingsLayer {
  const others = layer.locked.filter((locked) => locked !== key);
  if (action === "unlock") return { ...layer, locked: others };
  return layer.locked.includes(key) ? layer : { ...layer, locked: [...others, key] };
}
