import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import type { Outbox, OutboxRecord } from "../../src/core/outbox.ts";
import { answerPayload } from "./job-queue.ts";

export interface OutboxBench {
  /** The outbox of another process on the same data. */
  open(): Outbox;
  close(): Promise<void>;
}

/** What every outbox promises. */
export function outboxContract(name: string, start: () => Promise<OutboxBench>): void {
  describe(`outbox on ${name}`, () => {
    let bench: OutboxBench;
    let outbox: Outbox;
    let channel: ChannelRef;
    beforeEach(async () => {
      bench = await start();
      outbox = bench.open();
      channel = { platform: "discord", workspaceId: randomUUID(), channelId: "77" };
    });
    afterEach(async () => {
      // The index is shared: what is left open there would be somebody else's to close.
      const left = await outbox.open({ before: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER });
      const ours = left.filter((answer) => answer.channel.workspaceId === channel.workspaceId);
      await Promise.all(
        ours.map((answer) => outbox.write(answer.channel, answer.answerId, { ...accepted(0), state: "final" })),
      );
      await bench.close();
    });

    const accepted = (updatedAt: number): OutboxRecord => ({ version: 2, state: "accepted", parts: [], updatedAt });

    /** Others may have open answers in the same Redis. */
    async function openHere(before: number, from = outbox): Promise<readonly string[]> {
      const answers = await from.open({ before, limit: Number.MAX_SAFE_INTEGER });
      return answers
        .filter((answer) => answer.channel.workspaceId === channel.workspaceId)
        .map(({ answerId, updatedAt }) => `${answerId} ${updatedAt}`);
    }

    it("knows nothing of an answer that was never written", async () => {
      expect(await outbox.read(channel, "answer-1")).toBeUndefined();
    });

    it("gives every process the whole record back", async () => {
      const record: OutboxRecord = {
        version: 2,
        state: "streaming",
        parts: [
          {
            state: "sent",
            ref: { platform: "discord", channelId: "77", messageId: "1", threadId: "9", live: true },
          },
          { state: "sent", ref: { platform: "discord", channelId: "77", messageId: "2" } },
          { state: "sending", at: 1_700_000_000_000 },
        ],
        job: answerPayload("why?"),
        updatedAt: 1_700_000_000_000,
      };
      await outbox.write(channel, "answer-1", record);
      expect(await bench.open().read(channel, "answer-1")).toEqual(record);
    });

    it("keeps the last record written, for each answer its own", async () => {
      await outbox.write(channel, "answer-1", accepted(1));
      await outbox.write(channel, "answer-2", accepted(1));
      await outbox.write(channel, "answer-1", { ...accepted(2), state: "final" });
      expect((await outbox.read(channel, "answer-1"))?.state).toBe("final");
      expect((await outbox.read(channel, "answer-2"))?.state).toBe("accepted");
    });

    it("tells every process which answers are open and have not been written for a while, oldest first", async () => {
      await outbox.write(channel, "younger", accepted(2_000));
      await outbox.write(channel, "older", { ...accepted(1_000), state: "streaming" });
      await outbox.write(channel, "busy", accepted(500));
      await outbox.write(channel, "busy", { ...accepted(3_000), state: "streaming" });
      expect(await openHere(3_000, bench.open())).toEqual(["older 1000", "younger 2000"]);
    });

    it("gives the channel back with which an open answer can be read", async () => {
      const here = { platform: "slack", workspaceId: channel.workspaceId, channelId: 'C"1:2' } as const;
      await outbox.write(here, "slack-1-2", accepted(1));
      const all = await outbox.open({ before: 2, limit: Number.MAX_SAFE_INTEGER });
      expect(all).toContainEqual({ channel: here, answerId: "slack-1-2", updatedAt: 1 });
    });

    it.each(["final", "failed", "cancelled"] as const)("counts no answer as open that is %s", async (state) => {
      await outbox.write(channel, "answer-1", accepted(1));
      await outbox.write(channel, "answer-1", { ...accepted(2), state });
      await outbox.write(channel, "at-once", { ...accepted(2), state });
      expect(await openHere(10)).toEqual([]);
    });

    it("counts an answer as open again that is asked for anew", async () => {
      await outbox.write(channel, "answer-1", { ...accepted(1), state: "failed" });
      await outbox.write(channel, "answer-1", accepted(2));
      expect(await openHere(10)).toEqual(["answer-1 2"]);
    });

    it("gives no more open answers than asked for, the oldest", async () => {
      // Older than what anybody else writes.
      await Promise.all([-30, -20, -10].map((at) => outbox.write(channel, `at${at}`, accepted(at))));
      const answers = await outbox.open({ before: 0, limit: 2 });
      expect(answers.map(({ answerId }) => answerId)).toEqual(["at-30", "at-20"]);
    });
  });
}
