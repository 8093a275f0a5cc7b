import { answers } from "./en/answers.ts";
import { asking } from "./en/asking.ts";
import { buttons } from "./en/buttons.ts";
import { typedCommands } from "./en/commands.ts";
import { digestCard } from "./en/digest-card.ts";
import { digestCommand } from "./en/digest-command.ts";
import { digestForm } from "./en/digest-form.ts";
import { discord } from "./en/discord.ts";
import { errors } from "./en/errors.ts";
import { report } from "./en/report.ts";
import { schedule } from "./en/schedule.ts";
import { settingChoices } from "./en/setting-choices.ts";
import { settingText } from "./en/setting-text.ts";
import { settings } from "./en/settings.ts";
import { settingsChange } from "./en/settings-change.ts";
import { settingsCommand } from "./en/settings-command.ts";
import { sites } from "./en/sites.ts";
import { slack } from "./en/slack.ts";
import { sources } from "./en/sources.ts";
import { web } from "./en/web.ts";
import { why } from "./en/why.ts";

/** Every sentence that Footnote says, in English: ICU MessageFormat and Markdown. */
export const en = {
  ...answers,
  ...asking,
  ...buttons,
  ...typedCommands,
  ...digestCard,
  ...digestCommand,
  ...digestForm,
  ...discord,
  ...errors,
  ...report,
  ...schedule,
  ...settingChoices,
  ...settingText,
  ...settingsChange,
  ...settingsCommand,
  ...settings,
  ...sites,
  ...slack,
  ...sources,
  ...web,
  ...why,
} as const satisfies Record<string, string>;

export type MessageKey = keyof typeof en;
