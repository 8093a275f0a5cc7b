import type { Config } from "../config.ts";
import { ConfigError } from "../core/errors.ts";
import { registerDiscordCommands } from "../platforms/discord/registration.ts";

const REGISTER_WITHIN_MS = 30_000;

/** Registers the commands with Discord and says which. Needed once, and after an upgrade that changes them. */
export async function register(config: Config, write: (line: string) => void): Promise<void> {
  if (config.discord === undefined)
    throw new ConfigError(
      "Set DISCORD_TOKEN and DISCORD_APPLICATION_ID first; docs/setup-discord.md says where they are.",
    );
  const names = await registerDiscordCommands(config.discord, {
    searchServices: config.searchServices,
    signal: AbortSignal.timeout(REGISTER_WITHIN_MS),
  });
  write(`Registered with Discord: ${names.join(", ")}`);
}
