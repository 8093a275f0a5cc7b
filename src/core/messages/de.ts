import { answers } from "./de/answers.ts";
import { asking } from "./de/asking.ts";
import { buttons } from "./de/buttons.ts";
import { commandTexts } from "./de/command-texts.ts";
import { typedCommands } from "./de/commands.ts";
import { digestCard } from "./de/digest-card.ts";
import { digestCommand } from "./de/digest-command.ts";
import { digestForm } from "./de/digest-form.ts";
import { discord } from "./de/discord.ts";
import { errors } from "./de/errors.ts";
import { report } from "./de/report.ts";
import { schedule } from "./de/schedule.ts";
import { settingChoices } from "./de/setting-choices.ts";
import { settingText } from "./de/setting-text.ts";
import { settings } from "./de/settings.ts";
import { settingsChange } from "./de/settings-change.ts";
import { settingsCommand } from "./de/settings-command.ts";
import { sites } from "./de/sites.ts";
import { slack } from "./de/slack.ts";
import { sources } from "./de/sources.ts";
import { web } from "./de/web.ts";
import { why } from "./de/why.ts";

/** Every sentence in German. */
export const de = {
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
