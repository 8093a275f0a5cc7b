import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../src/core/chat.ts";
import type { StopRequests } from "../../src/core/stop-requests.ts";

export interface StopRequestsBench {
  /** The stop requests of another process on the same data. */
  open(): StopRequests;
  close(): Promise<void>;
}

/** What everything promises that carries a stop from whoever presses it to whoever writes the answer. */
export function stopRequestsContract(name: string, start: () => Promise<StopRequestsBench>): void {
  describe(`stop requests on ${name}`, () => {
    let bench: StopRequestsBench;
    let worker: StopRequests;
    let channel: ChannelRef;
    let running: AbortController;
    beforeEach(async () => {
      bench = await start();
      worker = bench.open();
      channel = { platform: "slack", workspaceId: randomUUID(), channelId: "C1" };
      running = new AbortController();
    });
    afterEach(async () => {
      running.abort();
      await bench.close();
    });

    it("reach the process that writes the answer within a second, from any other", async () => {
      const stopped = worker.wait(channel, "answer-1", running.signal);
      const other = bench.open();
      // Its connection stands: what follows is the way of the request alone.
      await other.clear(channel, "answer-2");
      const began = performance.now();
      await other.request(channel, "answer-1");
      expect(await stopped).toBe(true);
      expect(performance.now() - began).toBeLessThan(1_000);
    });

    it("reach the process that asked for it itself", async () => {
      const stopped = worker.wait(channel, "answer-1", running.signal);
      await worker.request(channel, "answer-1");
      expect(await stopped).toBe(true);
    });

    it("stop an answer that is taken up later, in any process", async () => {
      await bench.open().request(channel, "answer-1");
      expect(await worker.wait(channel, "answer-1", running.signal)).toBe(true);
      expect(await bench.open().wait(channel, "answer-1", running.signal)).toBe(true);
    });

    it("stop their own answer only, in their own workspace only", async () => {
      const elsewhere = { ...channel, workspaceId: randomUUID() };
      const others = [
        worker.wait(channel, "answer-2", running.signal),
        worker.wait(elsewhere, "answer-1", running.signal),
      ];
      const stopped = worker.wait(channel, "answer-1", running.signal);
      await worker.request(channel, "answer-1");
      expect(await stopped).toBe(true);
      running.abort();
      expect(await Promise.all(others)).toEqual([false, false]);
    });

    it("end every wait for the same answer", async () => {
      const waits = [1, 2].map(() => worker.wait(channel, "answer-1", running.signal));
      await bench.open().request(channel, "answer-1");
      expect(await Promise.all(waits)).toEqual([true, true]);
    });

    it("end no wait whose signal aborts first, at once when it has aborted already", async () => {
      const wait = worker.wait(channel, "answer-1", running.signal);
      running.abort();
      expect(await wait).toBe(false);
      await worker.request(channel, "answer-1");
      expect(await worker.wait(channel, "answer-1", running.signal)).toBe(false);
    });

    it("are forgotten when cleared, and can be made again", async () => {
      await worker.request(channel, "answer-1");
      await bench.open().clear(channel, "answer-1");
      const again = worker.wait(channel, "answer-1", running.signal);
      const first = await Promise.race([again, bench.open().clear(channel, "answer-1")]);
      expect(first).toBeUndefined();
      await bench.open().request(channel, "answer-1");
      expect(await again).toBe(true);
    });
  });
}
