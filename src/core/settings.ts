import { z } from "zod";
import type { ChannelRef } from "./chat.ts";
import { SEARCH_RESULTS, type SearchServiceName, searchServiceNameSchema } from "./search-service.ts";

/** The scopes of today, widest first. */
export const SCOPES = ["install", "workspace", "channel", "question"] as const;
export type Scope = (typeof SCOPES)[number];

/** What one scope says. An absent field says nothing; an empty list says nothing either. */
export const settingsLayerSchema = z.object({
  version: z.literal(1).default(1),
  includeSites: z.array(z.string()).default([]),
  excludeSites: z.array(z.string()).default([]),
  searchService: searchServiceNameSchema.optional(),
  searchResults: z.int().min(SEARCH_RESULTS.min).max(SEARCH_RESULTS.max).optional(),
  model: z.string().min(1).optional(),
  /** IANA; what a digest's times are meant in where it does not say itself. */
  timeZone: z.string().optional(),
});
export type SettingsLayer = Readonly<z.infer<typeof settingsLayerSchema>>;

export const emptyLayer: SettingsLayer = settingsLayerSchema.parse({});

/** A stored scope: the ones that outlive a question and a process. */
export type StoredScope = Extract<Scope, "workspace" | "channel">;

export interface SettingsStore {
  /** The workspace's and the channel's layers, in one round trip. A scope never written is the empty layer. */
  read(channel: ChannelRef): Promise<Readonly<Record<StoredScope, SettingsLayer>>>;
  /**
   * Replaces one layer by what `change` makes of it and returns the new one. Atomic: when two managers write at once,
   * `change` runs again on what the other one left. What `change` throws comes out, and nothing is written.
   */
  update(
    channel: ChannelRef,
    scope: StoredScope,
    change: (layer: SettingsLayer) => SettingsLayer,
  ): Promise<SettingsLayer>;
}

/** A value and the scope it comes from. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly from: Scope;
}

/** What holds for one question, with the origin of each value. */
export interface EffectiveSettings {
  /** The nearest include list, less what is excluded. Undefined: the whole web. Empty: nothing may be used. */
  readonly includeSites: Sourced<readonly string[]> | undefined;
  /** Every exclude list of the chain. */
  readonly excludeSites: readonly Sourced<string>[];
  readonly searchService: Sourced<SearchServiceName>;
  readonly searchResults: Sourced<number>;
  readonly model: Sourced<string> | undefined;
  readonly timeZone: Sourced<string>;
}

/** The lists that a citation is checked against. */
export interface SiteLists {
  /** Undefined: any site that is not excluded. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

export function siteListsOf(settings: EffectiveSettings): SiteLists {
  return { include: settings.includeSites?.value, exclude: settings.excludeSites.map(({ value }) => value) };
}
