import type { ChannelRef } from "../core/chat.ts";
import { resolveSettings, type SettingsChain } from "../core/resolve-settings.ts";
import type { EffectiveSettings, SettingsStore } from "../core/settings.ts";

export type InstallLayer = SettingsChain["install"];

export interface SettingsSource {
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
}

/**
 * What holds for one question in a channel or in one of its threads, read in one round trip. Throws UserInputError for a
 * site that is not allowed.
 */
export async function readEffectiveSettings(
  channel: ChannelRef,
  { settings, install }: SettingsSource,
  {
    threadId,
    questionSites = [],
  }: { readonly threadId?: string | undefined; readonly questionSites?: readonly string[] } = {},
): Promise<EffectiveSettings> {
  const layers = await settings.read(channel, threadId);
  return resolveSettings({ install, platform: channel.platform, ...layers }, questionSites);
}
