import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DigestRef } from "../../src/core/digest.ts";
import { SLOT_ENDS, type SlotLog, type SlotRecord } from "../../src/core/digest-slot.ts";

export interface SlotLogBench {
  /** The log of another process on the same data. */
  open(): SlotLog;
  close(): Promise<void>;
}

const HOUR_MS = 60 * 60 * 1_000;
const FIRST = 1_700_000_000_000;

export function slotRecord(slot: number, changes: Partial<SlotRecord> = {}): SlotRecord {
  return { version: 1, slot, isManual: false, state: "open", at: slot + 1, dropped: [], ...changes };
}

const item = { title: "One", url: "https://example.com/1", summary: "It happened.", keys: ["url:example.com/1"] };

/** What every slot log promises. */
export function slotLogContract(name: string, start: () => Promise<SlotLogBench>): void {
  describe(`slots on ${name}`, () => {
    let bench: SlotLogBench;
    let slots: SlotLog;
    let ref: DigestRef;
    beforeEach(async () => {
      bench = await start();
      slots = bench.open();
      ref = { platform: "slack", workspaceId: `T${randomUUID()}`, digestId: "ab12" };
    });
    afterEach(() => bench.close());

    it("knows nothing of a slot that was never written", async () => {
      await slots.write(ref, slotRecord(FIRST));
      expect(await slots.read(ref, FIRST + HOUR_MS)).toBeUndefined();
      expect(await slots.read({ ...ref, digestId: "cd34" }, FIRST)).toBeUndefined();
      expect(await slots.read({ ...ref, platform: "discord" }, FIRST)).toBeUndefined();
      expect(await slots.history({ ...ref, digestId: "cd34" }, 10)).toEqual([]);
      expect(await slots.lastSuccess(ref)).toBeUndefined();
    });

    it("gives every process the whole record back, also with half a character in it", async () => {
      const record = slotRecord(FIRST, {
        isManual: true,
        state: "late",
        items: [{ ...item, title: "cut \ud83d", publishedAt: "2023-11-14", update: "It happened again." }],
        dropped: [{ title: "Two", url: "https://example.org", reason: "off the list" }],
        message: { platform: "slack", channelId: "C1", messageId: "1.2", threadId: "1.1" },
        note: "The bot was away.",
      });
      expect(await slots.write(ref, record)).toEqual(record);
      expect(await bench.open().read(ref, FIRST)).toEqual(record);
    });

    it("finds the slot of any message of its post, and of no other", async () => {
      const posted = slotRecord(FIRST, { state: "posted", items: [item], messageIds: ["1.1", "1.2"] });
      await slots.write(ref, posted);
      await slots.write(ref, slotRecord(FIRST + HOUR_MS, { state: "posted", items: [item], messageIds: ["2.1"] }));
      expect(await bench.open().ofMessage(ref, "1.1")).toEqual(posted);
      expect(await slots.ofMessage(ref, "1.2")).toEqual(posted);
      expect((await slots.ofMessage(ref, "2.1"))?.slot).toBe(FIRST + HOUR_MS);
      expect(await slots.ofMessage(ref, "3.1")).toBeUndefined();
      expect(await slots.ofMessage({ ...ref, platform: "discord" }, "1.1")).toBeUndefined();
    });

    it("keeps the last record of an open slot", async () => {
      await slots.write(ref, slotRecord(FIRST));
      const composed = slotRecord(FIRST, { items: [item] });
      expect(await bench.open().write(ref, composed)).toEqual(composed);
      expect(await slots.read(ref, FIRST)).toEqual(composed);
    });

    it("lets nobody open a slot anew that has its items, also when it has none of them left", async () => {
      for (const [slot, items] of [
        [FIRST, [item]],
        [FIRST + HOUR_MS, []],
      ] as const) {
        const composed = slotRecord(slot, { items: [...items] });
        await slots.write(ref, composed);
        expect(await bench.open().write(ref, slotRecord(slot))).toEqual(composed);
        expect(await slots.read(ref, slot)).toEqual(composed);
        const fewer = slotRecord(slot, { items: [], at: slot + 5 });
        expect(await slots.write(ref, fewer)).toEqual(fewer);
        const ended = slotRecord(slot, { state: "failed" });
        expect(await slots.write(ref, ended)).toEqual(ended);
      }
    });

    it.each(SLOT_ENDS)("leaves a slot that ended %s as it ended, and says how", async (state) => {
      const ended = slotRecord(FIRST, { state, note: "the first", items: [item] });
      await slots.write(ref, ended);
      const other = bench.open();
      for (const later of [slotRecord(FIRST), ...SLOT_ENDS.map((end) => slotRecord(FIRST, { state: end }))]) {
        expect(await other.write(ref, later)).toEqual(ended);
      }
      expect(await slots.read(ref, FIRST)).toEqual(ended);
      expect(await slots.history(ref, 10)).toEqual([ended]);
    });

    it("lets a slot end once, however many end it at the same time, and tells each the same end", async () => {
      await slots.write(ref, slotRecord(FIRST, { items: [item] }));
      const writers = [slots, bench.open(), bench.open()];
      const ends = Array.from({ length: 30 }, (_, index) =>
        slotRecord(FIRST, { state: SLOT_ENDS[index % SLOT_ENDS.length] ?? "posted", note: `writer ${index}` }),
      );
      const answers = await Promise.all(ends.map((end, index) => (writers[index % 3] ?? slots).write(ref, end)));
      const stands = await slots.read(ref, FIRST);
      expect(ends).toContainEqual(stands);
      expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(stands)]));
    });

    it("gives the newest slots first, in whatever order they were written, and no more than asked for", async () => {
      for (const hour of [1, 3, 0, 2]) await slots.write(ref, slotRecord(FIRST + hour * HOUR_MS));
      await slots.write(ref, slotRecord(FIRST, { state: "skipped" }));
      const history = async (limit: number) =>
        (await bench.open().history(ref, limit)).map(({ slot, state }) => `${(slot - FIRST) / HOUR_MS} ${state}`);
      expect(await history(10)).toEqual(["3 open", "2 open", "1 open", "0 skipped"]);
      expect(await history(2)).toEqual(["3 open", "2 open"]);
      expect(await history(0)).toEqual([]);
    });

    it("finds the newest slot that told something or found nothing new", async () => {
      const end = (hour: number, state: SlotRecord["state"]) =>
        slots.write(ref, slotRecord(FIRST + hour * HOUR_MS, { state }));
      const last = async () => {
        const record = await bench.open().lastSuccess(ref);
        return record === undefined ? undefined : (record.slot - FIRST) / HOUR_MS;
      };
      await end(0, "failed");
      expect(await last()).toBeUndefined();
      await end(1, "posted");
      await end(2, "skipped");
      await end(3, "failed");
      await end(4, "open");
      expect(await last()).toBe(1);
      await end(3.5, "late");
      expect(await last()).toBe(3.5);
      await end(4, "nothing new");
      expect(await last()).toBe(4);
      // An older one that ends later is not the newest.
      await end(2.5, "posted");
      expect(await last()).toBe(4);
    });
  });
}
