import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import { emptyLayer } from "../../../src/core/settings.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { createTranscriptStore } from "../../../src/store/transcript-store.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { connections } from "./redis-places.ts";

let connected: ReturnType<typeof connections>;
let channel: ChannelRef;
let prefix: string;

beforeEach(() => {
  connected = connections(inject("redisUrl"));
  const workspaceId = `T${randomUUID()}`;
  channel = { platform: "slack", workspaceId, channelId: "C1" };
  prefix = `footnote:{slack-${workspaceId}}`;
});
afterEach(() => connected.close());

const nothingSaid = { workspace: emptyLayer, category: emptyLayer, channel: emptyLayer, thread: emptyLayer };

describe("rows in Redis", () => {
  it("still reads settings as version 1 wrote them", async () => {
    const { redis } = connected.open("worker");
    const row = await readFile(new URL("../../fixtures/settings/v1.json", import.meta.url), "utf8");
    await redis.set(`${prefix}:settings:channel:C1`, row, "EX", 60);
    await redis.set(`${prefix}:settings:workspace`, '{"excludeSites":["old.example"]}', "EX", 60);
    const store = createSettingsStore({ connection: connected.open(), log: createMemoryLog() });
    expect(await store.read(channel)).toEqual({
      ...nothingSaid,
      workspace: { ...emptyLayer, excludeSites: ["old.example"] },
      channel: {
        ...emptyLayer,
        includeSites: ["arxiv.org", "example.com"],
        excludeSites: ["ads.example.com"],
        searchService: "tavily",
        searchResults: 7,
        model: "gpt-4o-mini",
      },
    });
  });

  it.each(["{not json", '{"includeSites":"secret words"}', "[]"])(
    "names the key of a settings row that cannot be read, without its content, and serves the other channels: %s",
    async (row) => {
      const { redis } = connected.open("worker");
      const key = `${prefix}:settings:channel:C1`;
      await redis.set(key, row, "EX", 60);
      const store = createSettingsStore({ connection: connected.open(), log: createMemoryLog() });
      const error = await store.read(channel).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining(key) });
      expect(String(error)).not.toMatch(/secret words|not json/u);
      const edit = { by: { id: "U1" }, at: 0, change: () => ({ ...emptyLayer, searchResults: 3 }) };
      await expect(store.update({ channel, scope: "channel" }, edit)).rejects.toThrow(key);
      expect(await redis.get(key)).toBe(row);
      expect(await store.read({ ...channel, channelId: "C2" })).toMatchObject({
        workspace: emptyLayer,
        channel: emptyLayer,
      });
    },
  );

  it("leaves out a change of the history that cannot be read, and tells the operator", async () => {
    const { redis } = connected.open("worker");
    const key = `${prefix}:settings:history`;
    const log = createMemoryLog();
    const store = createSettingsStore({ connection: connected.open(), log });
    const edit = (searchResults: number) =>
      store.update(
        { channel, scope: "channel" },
        { by: { id: "U1" }, at: 0, change: (layer) => ({ ...layer, searchResults }) },
      );
    await edit(3);
    const newer = { ...(await edit(4)).change, parts: ["a setting of a newer version"] };
    await redis.lset(key, 0, JSON.stringify(newer));
    await redis.lpush(key, "{secret words");
    await edit(5);
    expect((await store.history(channel)).map(({ revision }) => revision)).toEqual([3, 1]);
    expect(log.lines.map(({ level }) => level)).toEqual(["error", "error"]);
    expect(JSON.stringify(log.lines)).not.toContain("secret words");
  });

  it("reads both scopes in one command, on one cluster slot", async () => {
    const connection = connected.open();
    const store = createSettingsStore({ connection, log: createMemoryLog() });
    const { redis } = connected.open("worker");
    const monitor = await redis.monitor();
    const commands: string[][] = [];
    monitor.on("monitor", (_time, args: string[]) => {
      if (args.some((arg) => arg.includes(prefix))) commands.push(args);
    });
    await store.read(channel);
    await expect
      .poll(() => commands)
      .toEqual([["mget", `${prefix}:settings:workspace`, `${prefix}:settings:channel:C1`]]);
    monitor.disconnect();
  });

  it("removes the rows of entries that are no longer shown", async () => {
    const connection = connected.open();
    const store = createTranscriptStore({
      connection,
      subscriber: connected.open("subscriber"),
      log: createMemoryLog(),
    });
    const channelId = randomUUID();
    const entry = { author: "asker", markdown: "?", state: "final", at: 1 } as const;
    await Promise.all(Array.from({ length: 205 }, (_, index) => store.put(channelId, { ...entry, id: `m${index}` })));
    const rows = `footnote:{web-web}:transcript:${channelId}:rows`;
    expect(await connection.run((redis) => redis.hlen(rows))).toBe(200);
  });

  it("skips an entry of a web channel that is not understood, and goes on watching", async () => {
    const log = createMemoryLog();
    const { lines } = log;
    const store = createTranscriptStore({
      connection: connected.open(),
      subscriber: connected.open("subscriber"),
      log,
    });
    const channelId = randomUUID();
    const watching = (await store.watch(channelId, AbortSignal.timeout(10_000)))[Symbol.asyncIterator]();
    const next = watching.next();
    await store.put(`${channelId}-else`, { id: "m0", author: "asker", markdown: "", state: "final", at: 1 });
    await connected.open("worker").redis.publish(`footnote:{web-web}:live:${channelId}`, "{}");
    const entry = { id: "m1", author: "asker", markdown: "?", state: "final", at: 1 } as const;
    await store.put(channelId, entry);
    expect(await next).toEqual({ done: false, value: entry });
    expect(lines.map(({ level }) => level)).toEqual(["error"]);
    await watching.return?.();
  });
});
