import type { ChannelRef } from "../core/chat.ts";
import { UserInputError } from "../core/errors.ts";
import { type SearchServiceName, searchServices, siteListFault } from "../core/search-service.ts";
import { type SettingsStore, siteListsOf } from "../core/settings.ts";
import { type InstallLayer, readEffectiveSettings } from "./read-effective-settings.ts";

interface CheckNarrowingDeps {
  readonly settings: SettingsStore;
  readonly install: InstallLayer;
  /** The services this install offers, the default first. */
  readonly searchServices: readonly SearchServiceName[];
}

/**
 * Says now rather than when it is searched for that a site is not allowed in the channel, or that its search service
 * cannot keep to the sites. Throws UserInputError.
 */
export async function checkNarrowing(
  channel: ChannelRef,
  sites: readonly string[],
  deps: CheckNarrowingDeps,
): Promise<void> {
  if (sites.length === 0) return;
  const settings = await readEffectiveSettings(channel, deps, { questionSites: sites });
  const service = settings.searchService.value;
  if (siteListFault(service, siteListsOf(settings), deps.searchServices) === undefined) return;
  throw new UserInputError(
    `${searchServices[service].label} cannot keep to these sites. Leave \`sites\` out, or let a channel manager choose another search service.`,
  );
}
