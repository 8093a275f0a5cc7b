import type { ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { resolveSettings, type SettingsChain } from "../../core/resolve-settings.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import { hostOfUrl, isOnSite } from "../../core/source-site.ts";
import { faultAt, lockAgainst } from "../settings-fault.ts";
import { MAX_COMMAND_LENGTH } from "./change-sources.ts";
import type { SourcesDeps } from "./sources-deps.ts";

/** A platform shows 20 buttons under a reply; some are left for others. */
const MAX_OFFERS = 15;
const MAX_LABEL_LENGTH = 75;

/** The sites that addresses lie on, each once. `www.` is where a site's front door is, and no site of its own. */
export function sitesOf(urls: readonly string[]): readonly string[] {
  return [...new Set(urls.flatMap((url) => hostOfUrl(url)?.replace(/^www\.(?=.*\.)/u, "") ?? []))];
}

/** Those of the sites that a channel does not exclude yet. */
export function notExcluded(sites: readonly string[], chain: SettingsChain): readonly string[] {
  const { excludeSites } = resolveSettings(chain);
  return sites.filter((site) => !excludeSites.some(({ value }) => isOnSite(site, value)));
}

/**
 * One button for each site, which keeps it out of this channel from now on: by excluding it or, where the channel lists
 * it among others, by taking it off that list. None where nothing of that could be done.
 */
export function offerExclusions(
  sites: readonly string[],
  { chain, language, deps }: { readonly chain: SettingsChain; readonly language: Language; readonly deps: SourcesDeps },
): readonly ReplyButton[] {
  const { locks } = resolveSettings(chain);
  const isOpen = (key: "includeSites" | "excludeSites") => lockAgainst(locks, key, "channel") === undefined;
  const { channel } = chain;
  const works = (layer: SettingsLayer) =>
    faultAt({ chain, scope: "channel", layer }, deps.searchServices) === undefined;
  const offers = notExcluded(sites, chain).flatMap((site): readonly ReplyButton[] => {
    const excluding = { ...channel, excludeSites: [...channel.excludeSites, site] };
    if (isOpen("excludeSites") && works(excluding))
      return [
        { label: labelOf(say("sources.button.exclude", { site }), language), command: `sources exclude ${site}` },
      ];
    const others = channel.includeSites.filter((entry) => entry !== site);
    const isListed = others.length > 0 && others.length < channel.includeSites.length;
    if (!isListed || !isOpen("includeSites") || !works({ ...channel, includeSites: others })) return [];
    return [{ label: labelOf(say("sources.button.remove", { site }), language), command: `sources remove ${site}` }];
  });
  return offers.filter(({ command }) => command.length <= MAX_COMMAND_LENGTH).slice(0, MAX_OFFERS);
}

function labelOf(message: Message, language: Language): string {
  const label = translate(message, language);
  return label.length > MAX_LABEL_LENGTH ? `${label.slice(0, MAX_LABEL_LENGTH - 1)}…` : label;
}
