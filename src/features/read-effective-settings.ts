import type { ChannelRef } from "../core/chat.ts";
import { resolveSettings, type SettingsChain } from "../core/resolve-settings.ts";
import type { EffectiveSettings, SettingsLayer, SettingsStore } from "../core/settings.ts";

export type InstallLayer = SettingsChain["install"];

export interface SettingsSource {
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
}

/** What holds in a place, as it was read once. */
export interface PlaceSettings {
  readonly effective: EffectiveSettings;
  /** The named lists of the workspace. */
  readonly siteLists: SettingsLayer["siteLists"];
  /** What holds for a question that names its sites. Throws UserInputError for a site that is not allowed. */
  narrowedTo(questionSites: readonly string[]): EffectiveSettings;
}

/** What holds in a channel or in one of its threads, read in one round trip. */
export async function readPlaceSettings(
  channel: ChannelRef,
  { settings, install }: SettingsSource,
  threadId?: string | undefined,
): Promise<PlaceSettings> {
  return placeSettings({ install, platform: channel.platform, ...(await settings.read(channel, threadId)) });
}

/** What holds in a place with these layers. */
export function placeSettings(chain: SettingsChain): PlaceSettings {
  const effective = resolveSettings(chain);
  return {
    effective,
    siteLists: chain.workspace.siteLists,
    narrowedTo: (questionSites) => (questionSites.length === 0 ? effective : resolveSettings(chain, questionSites)),
  };
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
