import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DigestRef } from "../../src/core/digest.ts";
import type { DigestFeedback, ItemFeedback } from "../../src/core/digest-feedback.ts";

export interface DigestFeedbackBench {
  /** The feedback as another process on the same data has it. */
  open(): DigestFeedback;
  close(): Promise<void>;
}

const said: ItemFeedback = { slot: 1_700_000_000_000, item: 2, title: "Two", userId: "U1", value: "up", at: 10 };

/** What is promised wherever feedback is kept. */
export function digestFeedbackContract(name: string, start: () => Promise<DigestFeedbackBench>): void {
  describe(`feedback on ${name}`, () => {
    let bench: DigestFeedbackBench;
    let feedback: DigestFeedback;
    let ref: DigestRef;
    beforeEach(async () => {
      bench = await start();
      feedback = bench.open();
      ref = { platform: "slack", workspaceId: `T${randomUUID()}`, digestId: "ab12" };
    });
    afterEach(() => bench.close());

    it("is there for every process, the newest first", async () => {
      await feedback.put(ref, said);
      await feedback.put(ref, { ...said, item: 3, title: "Three: half \ud83d", value: "down", at: 20 });
      const read = await bench.open().read(ref);
      expect(read.map(({ title, value }) => [title, value])).toEqual([
        ["Three: half \ud83d", "down"],
        ["Two", "up"],
      ]);
      expect(read[1]).toMatchObject(said);
    });

    it("is what each person said last of an item", async () => {
      await feedback.put(ref, said);
      await feedback.put(ref, { ...said, value: "down", at: 30 });
      await feedback.put(ref, { ...said, userId: "U2", at: 20 });
      const read = await feedback.read(ref);
      expect(read.map(({ userId, value }) => [userId, value])).toEqual([
        ["U1", "down"],
        ["U2", "up"],
      ]);
    });

    it("belongs to one digest", async () => {
      await feedback.put(ref, said);
      expect(await feedback.read({ ...ref, digestId: "cd34" })).toEqual([]);
      expect(await feedback.read({ ...ref, platform: "discord" })).toEqual([]);
    });
  });
}
