import { UserInputError } from "./errors.ts";
import { SEARCH_RESULTS, type SearchServiceName } from "./search-service.ts";
import { type EffectiveSettings, SCOPES, type Scope, type SettingsLayer, type Sourced } from "./settings.ts";
import { isOnSite } from "./source-site.ts";

/** What each scope says; the install says the service, so that one always holds. */
export interface SettingsChain {
  readonly install: SettingsLayer & { readonly searchService: SearchServiceName };
  readonly workspace: SettingsLayer;
  readonly channel: SettingsLayer;
}

/**
 * What holds for one question. Exclude lists add up along the chain and win; of the include lists the nearest holds;
 * of every other setting the nearest holds. `questionSites` narrows: a question never reaches a site that the
 * channel does not allow. Throws UserInputError when it names one.
 */
export function resolveSettings(chain: SettingsChain, questionSites: readonly string[] = []): EffectiveSettings {
  const layers: readonly (readonly [Scope, SettingsLayer])[] = SCOPES.flatMap((scope) =>
    scope === "question" ? [] : [[scope, chain[scope]] as const],
  );
  const nearestFirst = layers.toReversed();
  const excludeSites = layers.flatMap(([from, layer]) => layer.excludeSites.map((value) => ({ value, from })));
  const listed = nearest(nearestFirst, (layer) => (layer.includeSites.length > 0 ? layer.includeSites : undefined));
  const allowed = listed && { ...listed, value: withoutExcluded(listed.value, excludeSites) };
  return {
    includeSites:
      questionSites.length === 0
        ? allowed
        : { from: "question", value: narrow(questionSites, allowed?.value, excludeSites) },
    excludeSites: dropRepeats(excludeSites),
    searchService: nearest(nearestFirst, (layer) => layer.searchService) ?? {
      value: chain.install.searchService,
      from: "install",
    },
    searchResults: nearest(nearestFirst, (layer) => layer.searchResults) ?? {
      value: SEARCH_RESULTS.default,
      from: "install",
    },
    model: nearest(nearestFirst, (layer) => layer.model),
    timeZone: nearest(nearestFirst, (layer) => layer.timeZone) ?? { value: "UTC", from: "install" },
  };
}

function nearest<Value>(
  nearestFirst: readonly (readonly [Scope, SettingsLayer])[],
  pick: (layer: SettingsLayer) => Value | undefined,
): Sourced<Value> | undefined {
  for (const [from, layer] of nearestFirst) {
    const value = pick(layer);
    if (value !== undefined) return { value, from };
  }
  return undefined;
}

function withoutExcluded(sites: readonly string[], excluded: readonly Sourced<string>[]): readonly string[] {
  return sites.filter((site) => !excluded.some(({ value }) => isOnSite(site, value)));
}

/** The asked-for sites as far as they are allowed: the narrower of the two hosts where one contains the other. */
function narrow(
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
  return new UserInputError(`${site} is not among the sites this channel allows. \`/sources show\` lists them.`, {
    code: "NO_SITE_ALLOWED",
  });
}

function dropRepeats(sites: readonly Sourced<string>[]): readonly Sourced<string>[] {
  return sites.filter(({ value }, index) => sites.findIndex((other) => other.value === value) === index);
}
