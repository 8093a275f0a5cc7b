import { buttons } from "./de/buttons.ts";
import { typedCommands } from "./de/commands.ts";
import { digestCard } from "./de/digest-card.ts";
import { digestCommand } from "./de/digest-command.ts";
import { errors } from "./de/errors.ts";
import { schedule } from "./de/schedule.ts";
import { settingChoices } from "./de/setting-choices.ts";
import { settings } from "./de/settings.ts";
import { settingsCommand } from "./de/settings-command.ts";
import { sites } from "./de/sites.ts";

/** Every sentence in German. */
export const de = {
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
