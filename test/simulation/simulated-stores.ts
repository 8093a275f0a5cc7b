import { channelKey } from "../../src/core/chat.ts";
import { digestKey } from "../../src/core/digest.ts";
import type { SlotLog, SlotRecord } from "../../src/core/digest-slot.ts";
import type { Outbox, OutboxRecord } from "../../src/core/outbox.ts";

/** The outbox as the other tests have it, but without a trip through JSON for each of a million calls. */
export function createSimulatedOutbox(): Outbox {
  const records = new Map<string, OutboxRecord>();
  return {
    read: async (channel, id) => records.get(`${channelKey(channel)}:${id}`),
    async write(channel, id, record) {
      records.set(`${channelKey(channel)}:${id}`, record);
    },
    open: async () => [],
  };
}

/** The slot log, likewise. An ended slot stays as it ended. */
export function createSimulatedSlotLog(): SlotLog {
  const digests = new Map<string, Map<number, SlotRecord>>();
  const rowsOf = (key: string): Map<number, SlotRecord> => {
    const rows = digests.get(key) ?? new Map<number, SlotRecord>();
    digests.set(key, rows);
    return rows;
  };
  const newestFirst = (key: string) => [...rowsOf(key).values()].sort((a, b) => b.slot - a.slot);
  return {
    read: async (ref, slot) => rowsOf(digestKey(ref)).get(slot),
    async write(ref, record) {
      const rows = rowsOf(digestKey(ref));
      const there = rows.get(record.slot);
      if (there !== undefined && there.state !== "open") return there;
      rows.set(record.slot, record);
      return record;
    },
    // Nobody replies to a digest here.
    ofMessage: async () => undefined,
    history: async (ref, limit) => newestFirst(digestKey(ref)).slice(0, limit),
    lastSuccess: async (ref) =>
      newestFirst(digestKey(ref)).find(
        ({ state }) => state === "posted" || state === "late" || state === "nothing new",
      ),
  };
}
