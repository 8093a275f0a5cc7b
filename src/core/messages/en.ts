import { answers } from "./en/answers.ts";
import { asking } from "./en/asking.ts";
import { buttons } from "./en/buttons.ts";
import { typedCommands } from "./en/commands.ts";
import { digestCard } from "./en/digest-card.ts";
import { digestCommand } from "./en/digest-command.ts";
import { errors } from "./en/errors.ts";
import { schedule } from "./en/schedule.ts";
import { settingChoices } from "./en/setting-choices.ts";
import { settings } from "./en/settings.ts";
import { settingsCommand } from "./en/settings-command.ts";
import { sites } from "./en/sites.ts";
import { why } from "./en/why.ts";

/** Every sentence that Footnote says, in English: ICU MessageFormat and Markdown. */
export const en = {
  ...errors,
  ...buttons,
  ...settings,
  ...settingChoices,
  ...settingsCommand,
  ...sites,
  ...schedule,
  ...typedCommands,
  ...digestCommand,
  ...digestCard,
  ...asking,
  ...why,
  ...answers,
} as const satisfies Record<string, string>;

export type MessageKey = keyof typeof en;
