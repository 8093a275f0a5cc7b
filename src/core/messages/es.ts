import { answers } from "./es/answers.ts";
import { asking } from "./es/asking.ts";
import { buttons } from "./es/buttons.ts";
import { commandTexts } from "./es/command-texts.ts";
import { typedCommands } from "./es/commands.ts";
import { digestCard } from "./es/digest-card.ts";
import { digestCommand } from "./es/digest-command.ts";
import { digestForm } from "./es/digest-form.ts";
import { discord } from "./es/discord.ts";
import { errors } from "./es/errors.ts";
import { report } from "./es/report.ts";
import { schedule } from "./es/schedule.ts";
import { settingChoices } from "./es/setting-choices.ts";
import { settingText } from "./es/setting-text.ts";
import { settings } from "./es/settings.ts";
import { settingsChange } from "./es/settings-change.ts";
import { settingsCommand } from "./es/settings-command.ts";
import { sites } from "./es/sites.ts";
import { slack } from "./es/slack.ts";
import { sources } from "./es/sources.ts";
import { web } from "./es/web.ts";
import { why } from "./es/why.ts";

/** Every sentence in Spanish. */
export const es = {
  ...answers,
  ...asking,
  ...buttons,
  ...commandTexts,
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
} as const;
