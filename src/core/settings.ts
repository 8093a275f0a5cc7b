import { z } from "zod";
import type { ChannelRef, UserRef } from "./chat.ts";
import { isSettingKey, type SettingKey, type SettingValue, settingFields } from "./setting-fields.ts";
import type { SettingsChange } from "./settings-change.ts";

/** Every scope, widest first. */
export const SCOPES = ["install", "workspace", "category", "channel", "thread", "question"] as const;
export type Scope = (typeof SCOPES)[number];

/** The scopes that are kept: the ones that outlive a question and a process. */
export const STORED_SCOPES = ["workspace", "category", "channel", "thread"] as const;
export type StoredScope = (typeof STORED_SCOPES)[number];

/** Named lists of sites of a workspace, written `@name` in an include or exclude list. */
const namedListsSchema = z.record(z.string(), z.array(z.string()));

const { includeSites, excludeSites, ...otherFields } = settingFields;

/** What one scope says. An absent field says nothing; an empty list of sites says nothing either. */
export const settingsLayerSchema = z.object({
  version: z.literal(1).default(1),
  ...optionalShapeOf(otherFields),
  includeSites: includeSites.schema.default([]),
  excludeSites: excludeSites.schema.default([]),
  /** What narrower scopes may not change. Install and workspace only. */
  locked: z.array(z.string().refine(isSettingKey)).default([]),
  /** Workspace only. */
  siteLists: namedListsSchema.default({}),
  /** How often it was changed. */
  revision: z.int().default(0),
});
export type SettingsLayer = Readonly<z.infer<typeof settingsLayerSchema>>;

export const emptyLayer: SettingsLayer = settingsLayerSchema.parse({});

/** Which layer is meant. `threadId` where the scope is `thread`. */
export interface SettingsTarget {
  readonly channel: ChannelRef;
  readonly scope: StoredScope;
  readonly threadId?: string | undefined;
}

export interface SettingsEdit {
  readonly by: UserRef;
  /** Unix ms. */
  readonly at: number;
  /** What it throws comes out of the store, and nothing is written. */
  change(layer: SettingsLayer): SettingsLayer;
}

/** The layers of the place a question is asked in; a scope that the place does not have is the empty layer. */
export type StoredLayers = Readonly<Record<StoredScope, SettingsLayer>>;

export interface SettingsStore {
  /** The layers of a place, in one round trip. A scope never written is the empty layer. */
  read(channel: ChannelRef, threadId?: string): Promise<StoredLayers>;
  /**
   * Replaces one layer by what the edit makes of it, and writes the change into the history in the same step; returns
   * both. An edit that changes nothing writes nothing, and there is no change. Atomic: when two managers write at once,
   * `edit.change` runs again on what the other one left.
   */
  update(
    target: SettingsTarget,
    edit: SettingsEdit,
  ): Promise<{ readonly layer: SettingsLayer; readonly change: SettingsChange | undefined }>;
  /** The newest changes of a workspace, newest first; the last 500 are kept. One that cannot be read hides no other. */
  history(channel: Pick<ChannelRef, "platform" | "workspaceId">): Promise<readonly SettingsChange[]>;
}

/** A value and the scope it comes from. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly from: Scope;
}

/** Settings of which the nearest scope counts, and which hold nothing where nobody says anything. */
type Unset = "model" | "instructions";

/** What holds for one question, with the origin of each value. */
export type EffectiveSettings = {
  readonly [Key in Exclude<SettingKey, "includeSites" | "excludeSites" | Unset>]: Sourced<SettingValue<Key>>;
} & {
  readonly [Key in Unset]: Sourced<SettingValue<Key>> | undefined;
} & {
  /** The nearest include list, less what is excluded; hosts only. Undefined: the whole web. Empty: nothing may be used. */
  readonly includeSites: Sourced<readonly string[]> | undefined;
  /** Every exclude list of the chain; hosts only. */
  readonly excludeSites: readonly Sourced<string>[];
  /** Named lists that are excluded and gone: nobody knows which sites they forbid. */
  readonly lostExcludes: readonly string[];
  /** The scope that locks a setting against the narrower ones. */
  readonly locks: Readonly<Partial<Record<SettingKey, Scope>>>;
};

/** The lists that a citation is checked against. */
export interface SiteLists {
  /** Undefined: any site that is not excluded. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

export function siteListsOf(settings: Pick<EffectiveSettings, "includeSites" | "excludeSites">): SiteLists {
  return { include: settings.includeSites?.value, exclude: settings.excludeSites.map(({ value }) => value) };
}

type Schemas = Readonly<Record<string, { readonly schema: z.ZodType }>>;

function optionalShapeOf<Fields extends Schemas>(
  fields: Fields,
): { readonly [Key in keyof Fields]: z.ZodOptional<Fields[Key]["schema"]> };
function optionalShapeOf(fields: Schemas): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema.optional()]));
}
