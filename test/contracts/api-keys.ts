import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApiKeyRights, ApiKeys } from "../../src/core/api-key.ts";

export interface ApiKeysBench {
  /** The keys of another process on the same data. */
  open(): ApiKeys;
  /** Moves the time on that the keys go by. */
  pass(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MINUTE_MS = 60_000;

/** What every store of API keys promises. */
export function apiKeysContract(place: string, start: () => Promise<ApiKeysBench>): void {
  describe(`API keys on ${place}`, () => {
    let bench: ApiKeysBench;
    let keys: ApiKeys;
    let name: string;
    let hash: string;
    beforeEach(async () => {
      bench = await start();
      keys = bench.open();
      name = `key-${randomUUID()}`;
      hash = newHash();
    });
    afterEach(() => bench.close());

    const newHash = () => (randomUUID() + randomUUID()).replaceAll("-", "");
    const create = (rights: Partial<ApiKeyRights> = {}) =>
      keys.create({ hash, name, scopes: ["chat"], daily: undefined, perMinute: undefined, ...rights });
    const outcome = async (need: "chat" | "search" | "models" = "chat") => (await keys.use(hash, need)).outcome;
    const outcomes = async (count: number, by = keys) => {
      const used = await Promise.all(Array.from({ length: count }, async () => by.use(hash, "chat")));
      return used.map((use) => use.outcome).filter((each) => each === "accepted").length;
    };

    it("accepts a key that was made, in every process, and no other", async () => {
      expect(await create()).toBe(true);
      expect(await bench.open().use(hash, "chat")).toEqual({ outcome: "accepted", id: hash.slice(0, 12), name });
      expect(await keys.use(newHash(), "chat")).toEqual({ outcome: "unknown" });
      expect(await keys.use(undefined, "chat")).toEqual({ outcome: "unknown" });
    });

    it("keeps to the scopes; any key sees the models", async () => {
      await create({ scopes: ["search"] });
      expect([await outcome("chat"), await outcome("search"), await outcome("models")]).toEqual([
        "outOfScope",
        "accepted",
        "accepted",
      ]);
    });

    it("gives a name once, until its key is revoked", async () => {
      await create();
      const old = hash;
      hash = newHash();
      expect(await create()).toBe(false);
      expect(await outcome()).toBe("unknown");
      expect(await keys.revoke(name)).toBe(true);
      expect(await create()).toBe(true);
      expect(await outcome()).toBe("accepted");
      expect(await keys.use(old, "chat")).toEqual({ outcome: "unknown" });
      expect((await keys.list()).filter((key) => key.name === name)).toHaveLength(1);
    });

    it("is given to one of those who make a key of the same name at once", async () => {
      const rights = { name, scopes: ["chat"], daily: undefined, perMinute: undefined } as const;
      const made = await Promise.all(
        [keys, bench.open(), keys, bench.open()].map((by) => by.create({ ...rights, hash: newHash() })),
      );
      expect(made.filter((isMade) => isMade)).toHaveLength(1);
      expect((await keys.list()).filter((key) => key.name === name)).toHaveLength(1);
    });

    it("is out at once when it is revoked, in every process", async () => {
      await create();
      const other = bench.open();
      expect((await other.use(hash, "chat")).outcome).toBe("accepted");
      expect(await keys.revoke(name)).toBe(true);
      expect((await other.use(hash, "chat")).outcome).toBe("revoked");
      expect(await keys.revoke(name)).toBe(false);
      expect(await keys.revoke(`no-${name}`)).toBe(false);
    });

    it("lists what each key may, and how often it was used today", async () => {
      await create({ scopes: ["chat", "search"], daily: 7, perMinute: 60 });
      const createdAt = bench.now();
      await outcomes(3);
      await outcome("models");
      const mine = async () => (await bench.open().list()).find((key) => key.name === name);
      const expected = { id: hash.slice(0, 12), name, scopes: ["chat", "search"], daily: 7, perMinute: 60, createdAt };
      expect(await mine()).toEqual({ ...expected, revokedAt: undefined, callsToday: 3 });
      bench.pass(DAY_MS);
      await keys.revoke(name);
      expect(await mine()).toEqual({ ...expected, revokedAt: bench.now(), callsToday: 0 });
    });

    it("counts a day over all processes, to its end at midnight UTC", async () => {
      await create({ daily: 25 });
      bench.pass(DAY_MS - (bench.now() % DAY_MS) + 5 * 60 * MINUTE_MS);
      const accepted = await Promise.all([outcomes(20), outcomes(20, bench.open())]);
      expect(accepted[0] + accepted[1]).toBe(25);
      expect(await keys.use(hash, "chat")).toMatchObject({
        outcome: "dailyReached",
        retryAfterMs: 19 * 60 * MINUTE_MS,
      });
      expect(await outcome("models")).toBe("accepted");
      bench.pass(19 * 60 * MINUTE_MS - 1);
      expect(await outcome()).toBe("dailyReached");
      bench.pass(1);
      expect(await outcomes(30)).toBe(25);
    });

    it("does not count what it refuses", async () => {
      await create({ daily: 2, perMinute: 1 });
      expect(await outcome()).toBe("accepted");
      expect(await outcome()).toBe("rateReached");
      expect(await outcome("search")).toBe("outOfScope");
      bench.pass(MINUTE_MS);
      expect(await outcome()).toBe("accepted");
      bench.pass(MINUTE_MS);
      expect(await outcome()).toBe("dailyReached");
    });

    it("does not count a day anew when a clock is set back over midnight", async () => {
      await create({ daily: 1 });
      expect(await outcome()).toBe("accepted");
      bench.pass(-DAY_MS);
      expect(await outcome()).toBe("dailyReached");
    });

    it.each([1, 7, 60])(
      "lets %i calls a minute through, over all processes, and then one by one",
      async (perMinute) => {
        await create({ perMinute });
        const accepted = await Promise.all([outcomes(perMinute), outcomes(perMinute, bench.open())]);
        expect(accepted[0] + accepted[1]).toBe(perMinute);
        const use = await keys.use(hash, "chat");
        const share = Math.ceil(MINUTE_MS / perMinute);
        expect(use).toMatchObject({ outcome: "rateReached", retryAfterMs: share });
        expect(await outcome("models")).toBe("rateReached");
        bench.pass(share - 1);
        expect(await outcome()).toBe("rateReached");
        bench.pass(1);
        expect(await outcomes(2)).toBe(1);
        bench.pass(10 * MINUTE_MS);
        expect(await outcomes(perMinute + 5)).toBe(perMinute);
      },
    );

    it("closes for no longer than a minute when a clock was set back", async () => {
      await create({ perMinute: 2 });
      await outcomes(2);
      bench.pass(-60 * MINUTE_MS);
      expect(await outcome()).toBe("rateReached");
      bench.pass(MINUTE_MS);
      expect(await outcome()).toBe("accepted");
    });
  });
}
