import { answers } from "./ja/answers.ts";
import { asking } from "./ja/asking.ts";
import { buttons } from "./ja/buttons.ts";
import { commandTexts } from "./ja/command-texts.ts";
import { typedCommands } from "./ja/commands.ts";
import { digestCard } from "./ja/digest-card.ts";
import { digestCommand } from "./ja/digest-command.ts";
import { digestForm } from "./ja/digest-form.ts";
import { discord } from "./ja/discord.ts";
import { errors } from "./ja/errors.ts";
import { report } from "./ja/report.ts";
import { schedule } from "./ja/schedule.ts";
import { settingChoices } from "./ja/setting-choices.ts";
import { settingText } from "./ja/setting-text.ts";
import { settings } from "./ja/settings.ts";
import { settingsChange } from "./ja/settings-change.ts";
import { settingsCommand } from "./ja/settings-command.ts";
import { sites } from "./ja/sites.ts";
import { slack } from "./ja/slack.ts";
import { sources } from "./ja/sources.ts";
import { web } from "./ja/web.ts";
import { why } from "./ja/why.ts";

/** Every sentence in Japanese. */
export const ja = {
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
