import { once } from "node:events";
import { Queue } from "bullmq";
import { describe, expect, inject, it } from "vitest";
import { PlatformError, ProviderError } from "../../../src/core/errors.ts";
import { QUEUE_NAME, RETRY_TYPE } from "../../../src/queue/queue-name.ts";
import { answerPayload } from "../../contracts/job-queue.ts";
import { closeBenchesAfterEach, type QueueBench, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

/** A producer that is not of this version. */
function otherProducer(bench: QueueBench): Queue {
  return new Queue(QUEUE_NAME, { connection: bench.connect("worker").redis, prefix: bench.prefix });
}

function failures(bench: QueueBench): readonly string[] {
  return bench.lines.filter(({ level }) => level === "error" || level === "warn").map(({ sentence }) => sentence);
}

describe("a job that fails", () => {
  it("is tried again, not before the other side asked for", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const runs: { readonly attempt: number; readonly at: number }[] = [];
    bench.worker(async (_payload, { attempt }) => {
      runs.push({ attempt, at: performance.now() });
      if (attempt === 1) throw new ProviderError("slow down", { code: "PROVIDER_RATE_LIMITED", retryAfterMs: 1_700 });
    });
    await bench.queue().add("answer", answerPayload("?"), { id: "a1" });
    await expect.poll(() => runs.map(({ attempt }) => attempt)).toEqual([1, 2]);
    const [first, second] = runs;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_690);
    expect(failures(bench)).toEqual(["the job has failed and is tried again"]);
  });

  it("is tried again after an error that nobody expected", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const attempts: number[] = [];
    bench.worker(async (_payload, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new TypeError("a bug");
    });
    await bench.queue().add("answer", answerPayload("?"), { id: "a1" });
    await expect.poll(() => attempts).toEqual([1, 2]);
  });

  it("is not tried again when that cannot help, and the next job is", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const runs: string[] = [];
    bench.worker(
      async ({ reply }) => {
        runs.push(reply.question);
        if (reply.question === "bad") throw new PlatformError("kicked out", { code: "PLATFORM_FORBIDDEN" });
      },
      { concurrency: 1 },
    );
    const queue = bench.queue();
    await queue.add("answer", answerPayload("bad"), { id: "a1" });
    await queue.add("answer", answerPayload("good"), { id: "a2" });
    await expect.poll(() => runs).toEqual(["bad", "good"]);
    await expect.poll(() => bench.counts()).toMatchObject({ waiting: 0, delayed: 0, completed: 1, failed: 1 });
    expect(failures(bench)).toEqual(["the job has failed for good"]);
  });

  it("knows its last attempt, and ends with it", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const runs: string[] = [];
    bench.worker(async (_payload, { attempt, isLastAttempt }) => {
      runs.push(`${attempt} ${isLastAttempt}`);
      throw new ProviderError("away", { code: "PROVIDER_UNAVAILABLE" });
    });
    const producer = otherProducer(bench);
    await producer.add("answer", answerPayload("?"), { attempts: 2, backoff: { type: RETRY_TYPE } });
    await expect.poll(() => producer.getFailedCount()).toBe(1);
    expect(runs).toEqual(["1 false", "2 true"]);
    await expect.poll(() => bench.died).toEqual(["?"]);
  });
});

describe("a payload", () => {
  it("of a version that had fewer fields is still understood", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const seen: unknown[] = [];
    bench.worker(async (payload) => void seen.push(payload));
    const { sites: _sites, ...older } = answerPayload("old");
    await otherProducer(bench).add("answer", older);
    await expect.poll(() => seen).toEqual([answerPayload("old")]);
  });

  it("that cannot be read fails for good, and its content is not logged", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    bench.worker(async () => {});
    const producer = otherProducer(bench);
    await producer.add("answer", { version: 1, reply: { question: "secret words" } }, { attempts: 5 });
    await expect.poll(() => producer.getFailedCount()).toBe(1);
    expect(failures(bench)).toContain("the job has failed for good");
    const [line] = bench.lines.filter(({ level }) => level === "error");
    const error = line !== undefined && "err" in line.fields ? String(line.fields.err) : "";
    expect(error).toContain("receivedAt");
    expect(error).not.toContain("secret words");
  });

  it("of a job that only a newer version knows waits for a newer worker", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    bench.worker(async () => {});
    const producer = otherProducer(bench);
    await producer.add("digest-of-tomorrow", {}, { attempts: 5, backoff: { type: RETRY_TYPE } });
    await expect.poll(() => producer.getDelayedCount()).toBe(1);
  });
});

