import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { connectRedis } from "../../../src/store/connect-redis.ts";
import { createSendBudget } from "../../../src/store/send-budget.ts";
import { recordLog } from "./record-log.ts";
import { connections, redisPlaces } from "./redis-places.ts";
import { startRedisProxy } from "./redis-proxy.ts";

const FIVE_A_SECOND = { capacity: 5, perMs: 1_000 };

for (const { place, open } of redisPlaces) {
  describe(`the budget for sends on ${place}`, () => {
    let server: Awaited<ReturnType<typeof open>>;
    let connected: ReturnType<typeof connections>;
    let key: string;
    beforeEach(async () => {
      server = await open();
      connected = connections(server.url);
      key = `discord:${randomUUID()}`;
    });
    afterEach(async () => {
      await connected.close();
      await server.close();
    });

    it("gives out no more than its capacity, over all processes together", async () => {
      const budgets = [1, 2, 3].map(() => createSendBudget({ connection: connected.open() }));
      const takes = await Promise.all(
        Array.from({ length: 4 }, () => budgets.map((budget) => budget.tryTake(key, FIVE_A_SECOND))).flat(),
      );
      expect(takes.filter(({ waitMs }) => waitMs === 0)).toHaveLength(5);
      for (const { waitMs } of takes) expect(waitMs).toBeLessThanOrEqual(1_000);
    });

    it("has more again when the wait it named is over, and not before", async () => {
      const budget = createSendBudget({ connection: connected.open() });
      const began = performance.now();
      for (let taken = 0; taken < 5; taken += 1) await budget.tryTake(key, FIVE_A_SECOND);
      const { waitMs } = await createSendBudget({ connection: connected.open() }).tryTake(key, FIVE_A_SECOND);
      const refusedAt = performance.now();
      expect(waitMs).toBeGreaterThan(0);
      await expect
        .poll(async () => (await budget.tryTake(key, FIVE_A_SECOND)).waitMs, { interval: 10, timeout: 2_000 })
        .toBe(0);
      const now = performance.now();
      expect(now - began).toBeGreaterThan(980);
      expect(now - refusedAt).toBeLessThan(waitMs + 250);
    });

    it("counts each key for itself", async () => {
      const budget = createSendBudget({ connection: connected.open() });
      const once = { capacity: 1, perMs: 60_000 };
      expect(await budget.tryTake(key, once)).toEqual({ waitMs: 0 });
      expect((await budget.tryTake(key, once)).waitMs).toBeGreaterThan(50_000);
      expect(await budget.tryTake(`${key}-else`, once)).toEqual({ waitMs: 0 });
    });

    it("never lets a window be shorter than asked for", async () => {
      const budget = createSendBudget({ connection: connected.open() });
      const once = { capacity: 1, perMs: 1_200 };
      await budget.tryTake(key, once);
      expect((await budget.tryTake(key, once)).waitMs).toBeGreaterThan(1_200);
    });
  });
}

describe("the budget for sends", () => {
  it("costs one round trip, and none when this process knows that nothing is left", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const { log } = recordLog();
    const connection = connectRedis({ url: proxy.url, log }, "store");
    const budget = createSendBudget({ connection });
    // Makes the script known.
    await budget.tryTake(randomUUID(), FIVE_A_SECOND);
    const key = randomUUID();
    const before = proxy.roundTrips();
    for (let taken = 0; taken < 5; taken += 1) await budget.tryTake(key, { capacity: 5, perMs: 60_000 });
    expect(proxy.roundTrips() - before).toBe(5);
    expect((await budget.tryTake(key, { capacity: 5, perMs: 60_000 })).waitMs).toBeGreaterThan(0);
    expect(proxy.roundTrips() - before).toBe(5);
    proxy.cut();
    await expect.poll(() => connection.isReady()).toBe(false);
    await expect(budget.tryTake(randomUUID(), FIVE_A_SECOND)).rejects.toBeInstanceOf(StoreError);
    await connection.close();
    await proxy.close();
  });
});
