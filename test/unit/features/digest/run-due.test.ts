import { describe, expect, it } from "vitest";
import { digestKey, slotKey } from "../../../../src/core/digest.ts";
import { ProviderError, StoreError } from "../../../../src/core/errors.ts";
import { slotJitterMs } from "../../../../src/features/digest/slot-jitter.ts";
import { channel, DAY_MS, HOUR_MS, MINUTE_MS, MONDAY_9, openDigest } from "./digest-bench.ts";

describe("a digest that is due", () => {
  it("gets a job for its slot, a little later at a popular minute", async () => {
    const it = await openDigest();
    await it.due();
    const id = slotKey(it.ref, MONDAY_9);
    expect(it.jobs.jobs.get(id)).toMatchObject({
      name: "digest-slot",
      payload: { digestId: "tea1", slot: MONDAY_9, isManual: false },
      delayMs: slotJitterMs(channel, MONDAY_9),
    });
    expect(await it.record(MONDAY_9)).toMatchObject({ state: "open" });
  });

  it("has one job for one slot, however often its scheduler fires", async () => {
    const it = await openDigest();
    await it.due();
    await it.due();
    expect(it.jobs.jobs.size).toBe(1);
    expect((await it.current())?.settledUntil).toBe(MONDAY_9);
  });

  it("catches up after an outage: what is not too old runs at once, what is too old is skipped", async () => {
    const it = await openDigest({ cron: "0 * * * *", settledUntil: MONDAY_9 - HOUR_MS });
    await it.clock.advance(3 * HOUR_MS + 5 * MINUTE_MS);
    await it.due();
    const history = await it.slots.history(it.ref, 10);
    expect(history.map(({ slot, state }) => [(slot - MONDAY_9) / HOUR_MS, state])).toEqual([
      [3, "open"],
      [2, "open"],
      [1, "skipped"],
      [0, "skipped"],
    ]);
    expect([...it.jobs.jobs.values()].map(({ delayMs }) => delayMs)).toEqual([0, 0]);
  });

  it("owes its slots until all of them have their jobs", async () => {
    const it = await openDigest();
    it.jobs.failNext(new StoreError("away"));
    await expect(it.due()).rejects.toThrow(StoreError);
    await it.due();
    expect(it.jobs.jobs.has(slotKey(it.ref, MONDAY_9))).toBe(true);
  });

  it("owes nothing for the time in which it was paused", async () => {
    const it = await openDigest({ paused: { reason: "manager", at: 0 } });
    await it.due();
    await it.digests.update(it.ref, ({ paused: _, ...digest }) => digest);
    await it.due();
    expect(it.jobs.jobs.size).toBe(0);
    expect(await it.record(MONDAY_9)).toBeUndefined();
  });

  it("and deleted is not due any more", async () => {
    const it = await openDigest();
    await it.jobs.schedule(
      "digest-due",
      { version: 1, ...it.ref },
      { id: digestKey(it.ref), cron: "0 9 * * *", timeZone: "UTC" },
    );
    await it.digests.remove(it.ref);
    await it.due();
    expect(it.jobs.schedules.size).toBe(0);
  });
});

describe("the sweep", () => {
  it("opens slots that no scheduler has opened", async () => {
    const it = await openDigest();
    await it.sweep();
    expect(it.jobs.jobs.size).toBe(0);
    await it.clock.advance(5 * MINUTE_MS);
    await it.sweep();
    expect(it.jobs.jobs.has(slotKey(it.ref, MONDAY_9))).toBe(true);
  });

  it("gives an open slot whose job is over a new one, and no second one beside it", async () => {
    const it = await openDigest();
    await it.due();
    it.jobs.end(slotKey(it.ref, MONDAY_9));
    await it.sweep();
    expect(it.jobs.jobs.size).toBe(1);
    await it.clock.advance(6 * MINUTE_MS);
    await it.sweep();
    await it.sweep();
    expect([...it.jobs.jobs.values()].map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ slot: MONDAY_9 }),
      expect.objectContaining({ slot: MONDAY_9 }),
    ]);
    await it.clock.advance(30 * MINUTE_MS);
    await it.sweep();
    expect(it.jobs.jobs.size).toBe(2);
  });

  it("leaves a slot alone whose job is still to run", async () => {
    const it = await openDigest();
    await it.due();
    await it.clock.advance(HOUR_MS);
    await it.sweep();
    expect(it.jobs.jobs.size).toBe(1);
  });

  it("tells a channel of a pause that could not be told, once", async () => {
    const it = await openDigest({ paused: { reason: "failures", at: MONDAY_9 } });
    it.messenger.failNext("post", new ProviderError("a bug", { code: "PROVIDER_UNAVAILABLE" }));
    await it.sweep();
    await it.sweep();
    expect(it.textsOf(`digest-web-web-tea1-paused-${MONDAY_9}`)).toHaveLength(1);
    await it.clock.advance(2 * DAY_MS);
    await it.sweep();
    expect(it.messenger.sent.filter(({ call }) => call === "post")).toHaveLength(2);
  });

  it("goes on with the next digest when one cannot be read", async () => {
    const it = await openDigest();
    await it.digests.add({ ...it.digest, id: "bad1", cron: "not cron", createdAt: 0 });
    await it.clock.advance(5 * MINUTE_MS);
    await it.sweep();
    expect(it.jobs.jobs.has(slotKey(it.ref, MONDAY_9))).toBe(true);
  });
});

describe("the wait at a popular minute", () => {
  const channels = Array.from({ length: 1_000 }, (_, index) => ({ ...channel, channelId: `c${index}` }));

  it("is the same for a channel each time, at most 90 s, and spread over the channels", () => {
    const waits = channels.map((each) => slotJitterMs(each, MONDAY_9));
    expect(channels.map((each) => slotJitterMs(each, MONDAY_9 + 15 * MINUTE_MS))).toEqual(waits);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(90_000);
    const perTenSeconds = Array.from(
      { length: 9 },
      (_, ten) => waits.filter((wait) => Math.floor(wait / 10_000) === ten).length,
    );
    for (const count of perTenSeconds) expect(count).toBeGreaterThan(60);
  });

  it("is none at any other minute", () => {
    expect(slotJitterMs(channel, MONDAY_9 + 7 * MINUTE_MS)).toBe(0);
  });
});
