import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type Digest,
  type DigestRef,
  type DigestStore,
  digestRef,
  MAX_DIGESTS_PER_WORKSPACE,
} from "../../src/core/digest.ts";
import { UserInputError } from "../../src/core/errors.ts";

export interface DigestStoreBench {
  /** The store of another process on the same data. */
  open(): DigestStore;
  close(): Promise<void>;
}

export function sampleDigest(changes: Partial<Digest> = {}): Digest {
  return {
    version: 1,
    id: "ab12",
    channel: { platform: "slack", workspaceId: "T1", channelId: "C1" },
    topic: "new releases of TypeScript",
    sites: ["example.com"],
    cron: "0 9 * * 1-5",
    when: "weekdays 9:00",
    timeZone: "Europe/Berlin",
    zoneFrom: "workspace",
    items: 5,
    layout: "thread",
    whenNothingIsNew: "say",
    isCrossposted: false,
    failures: 0,
    createdBy: "U1",
    createdAt: 1_700_000_000_000,
    settledUntil: 1_700_000_000_000,
    ...changes,
  };
}

/** What every digest store promises. */
export function digestStoreContract(name: string, start: () => Promise<DigestStoreBench>): void {
  describe(`digests on ${name}`, () => {
    let bench: DigestStoreBench;
    let store: DigestStore;
    let digest: Digest;
    let ref: DigestRef;
    beforeEach(async () => {
      bench = await start();
      store = bench.open();
      digest = sampleDigest({ channel: { platform: "slack", workspaceId: `T${randomUUID()}`, channelId: "C1" } });
      ref = digestRef(digest);
    });
    afterEach(async () => {
      for (const { id } of await store.list(ref)) await store.remove({ ...ref, digestId: id });
      await bench.close();
    });

    it("gives every process the whole digest back", async () => {
      const whole = {
        ...digest,
        language: "German",
        forumTag: "news",
        isCrossposted: true,
        paused: { reason: "failures", at: 1_700_000_000_001 },
        failures: 3,
      } as const;
      await store.add(whole);
      expect(await bench.open().read(ref)).toEqual(whole);
    });

    it("knows nothing of digests that were never added, or of another workspace or platform", async () => {
      await store.add(digest);
      expect(await store.read({ ...ref, digestId: "cd34" })).toBeUndefined();
      expect(await store.read({ ...ref, workspaceId: "T0" })).toBeUndefined();
      expect(await store.read({ ...ref, platform: "discord" })).toBeUndefined();
      expect(await store.list({ ...ref, platform: "discord" })).toEqual([]);
    });

    it("lists the digests of a workspace, the oldest first", async () => {
      const at = (id: string, createdAt: number) => ({ ...digest, id, createdAt });
      await store.add(at("last", 3));
      await store.add({ ...at("first", 1), channel: { ...digest.channel, channelId: "C2" } });
      await store.add(at("beta", 2));
      await store.add(at("alpha", 2));
      expect((await bench.open().list(ref)).map(({ id }) => id)).toEqual(["first", "alpha", "beta", "last"]);
    });

    it("goes through the digests of all workspaces", async () => {
      const elsewhere = { ...digest, channel: { ...digest.channel, platform: "discord" } } as const;
      const gone = { ...digest, channel: { ...digest.channel, platform: "web" } } as const;
      await store.add(digest);
      await store.add({ ...digest, id: "cd34", createdAt: digest.createdAt + 1 });
      await store.add(elsewhere);
      await store.add(gone);
      await store.remove(digestRef(gone));
      const found: string[] = [];
      for await (const each of bench.open().all()) {
        if (each.channel.workspaceId === ref.workspaceId) found.push(`${each.channel.platform} ${each.id}`);
      }
      expect(found.filter((each) => each.startsWith("slack"))).toEqual(["slack ab12", "slack cd34"]);
      expect(found.toSorted()).toEqual(["discord ab12", "slack ab12", "slack cd34"]);
      await store.remove(digestRef(elsewhere));
    });

    it("refuses an id that its workspace has already, and changes nothing", async () => {
      await store.add(digest);
      await expect(store.add({ ...digest, topic: "another" })).rejects.toBeInstanceOf(UserInputError);
      expect(await store.read(ref)).toEqual(digest);
    });

    it("refuses one more than a workspace may have, also when many are added at once", async () => {
      const stores = [store, bench.open()];
      const add = (index: number) => (stores[index % 2] ?? store).add({ ...digest, id: `digest${index}` });
      for (let index = 0; index < MAX_DIGESTS_PER_WORKSPACE - 10; index += 10) {
        await Promise.all(Array.from({ length: 10 }, (_, offset) => add(index + offset)));
      }
      const rest = Array.from({ length: 20 }, (_, offset) => MAX_DIGESTS_PER_WORKSPACE - 10 + offset);
      const results = await Promise.allSettled(rest.map(add));
      const refusals = results.filter((result) => result.status === "rejected");
      expect(refusals).toHaveLength(10);
      expect(refusals.every(({ reason }) => reason instanceof UserInputError)).toBe(true);
      expect(await store.list(ref)).toHaveLength(MAX_DIGESTS_PER_WORKSPACE);
      await store.remove({ ...ref, digestId: "digest0" });
      await store.add(digest);
      expect(await store.read(ref)).toEqual(digest);
    });

    it("loses no change when many write at once", async () => {
      await store.add(digest);
      const stores = [store, bench.open(), bench.open()];
      const changed = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (stores[index % 3] ?? store).update(ref, (current) => ({ ...current, failures: current.failures + 1 })),
        ),
      );
      expect(changed.map((each) => each?.failures ?? 0).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 12 }, (_, index) => index + 1),
      );
      expect((await store.read(ref))?.failures).toBe(12);
    });

    it("drops what a change leaves away", async () => {
      await store.add({ ...digest, language: "German", paused: { reason: "manager", at: 1 } });
      await store.update(ref, ({ paused: _paused, language: _language, ...rest }) => rest);
      expect(await store.read(ref)).toEqual(digest);
    });

    it("writes nothing when the change is refused, and passes the refusal on", async () => {
      await store.add(digest);
      const refusal = new UserInputError("No.");
      const refused = store.update(ref, () => {
        throw refusal;
      });
      await expect(refused).rejects.toBe(refusal);
      expect(await store.read(ref)).toEqual(digest);
    });

    it("brings no digest back that was removed before or while it was to be changed", async () => {
      await store.add(digest);
      const other = bench.open();
      let runs = 0;
      const removing: Promise<boolean>[] = [];
      const changed = store.update(ref, (current) => {
        runs += 1;
        removing.push(other.remove(ref));
        return { ...current, failures: 1 };
      });
      // Whichever came first, it is gone now.
      await changed;
      expect(await Promise.all(removing)).toEqual([true]);
      expect(runs).toBe(1);
      expect(await store.read(ref)).toBeUndefined();
      expect(await store.update(ref, (current) => current)).toBeUndefined();
      expect(await store.list(ref)).toEqual([]);
    });

    it("says whether there was something to remove", async () => {
      await store.add(digest);
      await store.add({ ...digest, id: "cd34" });
      expect(await store.remove(ref)).toBe(true);
      expect(await store.remove(ref)).toBe(false);
      expect((await store.list(ref)).map(({ id }) => id)).toEqual(["cd34"]);
    });
  });
}
