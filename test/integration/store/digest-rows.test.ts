import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type DigestRef, digestRef, LEDGER_DAYS } from "../../../src/core/digest.ts";
import type { RedisConnection } from "../../../src/store/connect-redis.ts";
import { createDigestStore } from "../../../src/store/digest-store.ts";
import { createLedger } from "../../../src/store/ledger.ts";
import { createSlotLog } from "../../../src/store/slot-log.ts";
import { sampleDigest } from "../../contracts/digest-store.ts";
import { story } from "../../contracts/ledger.ts";
import { slotRecord } from "../../contracts/slot-log.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { connections } from "./redis-places.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const NOW = 1_700_000_000_000;
let connected: ReturnType<typeof connections>;
let workspaceId: string;
let ref: DigestRef;
let prefix: string;

beforeEach(() => {
  connected = connections(inject("redisUrl"));
  workspaceId = `T${randomUUID()}`;
  ref = { platform: "slack", workspaceId, digestId: "ab12" };
  prefix = `footnote:{slack-${workspaceId}}`;
});
afterEach(() => connected.close());

const sample = () => sampleDigest({ channel: { platform: "slack", workspaceId, channelId: "C1" } });
const raw = () => connected.open("worker").redis;

async function commandsOf(run: () => Promise<unknown>): Promise<readonly (readonly string[])[]> {
  const monitor = await raw().monitor();
  const commands: string[][] = [];
  let isOver = false;
  monitor.on("monitor", (_time, args: string[], source: string) => {
    if (args[1] === `end ${workspaceId}`) isOver = true;
    else if (source !== "lua" && args.some((arg) => arg.includes(workspaceId))) commands.push(args);
  });
  await run();
  await raw().echo(`end ${workspaceId}`);
  await expect.poll(() => isOver).toBe(true);
  monitor.disconnect();
  return commands;
}

describe("digests in Redis", () => {
  it("skip a row that cannot be read, name it without its content, and give the others", async () => {
    const log = createMemoryLog();
    const { lines } = log;
    const store = createDigestStore({ connection: connected.open(), log });
    await store.add(sample());
    await raw().hset(`${prefix}:digests`, "bad1", '{"topic":"secret words"}');
    expect((await store.list(ref)).map(({ id }) => id)).toEqual(["ab12"]);
    expect(lines.map(({ level }) => level)).toEqual(["error"]);
    const error = await store.read({ ...ref, digestId: "bad1" }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining(`${prefix}:digests bad1`),
    });
    expect(`${error} ${JSON.stringify(lines)}`).not.toContain("secret words");
  });

  it("are all found beside an entry of the index that cannot be read", async () => {
    const store = createDigestStore({ connection: connected.open(), log: createMemoryLog() });
    const entry = `not json ${workspaceId}`;
    await raw().sadd("footnote:{digests}:workspaces", entry);
    await store.add(sample());
    const found: string[] = [];
    for await (const { channel } of store.all()) found.push(channel.workspaceId);
    expect(found).toContain(workspaceId);
    await raw().srem("footnote:{digests}:workspaces", entry);
  });

  it("are all found when there are more workspaces than one look gives", async () => {
    const store = createDigestStore({ connection: connected.open(), log: createMemoryLog() });
    const workspaces = Array.from({ length: 300 }, (_, index) => `${workspaceId}-${index}`);
    const digests = workspaces.map((each) => ({ ...sample(), channel: { ...sample().channel, workspaceId: each } }));
    await Promise.all(digests.map((digest) => store.add(digest)));
    const found: string[] = [];
    for await (const { channel } of store.all()) {
      if (channel.workspaceId.startsWith(workspaceId)) found.push(channel.workspaceId);
    }
    expect(found.toSorted()).toEqual(workspaces.toSorted());
    await Promise.all(digests.map((digest) => store.remove(digestRef(digest))));
  });

  it("are not written by a change when they were removed after it was read", async () => {
    const connection = connected.open();
    const log = createMemoryLog();
    const store = createDigestStore({ connection, log });
    await store.add(sample());
    let reads = 0;
    const slow: RedisConnection = {
      ...connection,
      async run(command) {
        const result = await connection.run(command);
        reads += 1;
        if (reads === 1) await store.remove(ref);
        return result;
      },
    };
    const changed = createDigestStore({ connection: slow, log }).update(ref, (digest) => ({ ...digest, failures: 1 }));
    expect(await changed).toBeUndefined();
    expect(await store.read(ref)).toBeUndefined();
  });

  it("stay without an end", async () => {
    await createDigestStore({ connection: connected.open(), log: createMemoryLog() }).add(sample());
    expect(await raw().pttl(`${prefix}:digests`)).toBe(-1);
  });
});

