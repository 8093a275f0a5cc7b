import { describe, expect, inject, it } from "vitest";
import type { JobHandlers } from "../../../src/core/jobs.ts";
import { answerPayload } from "../../contracts/job-queue.ts";
import { startRedisProxy } from "../store/redis-proxy.ts";
import { closeBenchesAfterEach, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

const untilAborted: JobHandlers["answer"] = (_payload, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

describe("closing a worker", () => {
  it("lets running jobs end and leaves waiting ones to others", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    const events: string[] = [];
    let finish = () => {};
    const worker = bench.worker(
      async ({ reply }) => {
        events.push(`begin ${reply.question}`);
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        events.push(`end ${reply.question}`);
      },
      { concurrency: 1 },
    );
    await queue.add("answer", answerPayload("one"), { id: "a1" });
    await queue.add("answer", answerPayload("two"), { id: "a2" });
    await expect.poll(() => events).toEqual(["begin one"]);
    expect(worker.isReady()).toBe(true);
    const closed = worker.close(10_000);
    expect(worker.isReady()).toBe(false);
    finish();
    await closed;
    await worker.close(10_000);
    expect(events).toEqual(["begin one", "end one"]);
    bench.worker(async ({ reply }) => void events.push(`other ${reply.question}`));
    await expect.poll(() => events).toEqual(["begin one", "end one", "other two"]);
  });

  it("aborts what is not done by the deadline; another worker runs it at once, and no attempt is lost", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const started: string[] = [];
    const worker = bench.worker(async (payload, context) => {
      started.push(payload.reply.question);
      await untilAborted(payload, context);
    });
    await bench.queue().add("answer", answerPayload("long"), { id: "a1" });
    await expect.poll(() => started).toEqual(["long"]);
    await worker.close(50);
    const rerun: boolean[] = [];
    bench.worker(async (_payload, { attempt, isLastAttempt }) => void rerun.push(attempt > 1 && !isLastAttempt));
    await expect.poll(() => rerun).toEqual([true]);
    await expect.poll(() => bench.counts()).toMatchObject({ completed: 1, waiting: 0, delayed: 0, failed: 0 });
    // Nor did the lock have to run out first, which would be said.
    expect(bench.lines.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  });

  it("does not hang on a handler that ignores the abort, and lets go of its job", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    let hasStarted = false;
    const worker = bench.worker(() => {
      hasStarted = true;
      return new Promise(() => {});
    });
    await bench.queue().add("answer", answerPayload("stuck"), { id: "a1" });
    await expect.poll(() => hasStarted).toBe(true);
    await worker.close(0);
    // Renewed, the lock would never come near its end; without it another worker runs the job.
    const { redis } = bench.connect("worker");
    const [jobId] = await redis.lrange(`${bench.prefix}:jobs:active`, 0, -1);
    await expect.poll(() => redis.pttl(`${bench.prefix}:jobs:${jobId}:lock`), { timeout: 15_000 }).toBeLessThan(2_000);
  });

  it("does not hang when Redis is away", async () => {
    const proxy = await startRedisProxy(inject("redisUrl"));
    const bench = startQueueBench(proxy.url);
    const worker = bench.worker(untilAborted);
    await expect.poll(() => worker.isReady()).toBe(true);
    await bench.queue().add("answer", answerPayload("?"), { id: "a1" });
    proxy.cut();
    await expect.poll(() => worker.isReady()).toBe(false);
    await worker.close(100);
    await bench.close();
    await proxy.close();
  });
});
