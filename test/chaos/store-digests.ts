import { type Digest, digestKey, digestRef, digestSchema } from "../../src/core/digest.ts";
import type { SlotLog, SlotRecord } from "../../src/core/digest-slot.ts";
import { scheduleDigest } from "../../src/features/digest/schedule-digest.ts";
import { createLogger } from "../../src/logger.ts";
import { createJobQueue } from "../../src/queue/queue.ts";
import { connectRedis } from "../../src/store/connect-redis.ts";
import { createDigestStore } from "../../src/store/digest-store.ts";
import { createSlotLog } from "../../src/store/slot-log.ts";

const AT_ONCE = 25;

/** What a manager does with digests, and where it is written what became of them, without a platform in between. */
export function openDigestDesk(redisUrl: string) {
  const log = createLogger({ level: "silent" });
  const store = connectRedis({ url: redisUrl, log }, "store");
  const queue = connectRedis({ url: redisUrl, log }, "queue");
  const jobs = createJobQueue({ connection: queue, log });
  const digests = createDigestStore({ connection: store, log });
  const slots: Pick<SlotLog, "read"> = createSlotLog({ connection: store, log });

  return {
    /** As `/digest create` does. */
    async add(added: readonly Digest[]): Promise<void> {
      for (let from = 0; from < added.length; from += AT_ONCE)
        await Promise.all(
          added.slice(from, from + AT_ONCE).map(async (digest) => {
            await digests.add(digest);
            await scheduleDigest(digest, { jobs });
          }),
        );
    },
    /** As `/digest delete` does: none of them is ever due again. */
    async remove(removed: readonly Digest[]): Promise<void> {
      for (const digest of removed) {
        await digests.remove(digestRef(digest));
        await jobs.unschedule(digestKey(digestRef(digest)));
      }
    },
    read: (digest: Digest, slot: number): Promise<SlotRecord | undefined> => slots.read(digestRef(digest), slot),
    async close(): Promise<void> {
      await jobs.close();
      await Promise.all([store.close(), queue.close()]);
    },
  };
}

const MINUTE_MS = 60_000;

/** The minutes before the one that strikes at which such a digest is owed, too; it was last looked at before them. */
export function makeDigest(
  fields: Pick<Digest, "id" | "channel" | "topic" | "layout">,
  { strikesAt, minutesBefore }: { readonly strikesAt: number; readonly minutesBefore: readonly number[] },
): { readonly digest: Digest; readonly slots: readonly number[] } {
  const slots = [...minutesBefore.map((minutes) => strikesAt - minutes * MINUTE_MS), strikesAt];
  const cron = `${slots.map((slot) => new Date(slot).getUTCMinutes()).join(",")} * * * *`;
  const settledUntil = Math.min(...slots) - MINUTE_MS / 2;
  const digest = digestSchema.parse({
    version: 1,
    ...fields,
    cron,
    when: cron,
    timeZone: "UTC",
    createdBy: "100000000000000001",
    createdAt: settledUntil,
    settledUntil,
  });
  return { digest, slots };
}

/** The next minute that leaves the time, of those at which no channel waits for a while of its own. */
export function nextStrike(after: number): number {
  const strike = Math.ceil(after / MINUTE_MS) * MINUTE_MS;
  return new Date(strike).getUTCMinutes() % 15 === 0 ? strike + MINUTE_MS : strike;
}
