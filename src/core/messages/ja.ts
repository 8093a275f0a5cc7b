import { buttons } from "./ja/buttons.ts";
import { typedCommands } from "./ja/commands.ts";
import { digestCard } from "./ja/digest-card.ts";
import { digestCommand } from "./ja/digest-command.ts";
import { errors } from "./ja/errors.ts";
import { schedule } from "./ja/schedule.ts";
import { settingChoices } from "./ja/setting-choices.ts";
import { settings } from "./ja/settings.ts";
import { settingsCommand } from "./ja/settings-command.ts";
import { sites } from "./ja/sites.ts";

/** Every sentence in Japanese. */
export const ja = {
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
