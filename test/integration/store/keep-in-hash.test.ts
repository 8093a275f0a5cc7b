import { randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { keepInHash } from "../../../src/store/keep-in-hash.ts";
import { connections, redisPlaces } from "./redis-places.ts";

describe.each(redisPlaces)("a hash that is kept for a time, on $place", ({ open }) => {
  it("has its fields and its end, and refuses where something else stands", async () => {
    const server = await open();
    const connected = connections(server.url);
    const connection = connected.open();
    const key = `footnote:{${randomUUID()}}:hash`;
    await keepInHash(connection, key, { fields: { a: "1", b: "2" }, keepMs: 60_000 });
    expect(await connection.run((redis) => redis.hgetall(key))).toEqual({ a: "1", b: "2" });
    expect(await connection.run((redis) => redis.pttl(key))).toBeGreaterThan(0);
    await connection.run((redis) => redis.set(key, "text"));
    await expect(keepInHash(connection, key, { fields: { a: "3" }, keepMs: 60_000 })).rejects.toThrow();
    expect(await connection.run((redis) => redis.get(key))).toBe("text");
    await connected.close();
    await server.close();
  });
});

it("is written in one transaction, so that a lost connection leaves no hash without its end", async () => {
  const connected = connections(inject("redisUrl"));
  const connection = connected.open();
  const id = randomUUID();
  const monitor = await connection.redis.duplicate().monitor();
  const seen: { readonly command: string; readonly source: string; readonly isOurs: boolean }[] = [];
  const told = new Promise<void>((resolve) => {
    monitor.on("monitor", (_time: string, [command = "", ...words]: string[], source: string) => {
      seen.push({ command: command.toLowerCase(), source, isOurs: words.some((word) => word.includes(id)) });
      if (words.includes(`end of ${id}`)) resolve();
    });
  });
  await keepInHash(connection, `footnote:{${id}}:hash`, { fields: { a: "1" }, keepMs: 60_000 });
  await connection.run((redis) => redis.echo(`end of ${id}`));
  await told;
  monitor.disconnect();
  // Others use the same server at the same time.
  const source = seen.find(({ isOurs }) => isOurs)?.source;
  const commands = seen.filter((each) => each.source === source).map(({ command }) => command);
  const from = commands.indexOf("hset") - 1;
  expect(commands.slice(from, from + 4)).toEqual(["multi", "hset", "pexpire", "exec"]);
  await connected.close();
});
