import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { connectRedis, type RedisConnection } from "../../../src/store/connect-redis.ts";
import { startInProcessRedis } from "../../../src/store/in-process-redis.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { createTranscriptStore } from "../../../src/store/transcript-store.ts";
import { createMemoryLog, type LogLine } from "../../fakes/memory-log.ts";
import { useOwnTime } from "../../own-time.ts";
import { type RedisProxy, startRedisProxy } from "./redis-proxy.ts";

let proxy: RedisProxy;
let connection: RedisConnection;
let lines: readonly LogLine[];

useOwnTime();
beforeEach(async () => {
  proxy = await startRedisProxy(inject("redisUrl"));
  const recorded = createMemoryLog();
  lines = recorded.lines;
  connection = connectRedis({ url: proxy.url, log: recorded }, "store");
});
afterEach(async () => {
  await connection.close();
  await proxy.close();
});

async function failure(promise: Promise<unknown>): Promise<{ readonly error: unknown; readonly afterMs: number }> {
  const began = performance.now();
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, afterMs: performance.now() - began };
}

describe("a connection for the stores", () => {
  it.each(["cut", "freeze"] as const)(
    "fails within 2 s when the wire is %s, and works again afterwards",
    async (kind) => {
      const key = `footnote:{test-${randomUUID()}}`;
      await connection.run((redis) => redis.set(key, "before", "EX", 60));
      proxy[kind]();
      const { error, afterMs } = await failure(connection.run((redis) => redis.set(key, "during", "EX", 60)));
      expect(error).toBeInstanceOf(StoreError);
      expect(afterMs).toBeLessThan(2_000);
      proxy.repair();
      // A write that was reported as failed has not happened, and does not happen now.
      await vi.waitFor(async () => expect(await connection.run((redis) => redis.get(key))).toBe("before"), 10_000);
    },
  );

  it("fails within 2 s when Redis was never there", async () => {
    proxy.cut();
    const never = connectRedis({ url: proxy.url, log: createMemoryLog() }, "store");
    const { error, afterMs } = await failure(never.run((redis) => redis.get("key")));
    await never.close();
    expect(error).toBeInstanceOf(StoreError);
    expect(afterMs).toBeLessThan(2_000);
  });

  it("outlasts a short break without an error", async () => {
    await connection.run((redis) => redis.ping());
    proxy.cut();
    await expect.poll(() => connection.isReady()).toBe(false);
    const answer = connection.run((redis) => redis.ping());
    proxy.repair();
    expect(await answer).toBe("PONG");
  });

  it("logs an outage once, however often it tries, and its end", async () => {
    await connection.run((redis) => redis.ping());
    proxy.cut();
    await failure(connection.run((redis) => redis.ping()));
    // The second one waits for the connection, which is tried several times meanwhile.
    await failure(connection.run((redis) => redis.ping()));
    proxy.repair();
    await expect
      .poll(() => lines.map(({ level, sentence }) => `${level}: ${sentence}`))
      .toEqual(["error: Redis cannot be reached; trying again until it can", "info: Redis can be reached again"]);
  });

  it("never shows what a failed command was about", async () => {
    const error = await connection
      .run((redis) => redis.eval("return redis.error_reply('no')", 0, "secret words"))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StoreError);
    expect(inspect(error, { depth: 10 })).not.toContain("secret words");
  });

  it("never shows a password that was refused", async () => {
    const server = await startInProcessRedis();
    const wrong = ["not", "the", "password"].join("-");
    const recorded = createMemoryLog();
    const refused = connectRedis({ url: server.url.replace(/:[^:@]*@/u, `:${wrong}@`), log: recorded }, "store");
    const { error } = await failure(refused.run((redis) => redis.get("key")));
    expect(error).toBeInstanceOf(StoreError);
    await expect.poll(() => recorded.lines).not.toEqual([]);
    expect(inspect({ error, lines: recorded.lines }, { depth: 10 })).not.toContain(wrong);
    await refused.close();
    await server.close();
  });

  it("is closed for good, even in an outage", async () => {
    proxy.cut();
    await Promise.all([connection.close(), connection.close()]);
    expect((await failure(connection.run((redis) => redis.ping()))).error).toBeInstanceOf(StoreError);
  });
});

describe("a connection for workers", () => {
  it("waits out an outage, and gives up a socket that has gone silent", { timeout: 40_000 }, async () => {
    const worker = connectRedis({ url: proxy.url, log: createMemoryLog() }, "worker");
    await expect.poll(() => worker.isReady()).toBe(true);
    const key = randomUUID();
    // As BullMQ waits for jobs: nothing is said for as long as that takes.
    expect(await worker.redis.blpop(key, 2)).toBeNull();
    proxy.freeze();
    const waiting = worker.redis.blpop(key, 30);
    await expect.poll(() => worker.isReady(), { timeout: 20_000, interval: 100 }).toBe(false);
    proxy.repair();
    await expect.poll(() => connection.isReady() && worker.isReady()).toBe(true);
    await connection.run((redis) => redis.rpush(key, "there"));
    expect(await waiting).toEqual([key, "there"]);
    await worker.close();
  });
});

describe("the stores in an outage", () => {
  it("say that the store is unavailable", async () => {
    const settings = createSettingsStore({ connection, log: createMemoryLog() });
    proxy.cut();
    const { error } = await failure(settings.read({ platform: "web", workspaceId: "web", channelId: "x" }));
    expect(error).toMatchObject({ code: "STORE_UNAVAILABLE", retryable: true });
  });

  it("end a watch that may have missed entries, and serve the next one", async () => {
    const log = createMemoryLog();
    const subscriber = connectRedis({ url: proxy.url, log }, "subscriber");
    const store = createTranscriptStore({ connection, subscriber, log });
    const channelId = randomUUID();
    const entry = { id: "m1", author: "footnote", markdown: "…", state: "final", at: 1 } as const;
    const watch = async () => (await store.watch(channelId, AbortSignal.timeout(15_000)))[Symbol.asyncIterator]();
    const broken = await watch();
    const first = broken.next();
    await store.put(channelId, entry);
    expect(await first).toEqual({ done: false, value: entry });

    const missed = broken.next();
    proxy.cut();
    await expect(missed).rejects.toBeInstanceOf(StoreError);
    await expect(watch()).rejects.toBeInstanceOf(StoreError);
    proxy.repair();
    await expect.poll(() => connection.isReady() && subscriber.isReady()).toBe(true);

    // Its first entry counts, although the subscription comes back in its own time.
    const next = await watch();
    await store.put(channelId, { ...entry, id: "m2" });
    expect(await next.next()).toEqual({ done: false, value: { ...entry, id: "m2" } });
    await next.return?.();
    await subscriber.close();
  });
});
