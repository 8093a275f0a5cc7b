import { buttons } from "./en/buttons.ts";
import { discord } from "./en/discord.ts";
import { errors } from "./en/errors.ts";
import { settingChoices } from "./en/setting-choices.ts";
import { settings } from "./en/settings.ts";
import { settingsCommand } from "./en/settings-command.ts";

/** Every sentence that Footnote says, in English: ICU MessageFormat and Markdown. */
export const en = {
  ...errors,
  ...buttons,
  ...settings,
  ...settingChoices,
  ...settingsCommand,
  ...discord,
} as const satisfies Record<string, string>;

export type MessageKey = keyof typeof en;
