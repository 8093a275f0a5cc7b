import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { answerPayload } from "../../contracts/job-queue.ts";
import { closeBenchesAfterEach, type QueueBench, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

/** Killed at once, a process leaves the longest lock; just before it would have renewed it, the shortest. */
const LOCKS_LEFT_MS = [8_000, 7_000, 6_000, 5_000, 4_500];

interface Run {
  readonly attempt: number;
  readonly isLastAttempt: boolean;
  readonly at: number;
}

describe("worker processes that are killed", () => {
  it("lose nothing: another worker runs their jobs when their locks have run out, and knows that it is not the first", async ({
    annotate,
  }) => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    const questions = LOCKS_LEFT_MS.map((leftMs) => `killed with ${leftMs} ms left`);
    await Promise.all(
      questions.map((question, index) => queue.add("answer", answerPayload(question), { id: `a${index}` })),
    );
    const doomed = await Promise.all(questions.map(() => startDoomedWorker(bench)));
    const runs = new Map<string, Run>();
    bench.worker(async ({ reply: { question } }, { attempt, isLastAttempt }) => {
      runs.set(question, { attempt, isLastAttempt, at: performance.now() });
    });
    const killedAt = new Map<string, number>();
    await Promise.all(
      doomed.map(async ({ child, question }) => {
        const leftMs = LOCKS_LEFT_MS[questions.indexOf(question)] ?? 0;
        await untilLockHas(bench, question, leftMs);
        child.kill("SIGKILL");
        killedAt.set(question, performance.now());
      }),
    );
    await expect.poll(() => runs.size, { timeout: 40_000 }).toBe(questions.length);
    for (const { attempt, isLastAttempt } of runs.values()) {
      expect({ attempt, isLastAttempt }).toEqual({ attempt: 2, isLastAttempt: false });
    }
    const tookMs = questions.map((question) =>
      Math.round((runs.get(question)?.at ?? 0) - (killedAt.get(question) ?? 0)),
    );
    await annotate(`run again after ${tookMs.map((ms) => `${ms} ms`).join(", ")}`);
    expect(bench.lines.map(({ sentence }) => sentence)).toContain(
      "the worker that ran this job is gone; it is run again",
    );
  }, 60_000);
});

async function startDoomedWorker({
  url,
  prefix,
}: QueueBench): Promise<{ readonly child: ChildProcess; readonly question: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "hang-on-job.ts"), url, prefix], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout, "data");
  return { child, question: String(line).trim() };
}

/** A lock is renewed when half of it is over. */
async function untilLockHas(bench: QueueBench, question: string, leftMs: number): Promise<void> {
  const { redis } = bench.connect("worker");
  const active = await redis.lrange(`${bench.prefix}:jobs:active`, 0, -1);
  const data = await Promise.all(active.map((jobId) => redis.hget(`${bench.prefix}:jobs:${jobId}`, "data")));
  const jobId = active[data.findIndex((text) => text?.includes(question))];
  const lock = () => redis.pttl(`${bench.prefix}:jobs:${jobId}:lock`);
  await expect.poll(lock, { timeout: 15_000, interval: 25 }).toBeLessThanOrEqual(leftMs);
}
