import { buttons } from "./fr/buttons.ts";
import { typedCommands } from "./fr/commands.ts";
import { digestCard } from "./fr/digest-card.ts";
import { digestCommand } from "./fr/digest-command.ts";
import { errors } from "./fr/errors.ts";
import { schedule } from "./fr/schedule.ts";
import { settingChoices } from "./fr/setting-choices.ts";
import { settings } from "./fr/settings.ts";
import { settingsCommand } from "./fr/settings-command.ts";
import { sites } from "./fr/sites.ts";

/** Every sentence in French. */
export const fr = {
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
