import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import type { Claim, Ledger, Story } from "../../src/core/ledger.ts";

export interface LedgerBench {
  /** The ledger of another process on the same data. */
  open(): Ledger;
  /** Moves the time on that the ledger goes by. */
  pass(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

export function story(...keys: readonly string[]): Story {
  return { title: `About ${keys.join(" and ")}`, url: `https://example.com/${keys[0]}`, keys };
}

/** What every ledger promises. */
export function ledgerContract(name: string, start: () => Promise<LedgerBench>): void {
  describe(`ledger on ${name}`, () => {
    let bench: LedgerBench;
    let ledger: Ledger;
    let channel: ChannelRef;
    beforeEach(async () => {
      bench = await start();
      ledger = bench.open();
      channel = { platform: "slack", workspaceId: `T${randomUUID()}`, channelId: "C1" };
    });
    afterEach(() => bench.close());

    const claim = (owner: string, stories: readonly Story[], by = ledger) =>
      by.claim(channel, stories, { owner, at: bench.now(), days: 90 });
    const states = (claims: readonly Claim[]) =>
      claims.map((each) => (each.state === "claimed" ? "mine" : each.by.owner));
    const owners = async (...stories: readonly Story[]) =>
      (await bench.open().look(channel, stories)).map((told) => told?.owner);

    it("lets a story be claimed once, and tells everybody else by whom, when and what", async () => {
      expect(await claim("one", [story("a"), story("b")])).toEqual([{ state: "claimed" }, { state: "claimed" }]);
      const told = { owner: "one", title: "About a", url: "https://example.com/a", at: bench.now() };
      bench.pass(1_000);
      expect(await claim("two", [story("c"), story("a")], bench.open())).toEqual([
        { state: "claimed" },
        { state: "told", by: told },
      ]);
      expect(await bench.open().look(channel, [story("z"), story("a"), story("c")])).toEqual([
        undefined,
        told,
        expect.objectContaining({ owner: "two" }),
      ]);
    });

    it("claims nothing by looking, and nothing of nothing", async () => {
      await ledger.look(channel, [story("a")]);
      expect(await ledger.look(channel, [])).toEqual([]);
      expect(await claim("one", [])).toEqual([]);
      expect(states(await claim("one", [story("a")]))).toEqual(["mine"]);
    });

    it("gives a story to one owner, however many claim it at the same time", async () => {
      const processes = [ledger, bench.open(), bench.open()];
      const contenders = Array.from({ length: 30 }, (_, index) => `owner-${index}`);
      const results = await Promise.all(
        contenders.map((owner, index) =>
          claim(owner, [story(`own-${index}`), story("same", `by-${index}`)], processes[index % 3]),
        ),
      );
      const winners = contenders.filter((_, index) => results[index]?.[1]?.state === "claimed");
      expect(winners).toHaveLength(1);
      const [winner = ""] = winners;
      const expected = contenders.map((owner) => ["mine", owner === winner ? "mine" : winner]);
      expect(results.map(states)).toEqual(expected);
      expect(await owners(story("same"))).toEqual([winner]);
    });

    it("is the owner's again, whenever the owner asks", async () => {
      const stories = [story("a", "b"), story("c")];
      await claim("one", stories);
      expect(states(await claim("one", stories, bench.open()))).toEqual(["mine", "mine"]);
      bench.pass(DAY_MS);
      expect(states(await claim("one", [story("c"), story("b", "d")]))).toEqual(["mine", "mine"]);
      expect(states(await claim("two", [story("d")]))).toEqual(["one"]);
    });

    it("takes two stories with any key in common for the same", async () => {
      await claim("one", [story("a", "b")]);
      expect(states(await claim("two", [story("x", "b"), story("a"), story("y")]))).toEqual(["one", "one", "mine"]);
      expect(await owners(story("z", "b"))).toEqual(["one"]);
    });

    it("claims all keys of a story or none", async () => {
      await claim("one", [story("b")]);
      expect(states(await claim("two", [story("a", "b", "c")]))).toEqual(["one"]);
      expect(await owners(story("a"), story("c"))).toEqual([undefined, undefined]);
      expect(states(await claim("three", [story("a"), story("c")]))).toEqual(["mine", "mine"]);
    });

    it("gives the first of two stories with a key in common in one claim, also when it is claimed again", async () => {
      const stories = [story("a", "b"), story("b", "c"), story("c")];
      expect(states(await claim("one", stories))).toEqual(["mine", "one", "mine"]);
      expect(states(await claim("one", stories))).toEqual(["mine", "one", "mine"]);
      expect((await claim("one", stories))[1]).toMatchObject({ by: { title: "About a and b" } });
    });

    it("gives back what its owner has claimed, and nothing of anybody else", async () => {
      await claim("one", [story("a", "b")]);
      await claim("two", [story("c")]);
      await bench.open().release(channel, [story("a", "b"), story("c"), story("never")], "two");
      expect(await owners(story("a"), story("b"), story("c"))).toEqual(["one", "one", undefined]);
      await ledger.release(channel, [story("a", "b")], "one");
      expect(states(await claim("three", [story("b"), story("a")]))).toEqual(["mine", "mine"]);
      await ledger.release(channel, [], "three");
      expect(await owners(story("a"))).toEqual(["three"]);
    });

    it("keeps channels, workspaces and platforms apart", async () => {
      await claim("one", [story("a")]);
      for (const other of [
        { ...channel, channelId: "C2" },
        { ...channel, workspaceId: `${channel.workspaceId}2` },
        { ...channel, platform: "discord" } as const,
      ]) {
        expect(await ledger.look(other, [story("a")])).toEqual([undefined]);
      }
    });

    it("forgets a story after its days, and not before", async () => {
      await ledger.claim(channel, [story("a")], { owner: "one", at: bench.now(), days: 2 });
      bench.pass(2 * DAY_MS - 1);
      expect(await owners(story("a"))).toEqual(["one"]);
      expect(states(await claim("two", [story("a")]))).toEqual(["one"]);
      bench.pass(1);
      expect(await owners(story("a"))).toEqual([undefined]);
      expect(states(await claim("two", [story("a")]))).toEqual(["mine"]);
    });

    it("counts the days of a claim that is repeated from the last time", async () => {
      await ledger.claim(channel, [story("a")], { owner: "one", at: bench.now(), days: 2 });
      bench.pass(DAY_MS);
      await ledger.claim(channel, [story("a")], { owner: "one", at: bench.now(), days: 2 });
      bench.pass(DAY_MS);
      expect(await owners(story("a"))).toEqual(["one"]);
    });

    it("never has two owners of one key, whatever is claimed and released in whatever order", async () => {
      const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 3 });
      const step = fc.record({
        owner: fc.constantFrom("one", "two", "three"),
        stories: fc.array(keys, { minLength: 1, maxLength: 3 }),
        isRelease: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          channel = { ...channel, channelId: randomUUID() };
          const owned = new Map<string, string>();
          for (const { owner, stories, isRelease } of steps) {
            const told = stories.map((each) => story(...each));
            if (isRelease) {
              await ledger.release(channel, told, owner);
              for (const key of stories.flat()) if (owned.get(key) === owner) owned.delete(key);
              continue;
            }
            const claims = await claim(owner, told);
            const isFirst = new Set<string>();
            for (const [index, each] of stories.entries()) {
              const isFree = each.every((key) => (owned.get(key) ?? owner) === owner && !isFirst.has(key));
              expect(claims[index]?.state).toBe(isFree ? "claimed" : "told");
              if (!isFree) continue;
              for (const key of each) {
                owned.set(key, owner);
                isFirst.add(key);
              }
            }
          }
          const all = ["a", "b", "c", "d"];
          expect(await owners(...all.map((key) => story(key)))).toEqual(all.map((key) => owned.get(key)));
        }),
        { numRuns: 30 },
      );
    });
  });
}
