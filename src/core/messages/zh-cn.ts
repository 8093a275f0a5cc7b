import { answers } from "./zh-cn/answers.ts";
import { asking } from "./zh-cn/asking.ts";
import { buttons } from "./zh-cn/buttons.ts";
import { commandTexts } from "./zh-cn/command-texts.ts";
import { typedCommands } from "./zh-cn/commands.ts";
import { digestCard } from "./zh-cn/digest-card.ts";
import { digestCommand } from "./zh-cn/digest-command.ts";
import { digestForm } from "./zh-cn/digest-form.ts";
import { discord } from "./zh-cn/discord.ts";
import { errors } from "./zh-cn/errors.ts";
import { report } from "./zh-cn/report.ts";
import { schedule } from "./zh-cn/schedule.ts";
import { settingChoices } from "./zh-cn/setting-choices.ts";
import { settingText } from "./zh-cn/setting-text.ts";
import { settings } from "./zh-cn/settings.ts";
import { settingsChange } from "./zh-cn/settings-change.ts";
import { settingsCommand } from "./zh-cn/settings-command.ts";
import { sites } from "./zh-cn/sites.ts";
import { slack } from "./zh-cn/slack.ts";
import { sources } from "./zh-cn/sources.ts";
import { web } from "./zh-cn/web.ts";
import { why } from "./zh-cn/why.ts";

/** Every sentence in Simplified Chinese. */
export const zhCn = {
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
