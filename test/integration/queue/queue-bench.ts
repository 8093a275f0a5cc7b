import { randomUUID } from "node:crypto";
import { Queue } from "bullmq";
import { afterEach } from "vitest";
import { type Clock, systemClock } from "../../../src/core/clock.ts";
import type { JobHandlers } from "../../../src/core/jobs.ts";
import { createJobQueue } from "../../../src/queue/queue.ts";
import { QUEUE_NAME } from "../../../src/queue/queue-name.ts";
import { createJobWorker, type JobWorker, type JobWorkerOptions } from "../../../src/queue/worker.ts";
import { type ConnectionUse, connectRedis, type RedisConnection } from "../../../src/store/connect-redis.ts";
import { createMemoryLog, type LogLine } from "../../fakes/memory-log.ts";
import { idleHandlers } from "./idle-handlers.ts";

export interface QueueBench {
  readonly lines: readonly LogLine[];
  readonly prefix: string;
  readonly url: string;
  connect(use: ConnectionUse): RedisConnection;
  queue(connection?: RedisConnection): ReturnType<typeof createJobQueue>;
  /** A handler alone is the one for answers. */
  worker(
    handlers: Partial<JobHandlers> | JobHandlers["answer"],
    options?: Partial<JobWorkerOptions> & { readonly clock?: Clock },
  ): JobWorker;
  /** The questions whose jobs have died. */
  readonly died: readonly string[];
  /** How many jobs are in which state. */
  counts(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

const open = new Set<QueueBench>();

/** A queue of its own on a shared server; everything that is opened is closed after the test. */
export function startQueueBench(url: string): QueueBench {
  const log = createMemoryLog();
  const { lines } = log;
  const prefix = `{test-${randomUUID()}}`;
  const connections: RedisConnection[] = [];
  const workers: JobWorker[] = [];
  const died: string[] = [];
  const bench: QueueBench = {
    lines,
    prefix,
    url,
    died,
    connect(use) {
      const connection = connectRedis({ url, log }, use);
      connections.push(connection);
      return connection;
    },
    queue: (connection = bench.connect("store")) => createJobQueue({ connection, log }, { prefix }),
    worker(handlers, { clock = systemClock, ...options } = {}) {
      const given = typeof handlers === "function" ? { answer: handlers } : handlers;
      const worker = createJobWorker(
        {
          connection: bench.connect("worker"),
          handlers: { ...idleHandlers, ...given },
          onAnswerDied: async ({ reply }) => void died.push(reply.question),
          log,
          clock,
          random: () => 0,
        },
        { prefix, concurrency: 5, deadlineMs: 10_000, ...options },
      );
      workers.push(worker);
      return worker;
    },
    counts: () =>
      new Queue(QUEUE_NAME, { connection: bench.connect("worker").redis, prefix }).getJobCounts(
        "waiting",
        "active",
        "delayed",
        "completed",
        "failed",
      ),
    async close() {
      open.delete(bench);
      await Promise.all(workers.map((worker) => worker.close(0)));
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
  open.add(bench);
  return bench;
}

/** For test files: call once at the top. */
export function closeBenchesAfterEach(): void {
  afterEach(async () => {
    await Promise.all([...open].map((bench) => bench.close()));
  });
}
