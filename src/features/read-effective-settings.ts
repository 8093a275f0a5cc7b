import type { ChannelRef } from "../core/chat.ts";
import { resolveSettings, type SettingsChain } from "../core/resolve-settings.ts";
import type { EffectiveSettings, SettingsStore } from "../core/settings.ts";

export type InstallLayer = SettingsChain["install"];

/** What holds for one question in a channel, read in one round trip. Throws UserInputError for a site that is not allowed. */
export async function readEffectiveSettings(
  channel: ChannelRef,
  { settings, install }: { readonly settings: SettingsStore; readonly install: InstallLayer },
  questionSites: readonly string[] = [],
): Promise<EffectiveSettings> {
  return resolveSettings({ install, ...(await settings.read(channel)) }, questionSites);
}
