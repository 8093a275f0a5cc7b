import { buttons } from "./en/buttons.ts";
import { digestForm } from "./en/digest-form.ts";
import { errors } from "./en/errors.ts";
import { settingChoices } from "./en/setting-choices.ts";
import { settingText } from "./en/setting-text.ts";
import { settings } from "./en/settings.ts";
import { settingsChange } from "./en/settings-change.ts";
import { settingsCommand } from "./en/settings-command.ts";

/** Every sentence that Footnote says, in English: ICU MessageFormat and Markdown. */
export const en = {
  ...errors,
  ...buttons,
  ...digestForm,
  ...settings,
  ...settingChoices,
  ...settingText,
  ...settingsChange,
  ...settingsCommand,
} as const satisfies Record<string, string>;

export type MessageKey = keyof typeof en;
