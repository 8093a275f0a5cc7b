import { randomUUID } from "node:crypto";
import { describe, expect, inject, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import { createMemoryProfiles } from "../../../src/store/memory-profiles.ts";
import { memoryProfilesContract } from "../../contracts/memory-profiles.ts";
import { connections, redisPlaces } from "./redis-places.ts";

for (const { place, open } of redisPlaces) {
  memoryProfilesContract(place, async () => {
    const server = await open();
    const connected = connections(server.url);
    return {
      open: () => createMemoryProfiles({ connection: connected.open() }),
      async close() {
        await connected.close();
        await server.close();
      },
    };
  });
}

describe("a profile in Redis", () => {
  const who = () => ({ owner: randomUUID(), userId: randomUUID() });
  const keyOf = ({ owner, userId }: ReturnType<typeof who>) => `footnote:{key:${owner}}:memory:${userId}`;

  it("lasts 90 days from when it was last written, and says in which form it is", async () => {
    const connected = connections(inject("redisUrl"));
    const connection = connected.open();
    const person = who();
    const profiles = createMemoryProfiles({ connection });
    await profiles.replace(person, { previous: undefined, next: "a" });
    await connection.run((redis) => redis.pexpire(keyOf(person), 5_000));
    await profiles.replace(person, { previous: "a", next: "b" });
    const ttl = await connection.run((redis) => redis.pttl(keyOf(person)));
    expect(Math.abs(ttl - 90 * 24 * 60 * 60 * 1_000)).toBeLessThan(60_000);
    expect(JSON.parse((await connection.run((redis) => redis.get(keyOf(person)))) ?? "")).toEqual({ v: 1, text: "b" });
    await connected.close();
  });

  it.each(["{", "{}", '{"v":2,"text":"a"}', '{"v":1,"text":7}'])(
    "of another form (%s) is told, and stays as it is",
    async (row) => {
      const connected = connections(inject("redisUrl"));
      const connection = connected.open();
      const person = who();
      await connection.run((redis) => redis.set(keyOf(person), row, "PX", 60_000));
      const profiles = createMemoryProfiles({ connection });
      await expect(profiles.read(person)).rejects.toThrow(StoreError);
      expect(await profiles.replace(person, { previous: undefined, next: "a" })).toBe(false);
      expect(await connection.run((redis) => redis.get(keyOf(person)))).toBe(row);
      await connected.close();
    },
  );
});
