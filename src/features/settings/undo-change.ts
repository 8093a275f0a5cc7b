import { hasWorkspace } from "../../core/chat.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { isSettingKey } from "../../core/setting-fields.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import {
  isOfLayer,
  isPartAsLeft,
  restored,
  type SettingsChange,
  targetOf,
  touchesSame,
} from "../../core/settings-change.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import { changeLayer, follow } from "./change-layer.ts";
import { changedReply } from "./changed-reply.ts";
import { partLabel, timeOf, whoMade } from "./render-change.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { refuseOthers, targetsHere } from "./settings-place.ts";

/**
 * Takes one change back, if what it changed is still as it left it; that is a change, too. Without an id, the person's own
 * last one here. Throws UserInputError with a sentence; then nothing has changed.
 */
export async function undoChange(invocation: Invocation, id: string | undefined, deps: SettingsDeps): Promise<Outcome> {
  const { channel, language = "en" } = invocation;
  const history = await deps.settings.history(channel);
  const undone = findChange(invocation, id, history);
  const target = targetOf(undone, channel);
  await refuseOthers(invocation, target);
  const { timeZone } = await readEffectiveSettings(channel, deps);
  const reader = { timeZone: timeZone.value, language };
  const changed = await changeLayer(
    invocation,
    {
      target,
      apply: (layer) => {
        const other = undone.parts.find((part) => !isPartAsLeft(part, undone, layer));
        if (other === undefined) return restored(layer, undone);
        const by = history.find(
          (change) =>
            isOfLayer(change, target) && change.revision > undone.revision && touchesSame(other, change, undone),
        );
        const part = partLabel(other);
        throw new UserInputError(
          by === undefined
            ? say("settings.undo.changedBySomebody", { part })
            : say("settings.undo.changedSince", { part, who: whoMade(by), when: timeOf(by, reader) }),
        );
      },
    },
    deps,
  );
  await follow({ ...changed, target }, undone.parts, deps);
  const said = say("settings.undo.done", {
    who: whoMade(undone),
    scope: say(`scope.${undone.scope}`),
    when: timeOf(undone, reader),
  });
  return changedReply(invocation, { ...changed, target, touched: undone.parts.filter(isSettingKey), said });
}

/** Whether everything that a change touched is still as the change left it. */
export function isAsLeft(change: SettingsChange, layer: SettingsLayer): boolean {
  return change.parts.every((part) => isPartAsLeft(part, change, layer));
}

function findChange(
  invocation: Invocation,
  id: string | undefined,
  history: readonly SettingsChange[],
): SettingsChange {
  const typed = (id ?? "").replace(/^[`“”"\s]+|[`“”"\s]+$/gu, "");
  const targets = targetsHere(invocation);
  const isHere = (change: SettingsChange) => targets.some((target) => isOfLayer(change, target));
  if (typed !== "") {
    // Everybody's direct messages on Discord have one history.
    const reachable = hasWorkspace(invocation.channel) ? history : history.filter(isHere);
    const named = reachable.find((change) => change.id.toLowerCase() === typed.toLowerCase());
    if (named !== undefined) return named;
    throw new UserInputError(say("settings.undo.unknown", { id: typed.slice(0, 40) }));
  }
  const own = history.find((change) => change.by.id === invocation.asker.id && isHere(change));
  if (own === undefined) throw new UserInputError(say("settings.undo.none"));
  return own;
}
