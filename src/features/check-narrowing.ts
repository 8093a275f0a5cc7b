import type { ChannelRef } from "../core/chat.ts";
import { UserInputError } from "../core/errors.ts";
import { say } from "../core/messages/message.ts";
import { type SearchServiceName, siteListFault } from "../core/search-service.ts";
import { choiceLabel } from "../core/setting-labels.ts";
import { type EffectiveSettings, type SettingsStore, siteListsOf } from "../core/settings.ts";
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
  checkSitesOf(await readEffectiveSettings(channel, deps, { questionSites: sites }), deps.searchServices);
}

/** Throws UserInputError when the search service cannot keep to the sites of settings that were narrowed to some. */
export function checkSitesOf(settings: EffectiveSettings, offered: readonly SearchServiceName[]): void {
  const service = settings.searchService.value;
  if (siteListFault(service, siteListsOf(settings), offered) === undefined) return;
  throw new UserInputError(say("ask.cannotNarrow", { service: choiceLabel("searchService", service) }));
}
