import { SETTING_KEYS, type SettingKey } from "../../core/setting-fields.ts";
import type { AnySettingValue } from "../../core/setting-text.ts";
import type { SettingsLayer } from "../../core/settings.ts";
import type { SettingsChange } from "../../core/settings-change.ts";

/** What a form says of each of its settings; undefined: nothing. */
export type SettingValues = Readonly<Partial<Record<SettingKey, AnySettingValue>>>;

/** `changed`: the newest changes of others of what the form changes too. `unknown`: the history does not tell. */
export type Conflict =
  | {
      readonly kind: "changed";
      readonly changes: readonly { readonly key: SettingKey; readonly change: SettingsChange }[];
    }
  | { readonly kind: "unknown" };

interface FilledIn {
  readonly values: SettingValues;
  /** The layer's revision that the form was opened on; undefined: it was not opened, but typed. */
  readonly opened: number | undefined;
  /** The changes of this layer, newest first. */
  readonly history: readonly SettingsChange[];
}

/**
 * A layer with what a person changed in a form, measured by what stood in it when it was opened: a field that was left alone
 * takes nothing back that somebody else has saved since. With a conflict the layer is as it was.
 */
export function mergeForm(
  layer: SettingsLayer,
  { values, opened = layer.revision, history }: FilledIn,
): { readonly layer: SettingsLayer; readonly conflict?: Conflict } {
  const since = history.filter(({ revision }) => revision > opened && revision <= layer.revision);
  if (since.length < layer.revision - opened) return { layer, conflict: { kind: "unknown" } };
  const wasOf = (key: SettingKey) => {
    const oldest = since.findLast(({ parts }) => parts.includes(key));
    return oldest === undefined ? layer[key] : oldest.before[key];
  };
  const edited = SETTING_KEYS.filter((key) => Object.hasOwn(values, key) && !isSame(values[key], wasOf(key)));
  const changes = edited.flatMap((key) => {
    const change = since.find(({ parts }) => parts.includes(key));
    return change === undefined || isSame(values[key], layer[key]) ? [] : [{ key, change }];
  });
  if (changes.length > 0) return { layer, conflict: { kind: "changed", changes } };
  const isSites = (key: SettingKey) => key === "includeSites" || key === "excludeSites";
  const edits = edited.map((key) => [key, values[key] ?? (isSites(key) ? [] : undefined)] as const);
  return { layer: { ...layer, ...Object.fromEntries(edits) } };
}

/** An empty list cannot be told from nothing in the field of a form. */
function isSame(one: AnySettingValue, other: AnySettingValue): boolean {
  const norm = (value: AnySettingValue) => (Array.isArray(value) && value.length === 0 ? undefined : value);
  return JSON.stringify(norm(one)) === JSON.stringify(norm(other));
}
