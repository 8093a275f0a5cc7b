import { buttons } from "./zh-cn/buttons.ts";
import { typedCommands } from "./zh-cn/commands.ts";
import { digestCard } from "./zh-cn/digest-card.ts";
import { digestCommand } from "./zh-cn/digest-command.ts";
import { errors } from "./zh-cn/errors.ts";
import { schedule } from "./zh-cn/schedule.ts";
import { settingChoices } from "./zh-cn/setting-choices.ts";
import { settings } from "./zh-cn/settings.ts";
import { settingsCommand } from "./zh-cn/settings-command.ts";
import { sites } from "./zh-cn/sites.ts";

/** Every sentence in Simplified Chinese. */
export const zhCn = {
  ...buttons,
  ...typedCommands,
  ...digestCard,
  ...digestCommand,
  ...errors,
  ...schedule,
  ...settingChoices,
  ...settingsCommand,
  ...settings,
  ...sites,
} as const;
