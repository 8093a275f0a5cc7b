import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MemoryProfiles } from "../../src/core/memory-profile.ts";

export interface MemoryProfilesBench {
  /** The profiles of another process on the same data. */
  open(): MemoryProfiles;
  close(): Promise<void>;
}

/** What every store of profiles promises. */
export function memoryProfilesContract(place: string, start: () => Promise<MemoryProfilesBench>): void {
  describe(`profiles on ${place}`, () => {
    let bench: MemoryProfilesBench;
    let profiles: MemoryProfiles;
    const who = { owner: randomUUID(), userId: randomUUID() };
    beforeEach(async () => {
      bench = await start();
      profiles = bench.open();
      await profiles.forget(who);
    });
    afterEach(() => bench.close());

    it("know nobody at first", async () => {
      expect(await profiles.read(who)).toBeUndefined();
      expect(await profiles.forget(who)).toBe(false);
    });

    it("keep what was written, for every process", async () => {
      expect(await profiles.replace(who, { previous: undefined, next: "Ada “likes” tea.\n茶" })).toBe(true);
      expect(await bench.open().read(who)).toBe("Ada “likes” tea.\n茶");
      expect(await profiles.replace(who, { previous: "Ada “likes” tea.\n茶", next: "b" })).toBe(true);
      expect(await bench.open().read(who)).toBe("b");
    });

    it("know the same person by either case of the id, and as somebody else to another owner", async () => {
      await profiles.replace(who, { previous: undefined, next: "a" });
      expect(await profiles.read({ ...who, userId: who.userId.toUpperCase() })).toBe("a");
      expect(await profiles.read({ ...who, owner: randomUUID() })).toBeUndefined();
      expect(await profiles.read({ ...who, userId: randomUUID() })).toBeUndefined();
    });

    it("are not overwritten by who has read an older one", async () => {
      await profiles.replace(who, { previous: undefined, next: "a" });
      const other = bench.open();
      expect(await other.replace(who, { previous: undefined, next: "b" })).toBe(false);
      expect(await other.replace(who, { previous: "a", next: "b" })).toBe(true);
      expect(await profiles.replace(who, { previous: "a", next: "c" })).toBe(false);
      expect(await profiles.read(who)).toBe("b");
    });

    it("stay forgotten while somebody writes from what was", async () => {
      await profiles.replace(who, { previous: undefined, next: "a" });
      expect(await bench.open().forget(who)).toBe(true);
      expect(await profiles.replace(who, { previous: "a", next: "b" })).toBe(false);
      expect(await profiles.read(who)).toBeUndefined();
    });

    it("are not longer than 2,000 characters", async () => {
      await profiles.replace(who, { previous: undefined, next: "x".repeat(2_000) });
      await expect(profiles.replace(who, { previous: "x".repeat(2_000), next: "x".repeat(2_001) })).rejects.toThrow();
      expect(await profiles.read(who)).toHaveLength(2_000);
    });
  });
}
