import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AnswerFeedback, answerRef } from "../../src/core/answer-feedback.ts";
import type { ChannelRef } from "../../src/core/chat.ts";

export interface AnswerFeedbackBench {
  /** The feedback as another process on the same data has it. */
  open(): AnswerFeedback;
  /** What the stores take for now, Unix ms. */
  now(): number;
  /** Lets their time pass. */
  pass(ms: number): void;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What is promised wherever feedback on answers is kept. */
export function answerFeedbackContract(name: string, start: () => Promise<AnswerFeedbackBench>): void {
  describe(`feedback on answers on ${name}`, () => {
    let bench: AnswerFeedbackBench;
    let feedback: AnswerFeedback;
    let channel: ChannelRef;
    beforeEach(async () => {
      bench = await start();
      feedback = bench.open();
      channel = { platform: "slack", workspaceId: `T${randomUUID()}`, channelId: "C1" };
    });
    afterEach(() => bench.close());
    const vote = { answerId: "a1", userId: "U1", value: "up", run: 0, at: 10, keepMs: DAY_MS } as const;

    it("is there for every process, the newest first", async () => {
      await feedback.put(channel, vote);
      await feedback.put(channel, { ...vote, userId: "U2", value: "down", reason: "source", run: 1, at: 20 });
      expect(await bench.open().read(channel, "a1")).toEqual([
        { answerId: "a1", userId: "U2", value: "down", reason: "source", run: 1, at: 20 },
        { answerId: "a1", userId: "U1", value: "up", run: 0, at: 10 },
      ]);
    });

    it("is what each person said last of an answer", async () => {
      await feedback.put(channel, { ...vote, value: "down", reason: "wrong" });
      await feedback.put(channel, { ...vote, at: 30 });
      expect(await feedback.read(channel, "a1")).toEqual([
        { answerId: "a1", userId: "U1", value: "up", run: 0, at: 30 },
      ]);
    });

    it("is found by the end of a long id", async () => {
      const answerId = `slack-cmd-${"1".repeat(20)}-${"2".repeat(40)}`;
      await feedback.put(channel, { ...vote, answerId });
      expect(await feedback.read(channel, answerRef(answerId))).toMatchObject([{ answerId }]);
      expect(await feedback.read(channel, answerId)).toHaveLength(1);
    });

    it("belongs to one answer of one workspace", async () => {
      await feedback.put(channel, vote);
      expect(await feedback.read(channel, "a2")).toEqual([]);
      expect(await feedback.read({ ...channel, platform: "discord" }, "a1")).toEqual([]);
    });

    it("counts each person once for each site of a channel, the most reported first", async () => {
      const at = bench.now();
      await feedback.report(channel, { hosts: ["a.org", "b.org"], userId: "U1", at, keepMs: DAY_MS });
      await feedback.report(channel, { hosts: ["b.org"], userId: "U1", at: at + 1, keepMs: DAY_MS });
      await feedback.report(channel, { hosts: ["b.org", "c.org"], userId: "U2", at: at + 2, keepMs: DAY_MS });
      expect(await bench.open().reported(channel)).toEqual([
        { host: "b.org", count: 2, at: at + 2 },
        { host: "c.org", count: 1, at: at + 2 },
        { host: "a.org", count: 1, at },
      ]);
      expect(await feedback.reported({ ...channel, channelId: "C2" })).toEqual([]);
    });

    it("forgets a report after its time, though others of the channel live on", async () => {
      await feedback.report(channel, { hosts: ["a.org"], userId: "U1", at: bench.now(), keepMs: DAY_MS });
      bench.pass(DAY_MS / 2);
      await feedback.report(channel, { hosts: ["b.org"], userId: "U1", at: bench.now(), keepMs: DAY_MS });
      bench.pass(DAY_MS / 2);
      expect((await feedback.reported(channel)).map(({ host }) => host)).toEqual(["b.org"]);
    });

    it("takes a report without a site", async () => {
      await feedback.report(channel, { hosts: [], userId: "U1", at: bench.now(), keepMs: DAY_MS });
      expect(await feedback.reported(channel)).toEqual([]);
    });
  });
}
