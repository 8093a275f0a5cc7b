import { UserInputError } from "./errors.ts";
import { say } from "./messages/message.ts";
import type { Sourced } from "./settings.ts";
import { isOnSite } from "./source-site.ts";

/**
 * The asked-for sites as far as they are allowed: the narrower of the two hosts where one contains the other. `allowed`
 * undefined: any that is not excluded. Throws UserInputError for one that is not allowed.
 */
export function narrowSites(
  asked: readonly string[],
  allowed: readonly string[] | undefined,
  excluded: readonly Sourced<string>[],
): readonly string[] {
  const sites = asked.flatMap((site) => {
    if (excluded.some(({ value }) => isOnSite(site, value))) throw notAllowed(site);
    if (allowed === undefined || allowed.some((host) => isOnSite(site, host))) return [site];
    const inside = allowed.filter((host) => isOnSite(host, site));
    if (inside.length === 0) throw notAllowed(site);
    return inside;
  });
  return [...new Set(sites)];
}

function notAllowed(site: string): UserInputError {
  return new UserInputError(say("site.notAllowed", { site }), { code: "NO_SITE_ALLOWED" });
}
