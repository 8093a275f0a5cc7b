import { type ChannelRef, channelKey } from "../../src/core/chat.ts";
import type { Claim, Ledger, Story, Told } from "../../src/core/ledger.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

interface Entry {
  readonly told: Told;
  readonly until: number;
}

/** The ledger in memory, with a switch that makes the next claim fail. */
export interface MemoryLedger extends Ledger {
  failNextClaim(error: unknown): void;
}

export function createMemoryLedger({ now }: { readonly now: () => number }): MemoryLedger {
  const channels = new Map<string, Map<string, Entry>>();
  const failures: unknown[] = [];
  const entriesOf = (channel: ChannelRef): Map<string, Entry> => {
    const entries = channels.get(channelKey(channel)) ?? new Map<string, Entry>();
    channels.set(channelKey(channel), entries);
    return entries;
  };
  const find = (channel: ChannelRef, { keys }: Story, isMeant: (key: string, told: Told) => boolean) => {
    for (const key of keys) {
      const entry = entriesOf(channel).get(key);
      if (entry !== undefined && entry.until > now() && isMeant(key, entry.told)) return entry.told;
    }
    return undefined;
  };
  return {
    async look(channel, stories) {
      return stories.map((story) => find(channel, story, () => true));
    },
    async claim(channel, stories, { owner, at, days }) {
      if (failures.length > 0) throw failures.shift();
      const taken = new Set<string>();
      return stories.map((story): Claim => {
        const by = find(channel, story, (key, told) => told.owner !== owner || taken.has(key));
        if (by !== undefined) return { state: "told", by };
        const told = { owner, title: story.title, url: story.url, at };
        for (const key of story.keys) {
          entriesOf(channel).set(key, { told, until: at + days * DAY_MS });
          taken.add(key);
        }
        return { state: "claimed" };
      });
    },
    async release(channel, stories, owner) {
      const entries = entriesOf(channel);
      for (const key of stories.flatMap(({ keys }) => keys)) {
        if (entries.get(key)?.told.owner === owner) entries.delete(key);
      }
    },
    failNextClaim(error) {
      failures.push(error);
    },
  };
}
