import { answers } from "./fr/answers.ts";
import { asking } from "./fr/asking.ts";
import { buttons } from "./fr/buttons.ts";
import { commandTexts } from "./fr/command-texts.ts";
import { typedCommands } from "./fr/commands.ts";
import { digestCard } from "./fr/digest-card.ts";
import { digestCommand } from "./fr/digest-command.ts";
import { digestForm } from "./fr/digest-form.ts";
import { discord } from "./fr/discord.ts";
import { errors } from "./fr/errors.ts";
import { report } from "./fr/report.ts";
import { schedule } from "./fr/schedule.ts";
import { settingChoices } from "./fr/setting-choices.ts";
import { settingText } from "./fr/setting-text.ts";
import { settings } from "./fr/settings.ts";
import { settingsChange } from "./fr/settings-change.ts";
import { settingsCommand } from "./fr/settings-command.ts";
import { sites } from "./fr/sites.ts";
import { slack } from "./fr/slack.ts";
import { sources } from "./fr/sources.ts";
import { web } from "./fr/web.ts";
import { why } from "./fr/why.ts";

/** Every sentence in French. */
export const fr = {
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
