import type { Platform } from "./chat.ts";
import { narrowSites } from "./narrow-sites.ts";
import type { SearchServiceName } from "./search-service.ts";
import { SETTING_KEYS, type SettingField, type SettingKey, settingFields } from "./setting-fields.ts";
import {
  type EffectiveSettings,
  emptyLayer,
  SCOPES,
  type Scope,
  type SettingsLayer,
  type Sourced,
  type StoredLayers,
} from "./settings.ts";

/** What each scope says; the install says the service, so that one always holds. */
export interface SettingsChain extends Partial<StoredLayers> {
  readonly install: SettingsLayer & { readonly searchService: SearchServiceName };
  readonly workspace: SettingsLayer;
  readonly channel: SettingsLayer;
  /** Some settings' defaults are the platform's habit. */
  readonly platform?: Platform | undefined;
}

type Layers = readonly (readonly [Scope, SettingsLayer])[];

/**
 * What holds for one question. Exclude lists add up along the chain and win; of the include lists the nearest holds;
 * of every other setting the nearest holds. What a scope locks, no narrower one changes. `questionSites` narrows: a
 * site among them that is not allowed throws UserInputError.
 */
export function resolveSettings(chain: SettingsChain, questionSites: readonly string[] = []): EffectiveSettings {
  const layers = speakingLayers(chain);
  const isOnlyInstall = layers.length === 1 && questionSites.length === 0;
  return isOnlyInstall ? ofInstallAlone(chain) : resolve(chain, layers, questionSites);
}

/** The layers that say anything; the install's always does. */
function speakingLayers(chain: SettingsChain): Layers {
  return SCOPES.flatMap((scope) => {
    const layer = scope === "question" ? undefined : chain[scope];
    return layer === undefined || layer === emptyLayer ? [] : [[scope, layer] as const];
  });
}

const installs = new WeakMap<SettingsLayer, Map<Platform | undefined, EffectiveSettings>>();

/** Most places have set nothing, and every question asks twice: they share one object. */
function ofInstallAlone({ install, platform }: SettingsChain): EffectiveSettings {
  const ofPlatforms = installs.get(install) ?? new Map<Platform | undefined, EffectiveSettings>();
  installs.set(install, ofPlatforms);
  const chain = { install, platform, workspace: emptyLayer, channel: emptyLayer };
  const known = ofPlatforms.get(platform) ?? resolve(chain, [["install", install]], []);
  ofPlatforms.set(platform, known);
  return known;
}

function resolve(chain: SettingsChain, layers: Layers, questionSites: readonly string[]): EffectiveSettings {
  const locks = locksOf(layers);
  const speaking = (key: SettingKey): Layers => uptoLock(layers, locks[key]);
  const sitesOf = (sites: readonly string[]) => hostsOf(sites, chain.workspace.siteLists);

  const excludeSites = speaking("excludeSites").flatMap(([from, layer]) =>
    sitesOf(layer.excludeSites).map((value) => ({ value, from })),
  );
  const listed = nearest(speaking("includeSites"), ({ includeSites }) =>
    includeSites.length > 0 ? includeSites : undefined,
  );
  const allowed = listed && { ...listed, value: withoutExcluded(sitesOf(listed.value), excludeSites) };
  return {
    ...nearestOfEach(speaking, chain),
    includeSites:
      questionSites.length === 0
        ? allowed
        : { from: "question", value: narrowSites(questionSites, allowed?.value, excludeSites) },
    excludeSites: dropRepeats(excludeSites),
    lostExcludes: lostLists(speaking("excludeSites"), chain.workspace.siteLists),
    locks,
  };
}

type Nearest = Omit<EffectiveSettings, "includeSites" | "excludeSites" | "lostExcludes" | "locks">;

function nearestOfEach(speaking: (key: SettingKey) => Layers, chain: SettingsChain): Nearest;
function nearestOfEach(
  speaking: (key: SettingKey) => Layers,
  { platform, install }: SettingsChain,
): Readonly<Record<string, Sourced<unknown> | undefined>> {
  const values = SETTING_KEYS.filter((key) => key !== "includeSites" && key !== "excludeSites").map((key) => {
    const said = nearest<unknown>(speaking(key), (layer) => layer[key]);
    const { default: usual, platformDefaults }: SettingField = settingFields[key];
    const habit = platform === undefined ? undefined : platformDefaults?.[platform];
    const fallback = key === "searchService" ? install.searchService : (habit ?? usual);
    return [key, said ?? (fallback === undefined ? undefined : { value: fallback, from: "install" as const })] as const;
  });
  return Object.fromEntries(values);
}

/** Of two locks of one setting the wider one counts. */
function locksOf(layers: Layers): EffectiveSettings["locks"] {
  const locks: Partial<Record<SettingKey, Scope>> = {};
  for (const [scope, { locked }] of layers) for (const key of locked) locks[key] ??= scope;
  return locks;
}

function uptoLock(layers: Layers, lock: Scope | undefined): Layers {
  if (lock === undefined) return layers;
  return layers.filter(([scope]) => SCOPES.indexOf(scope) <= SCOPES.indexOf(lock));
}

function nearest<Value>(layers: Layers, pick: (layer: SettingsLayer) => Value | undefined): Sourced<Value> | undefined {
  let said: Sourced<Value> | undefined;
  for (const [from, layer] of layers) {
    const value = pick(layer);
    if (value !== undefined) said = { value, from };
  }
  return said;
}

/** Lists that are named, written out; a name that no list has stands for no host. */
function hostsOf(sites: readonly string[], lists: SettingsLayer["siteLists"]): readonly string[] {
  if (!sites.some(isListName)) return sites;
  return [...new Set(sites.flatMap((site) => (isListName(site) ? (listNamed(site, lists) ?? []) : [site])))];
}

function lostLists(layers: Layers, lists: SettingsLayer["siteLists"]): readonly string[] {
  const named = layers.flatMap(([, { excludeSites }]) => excludeSites.filter(isListName));
  return [...new Set(named.filter((name) => listNamed(name, lists) === undefined))];
}

/** Whether an entry of a list of sites names a list of the workspace's. */
export function isListName(site: string): boolean {
  return site.startsWith("@");
}

/** The sites of the list that an entry names; undefined where there is none. What every object has is no list. */
export function listNamed(entry: string, lists: SettingsLayer["siteLists"]): readonly string[] | undefined {
  const name = entry.slice(1);
  return Object.hasOwn(lists, name) ? lists[name] : undefined;
}

/** Lists are long, and a question waits for them: each host is looked up with the domains it is under. */
function withoutExcluded(sites: readonly string[], excluded: readonly Sourced<string>[]): readonly string[] {
  if (excluded.length === 0) return sites;
  const hosts = new Set(excluded.map(({ value }) => value));
  return sites.filter((site) => !isUnderOne(site, hosts));
}

function isUnderOne(host: string, sites: ReadonlySet<string>): boolean {
  for (let from = 0; ; ) {
    if (sites.has(from === 0 ? host : host.slice(from))) return true;
    const dot = host.indexOf(".", from);
    if (dot < 0) return false;
    from = dot + 1;
  }
}

function dropRepeats(sites: readonly Sourced<string>[]): readonly Sourced<string>[] {
  const seen = new Set<string>();
  return sites.filter(({ value }) => {
    const isNew = !seen.has(value);
    seen.add(value);
    return isNew;
  });
}
