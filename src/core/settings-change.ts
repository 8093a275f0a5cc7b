import { z } from "zod";
import type { ChannelRef } from "./chat.ts";
import { SETTING_KEYS, type SettingKey } from "./setting-fields.ts";
import {
  type SettingsEdit,
  type SettingsLayer,
  type SettingsTarget,
  STORED_SCOPES,
  settingsLayerSchema,
} from "./settings.ts";

const patchSchema = settingsLayerSchema.omit({ version: true, revision: true }).partial();

/** Everything of a layer that a change can touch. */
export type SettingsPart = SettingKey | "locked" | "siteLists";

const SETTINGS_PARTS = [...SETTING_KEYS, "locked", "siteLists"] as const satisfies readonly SettingsPart[];

/** One change that was made, as it is kept: who, when, where, and the parts that differ, as they were and as they are. */
export const settingsChangeSchema = z.object({
  version: z.literal(1).default(1),
  /** Letters, digits and `-`, unlike any other of its workspace. Typed, and carried by buttons. */
  id: z.string(),
  /** Unix ms. */
  at: z.number(),
  by: z.object({ id: z.string(), name: z.string().optional() }),
  scope: z.enum(STORED_SCOPES),
  /** The category's, channel's or thread's own id; absent for the workspace. */
  placeId: z.string().optional(),
  /** The revision of its layer that it made. */
  revision: z.int(),
  /** The parts that differ; one that is in `parts` and not in `after` says nothing now. Of named lists, those that differ. */
  parts: z.array(z.enum(SETTINGS_PARTS)),
  before: patchSchema,
  after: patchSchema,
});
export type SettingsChange = Readonly<z.infer<typeof settingsChangeSchema>>;

/** What an edit makes of a layer, and the record of it; no record when it changes nothing. What the edit throws comes out. */
export function applyEdit(
  target: SettingsTarget,
  before: SettingsLayer,
  edit: SettingsEdit,
): { readonly layer: SettingsLayer; readonly change: SettingsChange | undefined } {
  const revision = before.revision + 1;
  const layer = settingsLayerSchema.parse({ ...edit.change(before), revision });
  const parts = SETTINGS_PARTS.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(layer[part]));
  if (parts.length === 0) return { layer: before, change: undefined };
  const { scope } = target;
  const placeId = placeIdOf(target);
  const change = settingsChangeSchema.parse({
    id: [scope, ...(placeId === undefined ? [] : [placeId]), revision].join("-").replace(/[^\w-]/gu, "-"),
    at: edit.at,
    by: edit.by,
    scope,
    ...(placeId === undefined ? {} : { placeId }),
    revision,
    parts,
    before: pick(before, parts, layer),
    after: pick(layer, parts, before),
  });
  return { layer, change };
}

/** The id of the place a layer belongs to; undefined for the workspace. Throws TypeError for a place the channel has not. */
export function placeIdOf({ channel, scope, threadId }: SettingsTarget): string | undefined {
  switch (scope) {
    case "workspace":
      return undefined;
    case "category":
      return known(channel.categoryId);
    case "channel":
      return channel.channelId;
    case "thread":
      return known(threadId);
  }
}

/** Whether a change was made in this very layer. */
export function isOfLayer(change: SettingsChange, target: SettingsTarget): boolean {
  return change.scope === target.scope && change.placeId === placeIdOf(target);
}

/** The place in which a change was made, seen from any channel of its workspace. */
export function targetOf({ scope, placeId = "" }: SettingsChange, channel: ChannelRef): SettingsTarget {
  switch (scope) {
    case "workspace":
      return { channel, scope };
    case "category":
      return { channel: { ...channel, categoryId: placeId }, scope };
    case "channel":
      return { channel: { ...channel, channelId: placeId }, scope };
    case "thread":
      return { channel, scope, threadId: placeId };
  }
}

/** Whether a part is still as a change has left it. */
export function isPartAsLeft(part: SettingsPart, change: SettingsChange, layer: SettingsLayer): boolean {
  if (part !== "siteLists") return isEqual(layer[part], change.after[part]);
  const { siteLists: after = {} } = change.after;
  return listsTouchedBy(change).every((name) => isEqual(layer.siteLists[name], after[name]));
}

/** A layer in which everything that a change touched is as it was before. */
export function restored(layer: SettingsLayer, change: SettingsChange): SettingsLayer {
  const { parts, before } = change;
  const lists = { ...layer.siteLists, ...before.siteLists };
  const gone = listsTouchedBy(change).filter((name) => !Object.hasOwn(before.siteLists ?? {}, name));
  const siteLists = Object.fromEntries(Object.entries(lists).filter(([name]) => !gone.includes(name)));
  return { ...layer, ...Object.fromEntries(parts.map((part) => [part, before[part]])), siteLists };
}

/** Whether a change has touched what another one did of a part. */
export function touchesSame(part: SettingsPart, change: SettingsChange, other: SettingsChange): boolean {
  if (!change.parts.includes(part)) return false;
  const names = listsTouchedBy(other);
  return part !== "siteLists" || listsTouchedBy(change).some((name) => names.includes(name));
}

function listsTouchedBy({ before, after }: SettingsChange): readonly string[] {
  return Object.keys({ ...before.siteLists, ...after.siteLists });
}

/** What a layer says of some parts; of the named lists, those that another layer has not just so: all would fill the history. */
function pick(
  layer: SettingsLayer,
  parts: readonly SettingsPart[],
  other: SettingsLayer,
): Readonly<Record<string, unknown>> {
  const differing = Object.entries(layer.siteLists).filter(([name, sites]) => !isEqual(sites, other.siteLists[name]));
  const said: Readonly<Record<string, unknown>> = { ...layer, siteLists: Object.fromEntries(differing) };
  return Object.fromEntries(parts.flatMap((part) => (said[part] === undefined ? [] : [[part, said[part]] as const])));
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function known(id: string | undefined): string {
  if (id === undefined) throw new TypeError("This place has no such scope");
  return id;
}
