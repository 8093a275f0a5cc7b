import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import type { Outbox, OutboxRecord } from "../../src/core/outbox.ts";

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
    afterEach(() => bench.close());

    it("knows nothing of an answer that was never written", async () => {
      expect(await outbox.read(channel, "answer-1")).toBeUndefined();
    });

    it("gives every process the whole record back", async () => {
      const record: OutboxRecord = {
        version: 1,
        state: "streaming",
        parts: [
          { platform: "discord", channelId: "77", messageId: "1", threadId: "9", live: true },
          { platform: "discord", channelId: "77", messageId: "2" },
        ],
        updatedAt: 1_700_000_000_000,
      };
      await outbox.write(channel, "answer-1", record);
      expect(await bench.open().read(channel, "answer-1")).toEqual(record);
    });

    it("keeps the last record written, for each answer its own", async () => {
      const record: OutboxRecord = { version: 1, state: "accepted", parts: [], updatedAt: 1 };
      await outbox.write(channel, "answer-1", record);
      await outbox.write(channel, "answer-2", record);
      await outbox.write(channel, "answer-1", { ...record, state: "final", updatedAt: 2 });
      expect((await outbox.read(channel, "answer-1"))?.state).toBe("final");
      expect((await outbox.read(channel, "answer-2"))?.state).toBe("accepted");
    });
  });
}
