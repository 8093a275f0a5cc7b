import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TranscriptEntry, TranscriptStore } from "../../src/core/transcript.ts";

export interface TranscriptStoreBench {
  /** The store of another process on the same data. */
  open(): TranscriptStore;
  close(): Promise<void>;
}

/** What every transcript store promises. */
export function transcriptStoreContract(name: string, start: () => Promise<TranscriptStoreBench>): void {
  describe(`transcripts on ${name}`, () => {
    let bench: TranscriptStoreBench;
    let store: TranscriptStore;
    let channelId: string;
    let leave: AbortController;
    beforeEach(async () => {
      bench = await start();
      store = bench.open();
      channelId = `general-${randomUUID()}`;
      leave = new AbortController();
    });
    afterEach(async () => {
      leave.abort();
      await bench.close();
    });

    it("lists each channel once, in the order they were added", async () => {
      const second = `a-${channelId}`;
      await store.addChannel(channelId);
      await store.addChannel(second);
      await store.addChannel(channelId);
      const channels = await store.channels();
      expect(channels.filter((id) => id === channelId || id === second)).toEqual([channelId, second]);
    });

    it("reads a channel without messages as empty", async () => {
      expect(await store.read(channelId)).toEqual([]);
    });

    it("replaces an entry in its place", async () => {
      const other = bench.open();
      await store.put(channelId, entry("m1", { markdown: "What is a footnote?", author: "asker" }));
      await store.put(channelId, entry("m2", { state: "writing", inReplyTo: "m1" }));
      await store.put(channelId, entry("m3"));
      await other.put(channelId, entry("m2", { state: "final", markdown: "A note.", inReplyTo: "m1" }));
      expect(await other.read(channelId)).toEqual([
        entry("m1", { markdown: "What is a footnote?", author: "asker" }),
        entry("m2", { state: "final", markdown: "A note.", inReplyTo: "m1" }),
        entry("m3"),
      ]);
    });

    it("forgets what is too old, and keeps the rest in order", async () => {
      for (const at of [1_000, 2_000, 3_000]) await store.put(channelId, entry(`m${at}`, { at }));
      await bench.open().forget(channelId, { before: 2_000, keepMs: 60_000 });
      expect((await store.read(channelId)).map(({ id }) => id)).toEqual(["m2000", "m3000"]);
      await store.put(channelId, entry("m4000", { at: 4_000 }));
      await store.forget(channelId, { before: 4_000, keepMs: 60_000 });
      expect((await store.read(channelId)).map(({ id }) => id)).toEqual(["m4000"]);
    });

    it("keeps the newest 200 entries", async () => {
      for (let index = 1; index <= 203; index += 1) await store.put(channelId, entry(`m${index}`));
      const ids = (await store.read(channelId)).map(({ id }) => id);
      expect([ids.length, ids[0], ids.at(-1)]).toEqual([200, "m4", "m203"]);
    });

    it("shows a watcher every entry put after it began, from any process, of its channel only", async () => {
      const seen: string[] = [];
      const watching = await collect(store, channelId, seen);
      await store.put(channelId, entry("mine", { state: "writing" }));
      await store.put(`${channelId}-else`, entry("elsewhere"));
      await bench.open().put(channelId, entry("theirs"));
      await store.put(channelId, entry("mine", { markdown: "whole" }));
      await expect.poll(() => seen).toEqual(["mine:writing", "theirs:final", "mine:final"]);
      leave.abort();
      await watching.ended;
    });

    it("misses nothing that another process puts once it watches, however early that is", async () => {
      for (let round = 0; round < 5; round += 1) {
        const watcher = bench.open();
        const writer = bench.open();
        // The writer's connection stands already: nothing but the watch itself may be waited for.
        await writer.channels();
        const seen: string[] = [];
        await collect(watcher, channelId, seen);
        await writer.put(channelId, entry(`early-${round}`));
        await expect.poll(() => seen).toEqual([`early-${round}:final`]);
      }
    });

    it("keeps what is put between the beginning of a watch and the first look at it", async () => {
      const watching = await store.watch(channelId, leave.signal);
      await bench.open().put(channelId, entry("first"));
      await bench.open().put(channelId, entry("second"));
      await expect.poll(async () => (await store.read(channelId)).length).toBe(2);
      const seen: string[] = [];
      for await (const { id } of watching) {
        seen.push(id);
        if (seen.length === 2) break;
      }
      expect(seen).toEqual(["first", "second"]);
    });

    it("serves several watchers, and ends each by its own signal", async () => {
      const stays: string[] = [];
      const leaves: string[] = [];
      const leaving = new AbortController();
      await collect(store, channelId, stays);
      const left = await collect(store, channelId, leaves, leaving.signal);
      await store.put(channelId, entry("m1"));
      await expect.poll(() => [stays, leaves]).toEqual([["m1:final"], ["m1:final"]]);
      leaving.abort();
      await left.ended;
      await store.put(channelId, entry("m2"));
      await expect.poll(() => stays).toEqual(["m1:final", "m2:final"]);
      expect(leaves).toEqual(["m1:final"]);
    });

    it("ends a watch at once whose signal has already been aborted", async () => {
      leave.abort();
      expect(await (await store.watch(channelId, leave.signal))[Symbol.asyncIterator]().next()).toEqual({
        done: true,
        value: undefined,
      });
    });

    /** Resolves when the watch has begun. */
    async function collect(from: TranscriptStore, id: string, into: string[], signal = leave.signal) {
      const watching = await from.watch(id, signal);
      const ended = (async () => {
        for await (const { id: messageId, state } of watching) into.push(`${messageId}:${state}`);
      })();
      return { ended };
    }
  });
}

function entry(id: string, fields: Partial<TranscriptEntry> = {}): TranscriptEntry {
  return { id, author: "footnote", markdown: "…", state: "final", at: 1, ...fields };
}
