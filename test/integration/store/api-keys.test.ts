import { createHash, randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { createApiKeys } from "../../../src/store/api-keys.ts";
import { startInProcessRedis } from "../../../src/store/in-process-redis.ts";
import { apiKeysContract } from "../../contracts/api-keys.ts";
import { connections, redisPlaces } from "./redis-places.ts";

for (const { place, open } of redisPlaces) {
  apiKeysContract(place, async () => {
    const server = await open();
    const connected = connections(server.url);
    let time = Date.UTC(2026, 10, 22, 12);
    return {
      open: () => createApiKeys({ connection: connected.open(), now: () => time }),
      pass: (ms) => {
        time += ms;
      },
      now: () => time,
      async close() {
        await connected.close();
        await server.close();
      },
    };
  });
}

describe("API keys in Redis", () => {
  it("say that there are none until one was made, and not again once it is revoked", async () => {
    const server = await startInProcessRedis();
    const connected = connections(server.url);
    const keys = createApiKeys({ connection: connected.open() });
    const hash = createHash("sha256").update("test-key").digest("hex");
    expect(await keys.use(undefined, "chat")).toEqual({ outcome: "noKeys" });
    expect(await keys.use(hash, "chat")).toEqual({ outcome: "noKeys" });
    await keys.create({ hash, name: "a", scopes: ["chat"], daily: undefined, perMinute: undefined });
    expect(await keys.use(undefined, "chat")).toEqual({ outcome: "unknown" });
    await keys.revoke("a");
    expect(await keys.use(undefined, "chat")).toEqual({ outcome: "unknown" });
    await connected.close();
    await server.close();
  });

  it("go by the clock of Redis where none is given", async () => {
    const connected = connections(inject("redisUrl"));
    const keys = createApiKeys({ connection: connected.open() });
    const name = `key-${randomUUID()}`;
    const hash = createHash("sha256").update(name).digest("hex");
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    await keys.create({ hash, name, scopes: ["chat"], daily: 1, perMinute: undefined });
    expect((await keys.list()).find((key) => key.name === name)?.createdAt).toBeGreaterThanOrEqual(before);
    expect((await keys.use(hash, "chat")).outcome).toBe("accepted");
    const use = await keys.use(hash, "chat");
    expect(use.outcome).toBe("dailyReached");
    expect("retryAfterMs" in use && use.retryAfterMs).toBeLessThanOrEqual(24 * 60 * 60 * 1_000);
    expect((await keys.list()).find((key) => key.name === name)?.callsToday).toBe(1);
    await connected.close();
  });

  it("leave nothing in Redis that a key could be read from", async () => {
    const connected = connections(inject("redisUrl"));
    const connection = connected.open();
    const keys = createApiKeys({ connection });
    const name = `key-${randomUUID()}`;
    const hash = createHash("sha256").update(name).digest("hex");
    await keys.create({ hash, name, scopes: ["chat"], daily: undefined, perMinute: undefined });
    const row = await connection.run((redis) => redis.hgetall(`footnote:{search-server}:key:${hash}`));
    expect(Object.keys(row).sort()).toEqual(["createdAt", "daily", "name", "perMinute", "scopes"]);
    await connected.close();
  });
});
