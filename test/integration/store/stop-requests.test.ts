import { randomUUID } from "node:crypto";
import { once, setMaxListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import type { StopRequests } from "../../../src/core/stop-requests.ts";
import { connectRedis, type RedisConnection } from "../../../src/store/connect-redis.ts";
import { createStopRequests } from "../../../src/store/stop-requests.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { useOwnTime } from "../../own-time.ts";
import { connections } from "./redis-places.ts";
import { type RedisProxy, startRedisProxy } from "./redis-proxy.ts";

const HOUR_MS = 60 * 60 * 1_000;
const log = createMemoryLog();
let connected: ReturnType<typeof connections>;
let proxy: RedisProxy;
let behindProxy: RedisConnection[];
let channel: ChannelRef;
let running: AbortController;

useOwnTime();
beforeEach(async () => {
  connected = connections(inject("redisUrl"));
  proxy = await startRedisProxy(inject("redisUrl"));
  behindProxy = [];
  channel = { platform: "slack", workspaceId: randomUUID(), channelId: "C1" };
  running = new AbortController();
});
afterEach(async () => {
  running.abort();
  await Promise.all([connected.close(), ...behindProxy.map((connection) => connection.close())]);
  await proxy.close();
});

function throughProxy(use: "store" | "subscriber"): RedisConnection {
  const connection = connectRedis({ url: proxy.url, log }, use);
  behindProxy.push(connection);
  return connection;
}

/** One connection answers in order: once this is answered, so is what was asked for when it became ready. */
async function untilSubscribed({ redis, isReady }: RedisConnection): Promise<void> {
  await expect.poll(isReady).toBe(true);
  await redis.subscribe(`footnote:test-${randomUUID()}`);
}

function presser(): StopRequests {
  return createStopRequests({ connection: connected.open(), subscriber: connected.open("subscriber"), log });
}

describe("waiting for a stop", () => {
  it("costs one command per answer, and no subscription of its own", async () => {
    const requests = presser();
    // Both connections stand, and the subscription with them.
    const first = requests.wait(channel, "answer-0", running.signal);
    await requests.request(channel, "answer-0");
    expect(await first).toBe(true);
    const commands: string[] = [];
    const monitor = await connected.open("worker").redis.monitor();
    monitor.on("monitor", (_time, [command = "", ...args]: string[]) => {
      if (args.some((arg) => arg.includes(channel.workspaceId)) || /subscribe/iu.test(command)) commands.push(command);
    });
    const answers = Array.from({ length: 20 }, (_, index) => `answer-${index + 1}`);
    setMaxListeners(answers.length + 1, running.signal);
    const waits = answers.map((answerId) => requests.wait(channel, answerId, running.signal));
    await requests.request(channel, "answer-20");
    expect(await waits.at(-1)).toBe(true);
    await expect.poll(() => commands.filter((command) => command === "exists")).toHaveLength(20);
    expect(commands.filter((command) => command !== "exists")).toEqual(["set", "publish"]);
    monitor.disconnect();
  });

  it("is over within a second of a request that nobody told it of, because its subscription was broken", async () => {
    const subscriber = throughProxy("subscriber");
    const worker = createStopRequests({ connection: connected.open(), subscriber, log });
    await untilSubscribed(subscriber);
    const stopped = worker.wait(channel, "answer-1", running.signal);
    proxy.cut();
    await expect.poll(() => subscriber.isReady()).toBe(false);
    const began = performance.now();
    await presser().request(channel, "answer-1");
    expect(await stopped).toBe(true);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(subscriber.isReady()).toBe(false);
  });

  it("looks again when its subscription broke while it looked", async () => {
    const subscriber = throughProxy("subscriber");
    const connection = connected.open();
    let isSlow = false;
    let release = () => {};
    const slow: RedisConnection = {
      ...connection,
      async run(command) {
        const result = await connection.run(command);
        if (isSlow) {
          isSlow = false;
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        }
        return result;
      },
    };
    const worker = createStopRequests({ connection: slow, subscriber, log });
    await untilSubscribed(subscriber);
    isSlow = true;
    const stopped = worker.wait(channel, "answer-1", running.signal);
    await expect.poll(() => isSlow).toBe(false);
    const other = presser();
    await other.clear(channel, "answer-1");
    const broken = once(subscriber.redis, "close");
    // Breaks what stands and lets it come back at once.
    proxy.repair();
    await broken;
    release();
    await other.request(channel, "answer-1");
    expect(await stopped).toBe(true);
  });

  it("notices that its subscription is dead although nothing broke it off", async () => {
    const subscriber = throughProxy("subscriber");
    const worker = createStopRequests({ connection: connected.open(), subscriber, log });
    await untilSubscribed(subscriber);
    const stopped = worker.wait(channel, "answer-1", running.signal);
    proxy.freeze();
    const began = performance.now();
    await presser().request(channel, "answer-1");
    expect(await stopped).toBe(true);
    expect(performance.now() - began).toBeLessThan(7_000);
  }, 20_000);

  it("finds after an outage what was requested during it, and hears again what is requested later", async () => {
    const subscriber = throughProxy("subscriber");
    const connection = throughProxy("store");
    const worker = createStopRequests({ connection, subscriber, log });
    const during = worker.wait(channel, "during", running.signal);
    const after = worker.wait(channel, "after", running.signal);
    await expect.poll(() => subscriber.isReady() && connection.isReady()).toBe(true);
    proxy.cut();
    await expect.poll(() => subscriber.isReady() || connection.isReady()).toBe(false);
    const other = presser();
    await other.request(channel, "during");
    proxy.repair();
    expect(await during).toBe(true);
    await expect.poll(() => subscriber.isReady()).toBe(true);
    const began = performance.now();
    await other.request(channel, "after");
    expect(await after).toBe(true);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it("does not fail while Redis was never there, and still ends with its signal", async () => {
    proxy.cut();
    const worker = createStopRequests({
      connection: throughProxy("store"),
      subscriber: throughProxy("subscriber"),
      log,
    });
    const stopped = worker.wait(channel, "answer-1", running.signal);
    const aborted = worker.wait(channel, "answer-2", AbortSignal.timeout(100));
    expect(await aborted).toBe(false);
    proxy.repair();
    await vi.waitFor(() => worker.request(channel, "answer-1"), 10_000);
    expect(await stopped).toBe(true);
  });
});

describe("a stop request", () => {
  it("is kept for an hour", async () => {
    await presser().request(channel, "answer-1");
    const key = `footnote:{slack-${channel.workspaceId}}:stop:answer-1`;
    const ttlMs = await connected.open("worker").redis.pttl(key);
    expect(ttlMs).toBeGreaterThan(HOUR_MS - 60_000);
    expect(ttlMs).toBeLessThanOrEqual(HOUR_MS);
  });
});
