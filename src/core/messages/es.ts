import { buttons } from "./es/buttons.ts";
import { typedCommands } from "./es/commands.ts";
import { digestCard } from "./es/digest-card.ts";
import { digestCommand } from "./es/digest-command.ts";
import { errors } from "./es/errors.ts";
import { schedule } from "./es/schedule.ts";
import { settingChoices } from "./es/setting-choices.ts";
import { settings } from "./es/settings.ts";
import { settingsCommand } from "./es/settings-command.ts";
import { sites } from "./es/sites.ts";

/** Every sentence in Spanish. */
export const es = {
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
