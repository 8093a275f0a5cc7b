import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import type { SendBucket, SharedRequest } from "../../../src/core/send-budget.ts";
import { connectRedis } from "../../../src/store/connect-redis.ts";
import { createSharedSends } from "../../../src/store/shared-sends.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { connections, redisPlaces } from "./redis-places.ts";
import { startRedisProxy } from "./redis-proxy.ts";

const HOUR_MS = 3_600_000;
const newBucket = (fields: Partial<SendBucket> = {}): SendBucket => ({
  workspace: `slack-${randomUUID()}`,
  name: "chat.update",
  burst: 5,
  everyMs: HOUR_MS,
  ...fields,
});
const asking = (bucket: SendBucket, fields: Partial<SharedRequest> = {}): SharedRequest => ({
  want: 1,
  costMs: bucket.everyMs,
  roomMs: bucket.burst * bucket.everyMs,
  untoldMs: 0,
  closedForMs: 0,
  ...fields,
});

for (const { place, open } of redisPlaces) {
  describe(`the shared count of sends on ${place}`, () => {
    let server: Awaited<ReturnType<typeof open>>;
    let connected: ReturnType<typeof connections>;
    beforeEach(async () => {
      server = await open();
      connected = connections(server.url);
    });
    afterEach(async () => {
      await connected.close();
      await server.close();
    });
    const sends = () => createSharedSends({ connection: connected.open() });

    it("grants no more than a burst at once, over all processes together", async () => {
      const bucket = newBucket();
      const processes = [sends(), sends(), sends()];
      const grants = await Promise.all(
        [1, 2, 3, 4].flatMap(() => processes.map((process) => process.take(bucket, asking(bucket)))),
      );
      expect(grants.filter(({ granted }) => granted === 1)).toHaveLength(5);
      for (const { granted, waitMs } of grants) {
        expect(waitMs === 0).toBe(granted === 1);
        expect(waitMs).toBeLessThanOrEqual(HOUR_MS);
      }
    });

    it("grants what is left of what is wanted, and names the time for the rest", async () => {
      const bucket = newBucket();
      const { granted, waitMs } = await sends().take(bucket, asking(bucket, { want: 7 }));
      expect(granted).toBe(5);
      expect(waitMs).toBeGreaterThan(HOUR_MS - 5_000);
    });

    it("grants again when the wait it named is over, and not before", async () => {
      const bucket = newBucket({ burst: 2, everyMs: 400 });
      const one = sends();
      const began = performance.now();
      expect((await one.take(bucket, asking(bucket, { want: 3 }))).granted).toBe(2);
      await expect.poll(async () => (await one.take(bucket, asking(bucket))).granted, { interval: 10 }).toBe(1);
      expect(performance.now() - began).toBeGreaterThan(380);
    });

    it("leaves to others what one kind of send may not use", async () => {
      const bucket = newBucket();
      const one = sends();
      const growth = asking(bucket, { want: 5, roomMs: 3 * bucket.everyMs });
      expect((await one.take(bucket, growth)).granted).toBe(3);
      expect((await one.take(bucket, asking(bucket, { want: 5 }))).granted).toBe(2);
    });

    it("counts what was sent without asking, but owes no more than a burst for it", async () => {
      const bucket = newBucket({ burst: 5, everyMs: 1_000 });
      const one = sends();
      expect((await one.take(bucket, asking(bucket, { want: 5, untoldMs: 3_000 }))).granted).toBe(2);
      const { waitMs } = await one.take(bucket, asking(bucket, { untoldMs: 600_000 }));
      expect(waitMs).toBeLessThanOrEqual(1_000);
    });

    it("grants nobody anything while the platform has closed a bucket, and then one at a time", async () => {
      const bucket = newBucket({ burst: 5, everyMs: 300 });
      await sends().take(bucket, asking(bucket, { want: 0, closedForMs: 700 }));
      const { granted, waitMs } = await sends().take(bucket, asking(bucket, { want: 5 }));
      expect(granted).toBe(0);
      expect(waitMs).toBeGreaterThan(500);
      expect(waitMs).toBeLessThanOrEqual(700);
    });

    it("counts each bucket for itself, and forgets one that owes nothing", async () => {
      const bucket = newBucket({ everyMs: 20 });
      const one = sends();
      expect((await one.take(bucket, asking(bucket, { want: 5 }))).granted).toBe(5);
      const other = { ...bucket, name: "chat.appendStream" };
      expect((await one.take(other, asking(other, { want: 5 }))).granted).toBe(5);
      const { redis } = connected.open();
      await expect.poll(() => redis.keys(`footnote:{${bucket.workspace}}:*`)).toEqual([]);
    });
  });
}

describe("the shared count of sends", () => {
  it("costs one round trip, and says at once that Redis is away", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const log = createMemoryLog();
    const connection = connectRedis({ url: proxy.url, log }, "store");
    const sends = createSharedSends({ connection });
    const bucket = newBucket();
    await sends.take(bucket, asking(bucket));
    const before = proxy.roundTrips();
    await sends.take(bucket, asking(bucket));
    expect(proxy.roundTrips() - before).toBe(1);
    proxy.cut();
    await expect.poll(() => connection.isReady()).toBe(false);
    await expect(sends.take(bucket, asking(bucket))).rejects.toBeInstanceOf(StoreError);
    await connection.close();
    await proxy.close();
  });
});
