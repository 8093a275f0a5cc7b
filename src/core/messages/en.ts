import { buttons } from "./en/buttons.ts";
import { errors } from "./en/errors.ts";
import { reply } from "./en/reply.ts";
import { report } from "./en/report.ts";
import { settingChoices } from "./en/setting-choices.ts";
import { settings } from "./en/settings.ts";
import { settingsCommand } from "./en/settings-command.ts";
import { sites } from "./en/sites.ts";
import { sources } from "./en/sources.ts";
import { web } from "./en/web.ts";

/** Every sentence that Footnote says, in English: ICU MessageFormat and Markdown. */
export const en = {
  ...errors,
  ...buttons,
  ...settings,
  ...settingChoices,
  ...settingsCommand,
  ...sites,
  ...sources,
  ...report,
  ...reply,
  ...web,
} as const satisfies Record<string, string>;

export type MessageKey = keyof typeof en;
