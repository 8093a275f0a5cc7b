import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import type { Outbox, OutboxRecord } from "../../../src/core/outbox.ts";
import { connectRedis } from "../../../src/store/connect-redis.ts";
import { createOutbox } from "../../../src/store/outbox.ts";
import { createMemoryLog, type LogLine } from "../../fakes/memory-log.ts";
import { connections } from "./redis-places.ts";
import { startRedisProxy } from "./redis-proxy.ts";

const HOUR_MS = 60 * 60 * 1_000;
const OPEN_KEY = "footnote:{outbox}:open";
const ALL = { before: 1_000, limit: Number.MAX_SAFE_INTEGER };

let connected: ReturnType<typeof connections>;
let channel: ChannelRef;
let outbox: Outbox;
let lines: readonly LogLine[];
/** Of answer-1. */
let key: string;
let member: string;

beforeEach(() => {
  const recorded = createMemoryLog();
  lines = recorded.lines;
  connected = connections(inject("redisUrl"));
  const workspaceId = `T${randomUUID()}`;
  channel = { platform: "slack", workspaceId, channelId: "C1" };
  key = `footnote:{slack-${workspaceId}}:outbox:answer-1`;
  member = JSON.stringify(["slack", workspaceId, "C1", "answer-1"]);
  outbox = createOutbox({ connection: connected.open(), log: recorded });
});
afterEach(async () => {
  // The index is shared: what is left open there would be somebody else's to close.
  const { redis } = connected.open("worker");
  const left = (await redis.zrange(OPEN_KEY, 0, -1)).filter((entry) => entry.includes(channel.workspaceId));
  if (left.length > 0) await redis.zrem(OPEN_KEY, ...left);
  await connected.close();
});

const record = (state: OutboxRecord["state"], updatedAt: number): OutboxRecord => ({
  version: 2,
  state,
  parts: [],
  updatedAt,
});

async function openHere(): Promise<readonly string[]> {
  const answers = await outbox.open(ALL);
  return answers.filter((answer) => answer.channel.workspaceId === channel.workspaceId).map(({ answerId }) => answerId);
}

describe("answers written at one moment", () => {
  it("are each as open or closed as their own last write says", async () => {
    await Promise.all([
      outbox.write(channel, "answer-1", record("streaming", 10)),
      outbox.write(channel, "answer-2", record("streaming", 10)),
      outbox.write(channel, "answer-2", record("final", 20)),
      outbox.write(channel, "answer-3", record("final", 10)),
      outbox.write(channel, "answer-3", record("accepted", 20)),
    ]);
    expect(new Set(await openHere())).toEqual(new Set(["answer-1", "answer-3"]));
    const states = ["answer-1", "answer-2", "answer-3"].map(async (id) => (await outbox.read(channel, id))?.state);
    expect(await Promise.all(states)).toEqual(["streaming", "final", "accepted"]);
  });
});

describe("a row of the outbox", () => {
  it("of version 1 is still read: what had been sent stands there", async () => {
    const row = await readFile(new URL("../../fixtures/outbox/v1.json", import.meta.url), "utf8");
    await connected.open("worker").redis.set(key, row, "EX", 60);
    const [first, second] = JSON.parse(row).parts;
    expect(await outbox.read(channel, "answer-1")).toEqual({
      version: 2,
      state: "streaming",
      parts: [
        { state: "sent", ref: first },
        { state: "sent", ref: second },
      ],
      updatedAt: 1_700_000_002_000,
    });
  });

  it("is kept for longer than Slack redelivers, counted from the last write", async () => {
    const { redis } = connected.open("worker");
    await outbox.write(channel, "answer-1", record("accepted", 1));
    await redis.pexpire(key, HOUR_MS);
    await outbox.write(channel, "answer-1", record("final", 2));
    expect(await redis.pttl(key)).toBeGreaterThan(25 * HOUR_MS);
  });

  it("that cannot be read is named by its key, and not by its content", async () => {
    await connected.open("worker").redis.set(key, '{"version":2,"state":"secret words"}', "EX", 60);
    const error = await outbox.read(channel, "answer-1").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining(key) });
    expect(String(error)).not.toContain("secret words");
  });

  it("is written in one round trip, whether it opens, goes on or is closed", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const log = createMemoryLog();
    const connection = connectRedis({ url: proxy.url, log }, "store");
    await connection.run((redis) => redis.ping());
    const far = createOutbox({ connection, log });
    for (const state of ["accepted", "streaming", "final"] as const) {
      const before = proxy.roundTrips();
      await far.write(channel, "answer-1", record(state, 1));
      expect(proxy.roundTrips() - before).toBe(1);
    }
    await connection.close();
    await proxy.close();
  });

  it("enters the index before it is open, and leaves it after it is closed", async () => {
    const monitor = await connected.open("worker").redis.monitor();
    const commands: string[] = [];
    monitor.on("monitor", (_time, [command = "", ...args]: string[]) => {
      if (args.includes(key) || args.includes(member)) commands.push(command);
    });
    await outbox.write(channel, "answer-1", record("streaming", 1));
    await outbox.write(channel, "answer-1", record("final", 2));
    await expect.poll(() => commands).toEqual(["zadd", "set", "set", "zrem"]);
    monitor.disconnect();
  });
});

