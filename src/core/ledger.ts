import type { ChannelRef } from "./chat.ts";

/** One story for the ledger. Two stories with a key in common are the same. */
export interface Story {
  readonly title: string;
  readonly url: string;
  readonly keys: readonly string[];
}

/** What a channel was told: by which slot, and when (Unix ms). */
export interface Told {
  readonly owner: string;
  readonly title: string;
  readonly url: string;
  readonly at: number;
}

/** `claimed`: it is this owner's to tell, now and whenever the owner asks again. `told`: somebody else has it. */
export type Claim = { readonly state: "claimed" } | { readonly state: "told"; readonly by: Told };

/** What each channel has been told, and is about to be told. */
export interface Ledger {
  /** What is known of these stories, in their order, without claiming any. */
  look(channel: ChannelRef, stories: readonly Story[]): Promise<readonly (Told | undefined)[]>;
  /**
   * Claims the stories for `owner` (a slot's key), each with all its keys or not at all, in their order: the first of
   * two stories with a key in common gets it. Durable when it resolves, and lasts `days` from `at`.
   */
  claim(
    channel: ChannelRef,
    stories: readonly Story[],
    options: { readonly owner: string; readonly at: number; readonly days: number },
  ): Promise<readonly Claim[]>;
  /** Gives back what `owner` has claimed: its post certainly did not happen. */
  release(channel: ChannelRef, stories: readonly Story[], owner: string): Promise<void>;
}
