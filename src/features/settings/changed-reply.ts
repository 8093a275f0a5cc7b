import type { Invocation, Outcome, ReplyButton } from "../../core/invocation.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import type { SettingKey } from "../../core/setting-fields.ts";
import type { SettingsTarget } from "../../core/settings.ts";
import type { ChangedLayer } from "./change-layer.ts";
import { renderSetting } from "./render-settings.ts";

/** A command that a button can carry. */
const MAX_COMMAND_LENGTH = 85;

/** Says what a change of settings has made hold, with a button that takes it back. */
export function changedReply(
  { language = "en" }: Pick<Invocation, "language">,
  {
    change,
    effective,
    target,
    touched,
    said,
  }: ChangedLayer & {
    readonly target: SettingsTarget;
    readonly touched: readonly SettingKey[];
    /** What was done; absent: that it was changed, or was like that already. */
    readonly said?: Message;
  },
): Outcome {
  const made =
    change === undefined ? say("settings.unchanged") : say("settings.changed", { scope: say(`scope.${target.scope}`) });
  const heading = said ?? made;
  const lines = touched.map((key) => renderSetting(key, effective, language));
  const undo: readonly ReplyButton[] =
    change === undefined ? [] : [{ label: translate(say("button.undo"), language), command: undoCommand(change.id) }];
  const show = { label: translate(say("settings.button.show"), language), command: "settings show" };
  return {
    kind: "reply",
    markdown: [translate(heading, language), ...(lines.length === 0 ? [] : [""]), ...lines].join("\n"),
    buttons: [...undo, show].filter(({ command }) => command.length <= MAX_COMMAND_LENGTH),
  };
}

/** As it is typed, without the slash. */
export function undoCommand(changeId: string): string {
  return `settings undo ${changeId}`;
}
