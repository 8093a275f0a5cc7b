import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import type { ConversationStore, Turn } from "../../src/core/conversation.ts";

export interface ConversationsBench {
  /** The conversations of another process on the same data. */
  open(): ConversationStore;
  close(): Promise<void>;
}

const KEEP = { keepMs: 60_000, alsoKnownAs: [] };

function turn(number: number): Turn {
  return { id: `answer-${number}`, question: `Question ${number}?`, answer: `Answer ${number}.`, at: number };
}

/** What everything promises that remembers conversations. */
export function conversationsContract(name: string, start: () => Promise<ConversationsBench>): void {
  describe(`conversations in ${name}`, () => {
    let bench: ConversationsBench;
    let store: ConversationStore;
    let channel: ChannelRef;
    beforeEach(async () => {
      bench = await start();
      store = bench.open();
      channel = { platform: "slack", workspaceId: randomUUID(), channelId: "C1" };
    });
    afterEach(() => bench.close());

    it("are none until something is answered", async () => {
      expect(await store.find(channel, ["t1", "t2"])).toBeUndefined();
      expect(await store.has(channel, ["t1"])).toBe(false);
    });

    it("are read by every process, oldest first", async () => {
      await store.add(channel, "t1", turn(1), KEEP);
      await bench.open().add(channel, "t1", turn(2), KEEP);
      expect(await bench.open().find(channel, ["t1"])).toEqual({ id: "t1", turns: [turn(1), turn(2)] });
      expect(await bench.open().has(channel, ["t1"])).toBe(true);
    });

    it("keep the newest turns of a long one, in order", async () => {
      for (let number = 1; number <= 40; number += 1) await store.add(channel, "t1", turn(number), KEEP);
      const { turns = [] } = (await store.find(channel, ["t1"])) ?? {};
      expect(turns.slice(-7)).toEqual([34, 35, 36, 37, 38, 39, 40].map(turn));
    });

    it("have an answer that was written anew in its own place, once", async () => {
      await store.add(channel, "t1", turn(1), KEEP);
      await store.add(channel, "t1", turn(2), KEEP);
      await store.add(channel, "t1", { ...turn(1), answer: "Better." }, KEEP);
      expect((await store.find(channel, ["t1"]))?.turns).toEqual([{ ...turn(1), answer: "Better." }, turn(2)]);
    });

    it("are known by the messages of their answers, too", async () => {
      await store.add(channel, "q1", turn(1), { ...KEEP, alsoKnownAs: ["m1", "m2", "q1"] });
      expect(await store.find(channel, ["nothing", "m2"])).toEqual({ id: "q1", turns: [turn(1)] });
      expect(await store.has(channel, ["nothing", "m1"])).toBe(true);
      await store.add(channel, "q1", turn(2), { ...KEEP, alsoKnownAs: ["m3"] });
      expect((await store.find(channel, ["m1"]))?.turns).toEqual([turn(1), turn(2)]);
    });

    it("are found by the first id that belongs to one", async () => {
      await store.add(channel, "t1", turn(1), { ...KEEP, alsoKnownAs: ["m1"] });
      await store.add(channel, "t2", turn(2), KEEP);
      expect((await store.find(channel, ["m1", "t2"]))?.id).toBe("t1");
      expect((await store.find(channel, ["t2", "m1"]))?.id).toBe("t2");
    });

    it("belong to one channel of one workspace", async () => {
      await store.add(channel, "t1", turn(1), { ...KEEP, alsoKnownAs: ["m1"] });
      for (const other of [
        { ...channel, channelId: "C2" },
        { ...channel, workspaceId: randomUUID() },
      ]) {
        expect(await store.find(other, ["t1", "m1"])).toBeUndefined();
        expect(await store.has(other, ["t1", "m1"])).toBe(false);
      }
    });
  });
}
