import { type Message, say } from "../../core/messages/message.ts";
import { type SearchServiceName, siteListFault } from "../../core/search-service.ts";
import { type EffectiveSettings, type SettingsLayer, siteListsOf } from "../../core/settings.ts";

/** Why questions could not be asked with a layer as it is, and what to do about it. */
export function faultOf(
  layer: SettingsLayer,
  effective: EffectiveSettings,
  offered: readonly SearchServiceName[],
): Message | undefined {
  const both = layer.includeSites.find((site) => layer.excludeSites.includes(site));
  if (both !== undefined) return say("sources.onBothLists", { site: both });
  const lists = siteListsOf(effective);
  if (lists.include?.length === 0) return say("sources.nothingLeft");
  return siteListFault(effective.searchService.value, lists, offered);
}
