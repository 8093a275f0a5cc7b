import type { Invocation, Outcome, ReplyButton } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { resolveSettings } from "../../core/resolve-settings.ts";
import type { StoredLayers } from "../../core/settings.ts";
import { isOfLayer, type SettingsChange } from "../../core/settings-change.ts";
import { undoCommand } from "./changed-reply.ts";
import { renderChange } from "./render-change.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { neededFor, targetsHere } from "./settings-place.ts";
import { isAsLeft } from "./undo-change.ts";

const CHANGES_SHOWN = 10;
const UNDO_BUTTONS = 5;

/** The newest changes of everything that speaks here, with a button for the newest that this person may take back. */
export async function showHistory(invocation: Invocation, deps: SettingsDeps): Promise<Outcome> {
  const { channel, replyTo, language = "en" } = invocation;
  const { settings, install } = deps;
  const targets = targetsHere(invocation);
  const all = (await settings.history(channel)).filter((change) => targets.some((target) => isOfLayer(change, target)));
  if (all.length === 0) return { kind: "reply", markdown: translate(say("settings.history.none"), language) };
  const layers = await settings.read(channel, replyTo.threadId);
  const { timeZone } = resolveSettings({ install, ...layers });
  const shown = all.slice(0, CHANGES_SHOWN);
  const reader = { timeZone: timeZone.value, language };
  const older = all.length - shown.length;
  return {
    kind: "reply",
    markdown: [
      translate(say("settings.history.heading", { timeZone: timeZone.value }), language),
      ...shown.map((change, index) => renderChange(change, index + 1, reader)),
      ...(older === 0 ? [] : [translate(say("settings.history.more", { count: older }), language)]),
    ].join("\n\n"),
    buttons: await undoButtons(invocation, shown, layers),
  };
}

async function undoButtons(
  invocation: Invocation,
  shown: readonly SettingsChange[],
  layers: StoredLayers,
): Promise<readonly ReplyButton[]> {
  const { language = "en" } = invocation;
  const targets = targetsHere(invocation);
  const needed = new Set(targets.map((target) => neededFor(invocation, target)));
  const asked = [...needed].map(async (scope) => ((await invocation.mayManage(scope)) ? [scope] : []));
  const rights = (await Promise.all(asked)).flat();
  return shown
    .flatMap((change, index) => {
      const target = targets.find((each) => isOfLayer(change, each));
      if (target === undefined || !rights.includes(neededFor(invocation, target))) return [];
      if (!isAsLeft(change, layers[target.scope])) return [];
      const label = translate(say("settings.button.undo", { number: index + 1 }), language);
      return [{ label, command: undoCommand(change.id) }];
    })
    .slice(0, UNDO_BUTTONS);
}
