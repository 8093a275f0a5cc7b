import type { CommandCall } from "../../core/commands.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import { explainAnswer } from "../why/explain-answer.ts";
import { editSettings } from "./edit-settings.ts";
import { lockSetting } from "./lock-setting.ts";
import { resetSetting, setSetting } from "./set-setting.ts";
import type { SettingsDeps } from "./settings-deps.ts";
import { showHistory } from "./settings-history.ts";
import { showSettings } from "./show-settings.ts";
import { undoChange } from "./undo-change.ts";

/** Shows and changes the settings of a channel and of what it stands in. Throws UserInputError; then nothing has changed. */
export async function runSettingsCommand(
  invocation: Invocation,
  { action, options }: Extract<CommandCall, { name: "settings" }>,
  deps: SettingsDeps,
): Promise<Outcome> {
  switch (action) {
    case "show":
      return showSettings(invocation, deps);
    case "set":
      return setSetting(invocation, options, deps);
    case "reset":
      return resetSetting(invocation, options, deps);
    case "edit":
      return editSettings(invocation, options, deps);
    case "lock":
    case "unlock":
      return lockSetting(invocation, { action, setting: options["setting"] }, deps);
    case "history":
      return showHistory(invocation, deps);
    case "undo":
      return undoChange(invocation, options["change"], deps);
    case "why":
      return explainAnswer(invocation, deps);
  }
}