describe("slots in Redis", () => {
  it("are kept for as long as the ledger remembers, rows and indexes alike", async () => {
    const slots = createSlotLog({ connection: connected.open(), log: createMemoryLog() });
    await slots.write(ref, slotRecord(NOW, { state: "posted" }));
    const keys = await raw().keys(`${prefix}:*`);
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      const leftMs = await raw().pttl(key);
      expect(leftMs).toBeGreaterThan(LEDGER_DAYS * DAY_MS - 60_000);
      expect(leftMs).toBeLessThanOrEqual(LEDGER_DAYS * DAY_MS);
    }
  });

  it("leave the history when they are too old, and it stays short for ever", async () => {
    const slots = createSlotLog({ connection: connected.open(), log: createMemoryLog() });
    const write = (day: number) => slots.write(ref, slotRecord(NOW + day * DAY_MS, { state: "posted" }));
    for (const day of [0, 1, LEDGER_DAYS, LEDGER_DAYS + 0.5]) await write(day);
    const history = (await slots.history(ref, 10)).map(({ slot }) => (slot - NOW) / DAY_MS);
    expect(history).toEqual([LEDGER_DAYS + 0.5, LEDGER_DAYS, 1]);
    expect(await raw().zcard(`${prefix}:slots-told:ab12`)).toBe(3);
  });

  it("whose rows are gone or cannot be read are left out of the history", async () => {
    const log = createMemoryLog();
    const { lines } = log;
    const slots = createSlotLog({ connection: connected.open(), log });
    for (const slot of [1, 2, 3]) await slots.write(ref, slotRecord(slot, { state: "posted" }));
    await raw().del(`${prefix}:slot:ab12:1`);
    await raw().hset(`${prefix}:slot:ab12:3`, "row", "{not json");
    expect((await slots.history(ref, 10)).map(({ slot }) => slot)).toEqual([2]);
    expect(await slots.lastSuccess(ref)).toBeUndefined();
    expect(lines.map(({ level }) => level)).toEqual(["error", "error"]);
    await expect(slots.read(ref, 3)).rejects.toThrow(`${prefix}:slot:ab12:3`);
  });

  it("are written with one command", async () => {
    const slots = createSlotLog({ connection: connected.open(), log: createMemoryLog() });
    const commands = await commandsOf(() => slots.write(ref, slotRecord(NOW)));
    expect(commands.map(([command]) => command)).toEqual(["eval"]);
  });
});

describe("the ledger in Redis", () => {
  const claimAll = (at: number) =>
    createLedger({ connection: connected.open(), now: () => at }).claim(
      sample().channel,
      [story("https://example.com/a-very-{long}-address", "what happened"), story("b")],
      { owner: "one", at, days: 90 },
    );

  it("claims all stories with one command, on the workspace's cluster slot, and shows no story in a key", async () => {
    const commands = await commandsOf(() => claimAll(NOW));
    expect(commands.map(([command]) => command)).toEqual(["eval"]);
    const keys = await raw().keys(`${prefix}:told:C1:*`);
    expect(keys).toHaveLength(3);
    expect(keys.every((key) => /:told:C1:[\w-]{43}$/u.test(key))).toBe(true);
  });

  it("frees the memory of a claim after its days", async () => {
    await claimAll(NOW);
    for (const key of await raw().keys(`${prefix}:told:C1:*`)) {
      const leftMs = await raw().pttl(key);
      expect(leftMs).toBeGreaterThan(90 * DAY_MS - 60_000);
      expect(leftMs).toBeLessThanOrEqual(90 * DAY_MS);
    }
  });

  it("says which row it cannot read, and not what stands in it", async () => {
    await claimAll(NOW);
    const [key = ""] = await raw().keys(`${prefix}:told:C1:*`);
    await raw().hset(key, "row", "secret words");
    const ledger = createLedger({ connection: connected.open(), now: () => NOW });
    const stories = [story("https://example.com/a-very-{long}-address"), story("what happened"), story("b")];
    const error = await ledger.look(sample().channel, stories).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining(key) });
    expect(String(error)).not.toContain("secret words");
  });
});
