import { UserInputError } from "../core/errors.ts";
import { type Message, say } from "../core/messages/message.ts";
import { isListName, resolveSettings, type SettingsChain } from "../core/resolve-settings.ts";
import type { SearchServiceName } from "../core/search-service.ts";
import { siteListFault } from "../core/search-service.ts";
import { SETTING_KEYS, type SettingKey } from "../core/setting-fields.ts";
import { settingLabel } from "../core/setting-labels.ts";
import {
  type EffectiveSettings,
  SCOPES,
  type Scope,
  type SettingsLayer,
  STORED_SCOPES,
  type StoredScope,
  siteListsOf,
} from "../core/settings.ts";

/** A layer, and what holds with it. */
export interface LayerInPlace {
  readonly layer: SettingsLayer;
  readonly effective: EffectiveSettings;
}

/** A change of one layer, and the chain it stands in. */
export interface ScopeEdit {
  readonly chain: SettingsChain;
  readonly scope: StoredScope;
  readonly apply: (layer: SettingsLayer) => SettingsLayer;
}

interface FaultContext {
  /** The services this install offers, the default first. */
  readonly offered: readonly SearchServiceName[];
  /** The workspace's named lists. */
  readonly siteLists: SettingsLayer["siteLists"];
}

/**
 * What an edit of one layer makes of it, in its chain: refused where a wider scope has locked what it changes, or where
 * questions could not be asked afterwards. Throws UserInputError, and whatever `apply` throws.
 */
export function checkedEdit(
  { chain, scope, apply }: ScopeEdit,
  offered: readonly SearchServiceName[],
): (current: SettingsLayer) => LayerInPlace {
  const inPlace = (layer: SettingsLayer) => layerInPlace(chain, scope, layer);
  return (current) => {
    const before = inPlace(current);
    const after = inPlace(apply(current));
    refuseLocked(before.effective.locks, { scope, changed: changedKeys(current, after.layer) });
    const { siteLists } = { ...chain, [scope]: after.layer }.workspace;
    refuseFault(before, after, { offered, siteLists });
    if (scope === "workspace") refuseLost(current.siteLists, { ...chain, workspace: after.layer });
    return after;
  };
}

/** Why questions could not be asked with such a layer in its chain; undefined when they could. */
export function faultAt(
  { chain, scope, layer }: Pick<ScopeEdit, "chain" | "scope"> & { readonly layer: SettingsLayer },
  offered: readonly SearchServiceName[],
): Message | undefined {
  const { siteLists } = { ...chain, [scope]: layer }.workspace;
  return faultOf(layerInPlace(chain, scope, layer), { offered, siteLists });
}

/** A layer of a chain, and what holds with it. */
export function layerInPlace(chain: SettingsChain, scope: StoredScope, layer: SettingsLayer): LayerInPlace {
  return { layer, effective: resolveSettings({ ...chain, [scope]: layer }) };
}

/**
 * Refuses a change after which questions could not be asked. What has become wrong elsewhere can be undone step by step:
 * a change that adds no site and no service is let through when it was wrong before. Throws UserInputError.
 */
function refuseFault(before: LayerInPlace, after: LayerInPlace, context: FaultContext): void {
  const fault = faultOf(after, context);
  if (fault === undefined) return;
  if (takesAway(before.layer, after.layer) && faultOf(before, context) !== undefined) return;
  throw new UserInputError(fault);
}

/** Refuses to take a list away that is named in this place: nothing would be excluded by it any more. Throws UserInputError. */
function refuseLost(before: SettingsLayer["siteLists"], chain: SettingsChain): void {
  const { siteLists } = chain.workspace;
  const isLost = (entry: string) =>
    isListName(entry) && Object.hasOwn(before, entry.slice(1)) && !Object.hasOwn(siteLists, entry.slice(1));
  for (const scope of STORED_SCOPES) {
    const { includeSites = [], excludeSites = [] } = chain[scope] ?? {};
    const excluded = excludeSites.find(isLost);
    const name = excluded ?? includeSites.find(isLost);
    if (name === undefined) continue;
    const place = excluded === undefined ? "sources.lists.included" : "sources.lists.excluded";
    const places = say(place, { scope: say(`scope.${scope}`) });
    throw new UserInputError(say("sources.lists.inUse", { name, places }));
  }
}

/** Refuses a change of what a wider scope has locked. Throws UserInputError that says who locked it. */
export function refuseLocked(
  locks: EffectiveSettings["locks"],
  { scope, changed }: { readonly scope: StoredScope; readonly changed: readonly SettingKey[] },
): void {
  for (const key of changed) {
    const by = lockAgainst(locks, key, scope);
    if (by !== undefined)
      throw new UserInputError(say(`settings.locked.${by}`, { setting: settingLabel(key) }), {
        code: "INPUT_FORBIDDEN",
      });
  }
}

/** The scope that keeps another one from changing a setting. */
export function lockAgainst(
  locks: EffectiveSettings["locks"],
  key: SettingKey,
  scope: StoredScope,
): "install" | "workspace" | undefined {
  const by: Scope | undefined = locks[key];
  if (by === undefined || SCOPES.indexOf(by) >= SCOPES.indexOf(scope)) return undefined;
  return by === "install" ? "install" : "workspace";
}

/** The settings in which two layers differ. */
export function changedKeys(before: SettingsLayer, after: SettingsLayer): readonly SettingKey[] {
  return SETTING_KEYS.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

function takesAway(before: SettingsLayer, after: SettingsLayer): boolean {
  return (
    after.includeSites.every((site) => before.includeSites.includes(site)) &&
    after.excludeSites.every((site) => before.excludeSites.includes(site)) &&
    after.searchService === before.searchService
  );
}

/** Why questions could not be asked with a layer as it is, and what to do about it. */
function faultOf({ layer, effective }: LayerInPlace, { offered, siteLists }: FaultContext): Message | undefined {
  const both = layer.includeSites.find((site) => layer.excludeSites.includes(site));
  if (both !== undefined) return say("settings.fault.bothLists", { site: both });
  const unknown = [...layer.includeSites, ...layer.excludeSites].find(
    (site) => isListName(site) && !Object.hasOwn(siteLists, site.slice(1)),
  );
  if (unknown !== undefined) return say("settings.fault.unknownList", { name: unknown });
  const lists = siteListsOf(effective);
  if (lists.include?.length === 0) return say("settings.fault.nothingLeft");
  return siteListFault(effective.searchService.value, lists, offered);
}