describe("a job that dies unseen by its handler is told of", () => {
  it("when its payload is of another version", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    bench.worker(async () => {});
    await otherProducer(bench).add("answer", { ...answerPayload("from tomorrow"), version: 2, mood: "new" });
    await expect.poll(() => bench.died).toEqual(["from tomorrow"]);
  });

  it("when it has brought down too many workers", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const producer = otherProducer(bench);
    const job = await producer.add("answer", answerPayload("deadly"));
    // As BullMQ marks it then, for the next worker to fail it.
    const { redis } = bench.connect("worker");
    await redis.hset(`${bench.prefix}:${QUEUE_NAME}:${job.id}`, "defa", "job stalled more than allowable limit");
    let runs = 0;
    bench.worker(async () => {
      runs += 1;
    });
    await expect.poll(() => bench.died).toEqual(["deadly"]);
    expect(runs).toBe(0);
    expect(await producer.getFailedCount()).toBe(1);
  });

  it("and not when it is run again, nor when nobody can be told", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    let runs = 0;
    bench.worker(async () => {
      runs += 1;
      if (runs === 1) throw new ProviderError("away", { code: "PROVIDER_UNAVAILABLE" });
    });
    await bench.queue().add("answer", answerPayload("?"), { id: "a1" });
    await otherProducer(bench).add("answer", { version: 1, reply: { question: "to whom?" } });
    await expect.poll(() => bench.counts()).toMatchObject({ completed: 1, failed: 1 });
    expect(bench.died).toEqual([]);
    expect(failures(bench)).toContain("a job has died whose payload does not say whom to tell");
  });
});

describe("a running job", () => {
  it.each([
    ["of every job", { deadlineMs: 50 }],
    ["of an answer", { deadlineMs: 60_000, answerDeadlineMs: 50 }],
  ])("is aborted at the deadline %s", async (_name, deadlines) => {
    const bench = startQueueBench(inject("redisUrl"));
    const reasons: unknown[] = [];
    bench.worker(
      (_payload, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reasons.push(signal.reason.name);
            reject(signal.reason);
          });
        }),
      deadlines,
    );
    await bench.queue().add("answer", answerPayload("?"), { id: "a1" });
    await expect.poll(() => reasons).toEqual(["TimeoutError"]);
    await expect.poll(() => failures(bench)).toEqual(["the job has failed and is tried again"]);
  });
});

describe("a long queue", () => {
  const JOBS = 600;

  it("is begun while it is taken, and still runs as much at once as it may", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const producer = otherProducer(bench);
    await producer.addBulk(
      Array.from({ length: JOBS }, (_, index) => ({ name: "answer", data: answerPayload(`question ${index}`) })),
    );
    let takenAtFirst: number | undefined;
    let running = 0;
    const stop = new AbortController();
    const stopped = once(stop.signal, "abort");
    bench.worker(
      async () => {
        running += 1;
        if (running === 1) takenAtFirst = await producer.getActiveCount();
        await stopped;
      },
      { concurrency: JOBS },
    );
    await expect.poll(() => running, { timeout: 10_000 }).toBe(JOBS);
    expect(takenAtFirst).toBeLessThan(JOBS / 2);
    stop.abort();
    await expect.poll(() => producer.getCompletedCount(), { timeout: 10_000 }).toBe(JOBS);
  });
});
