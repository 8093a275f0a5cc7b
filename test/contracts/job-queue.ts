import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JobPayload, JobQueue } from "../../src/core/jobs.ts";

export interface JobQueueBench {
  /** The queue of another process on the same data. */
  open(): JobQueue;
  /** Starts a worker that ends every job well. */
  work(): void;
  /** The questions that workers were given, in order. */
  questions(): readonly string[];
  /** How many sweeps workers were given. */
  sweeps(): number;
  close(): Promise<void>;
}

export function answerPayload(question: string): JobPayload<"answer"> {
  const channel = { platform: "slack", workspaceId: "T1", channelId: "C1" } as const;
  return {
    version: 1,
    reply: { id: "answer-1", target: { kind: "message", channel, messageId: "1.2" }, asker: { id: "U1" }, question },
    sites: [],
    receivedAt: 1_700_000_000_000,
  };
}

/** What every job queue promises. */
export function jobQueueContract(name: string, start: () => Promise<JobQueueBench>): void {
  describe(`job queue on ${name}`, () => {
    let bench: JobQueueBench;
    let queue: JobQueue;
    beforeEach(async () => {
      bench = await start();
      queue = bench.open();
    });
    afterEach(() => bench.close());

    it("gives a worker each job once, with the whole payload", async () => {
      expect(await queue.add("answer", answerPayload("one"), { id: "slack-T1-Ev1" })).toEqual({ added: true });
      expect(await queue.add("answer", answerPayload("two"), { id: "slack-T1-Ev2" })).toEqual({ added: true });
      bench.work();
      await expect.poll(() => bench.questions()).toEqual(["one", "two"]);
    });

    it("adds a job once, however many processes are told of it at the same time", async () => {
      const queues = [queue, bench.open(), bench.open()];
      const results = await Promise.all(
        Array.from({ length: 15 }, (_, index) =>
          (queues[index % 3] ?? queue).add("answer", answerPayload("same"), { id: "slack-T1-Ev1" }),
        ),
      );
      expect(results.filter(({ added }) => added)).toHaveLength(1);
      await queue.add("answer", answerPayload("last"), { id: "slack-T1-Ev2" });
      bench.work();
      await expect.poll(() => bench.questions()).toEqual(["same", "last"]);
    });

    it("still refuses a repeat after the job has ended", async () => {
      bench.work();
      await queue.add("answer", answerPayload("one"), { id: "slack-T1-Ev1" });
      await expect.poll(() => bench.questions()).toEqual(["one"]);
      expect(await queue.add("answer", answerPayload("one"), { id: "slack-T1-Ev1" })).toEqual({ added: false });
      await queue.add("answer", answerPayload("two"), { id: "slack-T1-Ev2" });
      await expect.poll(() => bench.questions()).toEqual(["one", "two"]);
    });

    it("knows whether a job is still to run", async () => {
      expect(await queue.has("slack-T1-Ev1")).toBe(false);
      await queue.add("answer", answerPayload("one"), { id: "slack-T1-Ev1" });
      expect(await bench.open().has("slack-T1-Ev1")).toBe(true);
      expect(await queue.has("slack-T1-Ev2")).toBe(false);
      bench.work();
      await expect.poll(() => queue.has("slack-T1-Ev1")).toBe(false);
      expect(bench.questions()).toEqual(["one"]);
    });

    it("runs a recurring job again and again", async () => {
      await queue.every("sweep", { version: 1 }, { id: "sweep", everyMs: 100 });
      bench.work();
      await expect.poll(() => bench.sweeps(), { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
    });
  });
}
