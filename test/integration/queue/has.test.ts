import { Worker } from "bullmq";
import { describe, expect, inject, it } from "vitest";
import { PlatformError, ProviderError } from "../../../src/core/errors.ts";
import { QUEUE_NAME } from "../../../src/queue/queue-name.ts";
import { MAX_CRASHES } from "../../../src/queue/run-job.ts";
import { answerPayload } from "../../contracts/job-queue.ts";
import { closeBenchesAfterEach, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

describe("whether a job is still to run", () => {
  it("is true while it runs and while it waits for its next attempt", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    let fail = (_error: unknown) => {};
    bench.worker(
      () =>
        new Promise<void>((_resolve, reject) => {
          fail = reject;
        }),
    );
    await queue.add("answer", answerPayload("?"), { id: "a1" });
    await expect.poll(() => bench.counts()).toMatchObject({ active: 1 });
    expect(await queue.has("a1")).toBe(true);
    fail(new ProviderError("later", { code: "PROVIDER_RATE_LIMITED", retryAfterMs: 60_000 }));
    await expect.poll(() => bench.counts()).toMatchObject({ delayed: 1 });
    expect(await queue.has("a1")).toBe(true);
  });

  it("is false after it has failed for good, although its id stays taken", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    bench.worker(async () => {
      throw new PlatformError("kicked out", { code: "PLATFORM_FORBIDDEN" });
    });
    await queue.add("answer", answerPayload("?"), { id: "a1" });
    await expect.poll(() => queue.has("a1")).toBe(false);
    expect(await queue.add("answer", answerPayload("?"), { id: "a1" })).toEqual({ added: false });
    expect(await queue.has("a1")).toBe(false);
  });

  it("is false after a payload that cannot be read", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    bench.worker(async () => {});
    const broken = { ...answerPayload("?"), receivedAt: Number.NaN };
    await queue.add("answer", broken, { id: "a1" });
    await expect.poll(() => bench.counts()).toMatchObject({ failed: 1 });
    expect(await queue.has("a1")).toBe(false);
  });

  it("is true after each crash of its worker, and false after the one too many", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    await queue.add("answer", answerPayload("deadly"), { id: "a1" });
    // Takes jobs and lets go of them as a killed process does, only sooner.
    const dying = new Worker(QUEUE_NAME, undefined, {
      connection: bench.connect("worker").redis,
      prefix: bench.prefix,
      autorun: false,
      skipLockRenewal: true,
      lockDuration: 5,
      stalledInterval: 10,
      maxStalledCount: MAX_CRASHES,
    });
    await dying.startStalledCheckTimer();
    for (let crash = 0; crash <= MAX_CRASHES; crash += 1) {
      await expect.poll(() => dying.getNextJob(`crash-${crash}`, { block: false })).toBeDefined();
      expect(await queue.has("a1")).toBe(true);
    }
    await expect.poll(() => bench.counts()).toMatchObject({ active: 0, waiting: 1 });
    await dying.close();
    const runs: string[] = [];
    bench.worker(async ({ reply }) => void runs.push(reply.question));
    await expect.poll(() => queue.has("a1")).toBe(false);
    expect(runs).toEqual([]);
  });
});
