import { isAllowedUrl } from "../../core/allowed-url.ts";
import { type Message, say } from "../../core/messages/message.ts";
import { type EffectiveSettings, siteListsOf } from "../../core/settings.ts";
import { hostOfUrl, isOnSite } from "../../core/source-site.ts";

/** The rule that keeps a page from being cited under these settings; undefined when it passes. */
export function verdictOn(url: string, settings: EffectiveSettings): Message | undefined {
  if (isAllowedUrl(url, siteListsOf(settings))) return undefined;
  const host = hostOfUrl(url);
  // It would be allowed nowhere.
  if (host === undefined || !isAllowedUrl(url, { include: undefined, exclude: [] })) return say("sources.rule.address");
  const excluded = settings.excludeSites.find(({ value }) => isOnSite(host, value));
  if (excluded !== undefined)
    return say("sources.rule.excluded", { site: excluded.value, scope: say(`scope.${excluded.from}`) });
  return say("sources.rule.notIncluded", { scope: say(`scope.${settings.includeSites?.from ?? "install"}`) });
}