describe("the index of open answers", () => {
  it("forgets an answer whose process died between closing it and saying so", async () => {
    const { redis } = connected.open("worker");
    await outbox.write(channel, "answer-1", record("final", 2));
    await redis.zadd(OPEN_KEY, 1, member);
    expect(await openHere()).toEqual([]);
    expect(await redis.zscore(OPEN_KEY, member)).toBeNull();
  });

  it("forgets an answer that was never written or is too old to be kept", async () => {
    const { redis } = connected.open("worker");
    await redis.zadd(OPEN_KEY, 1, member);
    expect(await openHere()).toEqual([]);
    expect(await redis.zscore(OPEN_KEY, member)).toBeNull();
  });

  it("does not forget an answer that is asked for anew in that very moment", async () => {
    const connection = connected.open();
    await outbox.write(channel, "answer-1", record("failed", 1));
    await connected.open("worker").redis.zadd(OPEN_KEY, 1, member);
    let isAskedAnew = false;
    const slow = createOutbox({
      log: createMemoryLog(),
      connection: {
        ...connection,
        async run(command) {
          const result = await connection.run(command);
          // Between the look at the row and what follows from it.
          if (!isAskedAnew && typeof result === "string" && result.includes("failed")) {
            isAskedAnew = true;
            await outbox.write(channel, "answer-1", record("accepted", 900));
          }
          return result;
        },
      },
    });
    await slow.open(ALL);
    expect(isAskedAnew).toBe(true);
    expect(await openHere()).toEqual(["answer-1"]);
  });

  it("does not trust its own time: an answer that was written later is left alone and stays", async () => {
    const { redis } = connected.open("worker");
    await outbox.write(channel, "answer-1", record("streaming", 5_000));
    await redis.zadd(OPEN_KEY, 1, member);
    expect(await openHere()).toEqual([]);
    expect(await redis.zscore(OPEN_KEY, member)).toBe("1");
  });

  it("finds an answer behind hundreds that are to be forgotten, and behind hundreds that are not", async () => {
    const { redis } = connected.open("worker");
    const ghost = (index: number) => JSON.stringify(["slack", channel.workspaceId, "C1", `ghost-${index}`]);
    const ghosts = Array.from({ length: 250 }, (_, index) => ghost(index));
    await redis.zadd(OPEN_KEY, ...ghosts.flatMap((entry) => [1, entry]));
    await Promise.all(
      Array.from({ length: 250 }, (_, index) => outbox.write(channel, `open-${index}`, record("streaming", 2))),
    );
    await outbox.write(channel, "answer-1", record("streaming", 3));
    const found = await openHere();
    expect(found).toHaveLength(251);
    expect(found.at(-1)).toBe("answer-1");
    expect(new Set(await redis.zmscore(OPEN_KEY, ...ghosts))).toEqual(new Set([null]));
  });

  it("passes over a row that cannot be read, says which, and serves the others", async () => {
    const { redis } = connected.open("worker");
    await outbox.write(channel, "answer-2", record("streaming", 2));
    await redis.zadd(OPEN_KEY, 1, member);
    await redis.set(key, "{not json", "EX", 60);
    expect(await openHere()).toEqual(["answer-2"]);
    const [line] = lines.filter(({ level }) => level === "error");
    expect(line !== undefined && "err" in line.fields ? String(line.fields.err) : "").toContain(key);
  });

  it("holds no entry that is not its own", async () => {
    const { redis } = connected.open("worker");
    await redis.zadd(OPEN_KEY, 1, "{not json", 1, '["irc","a","b","c"]');
    expect(await openHere()).toEqual([]);
    expect(await redis.zmscore(OPEN_KEY, "{not json", '["irc","a","b","c"]')).toEqual([null, null]);
  });
});
