import { type Job, Worker } from "bullmq";
import type { Clock } from "../core/clock.ts";
import type { JobHandlers } from "../core/jobs.ts";
import type { Logger } from "../core/logger.ts";
import { createDiedJobs, type OnAnswerDied } from "./died-jobs.ts";
import { DEFAULT_PREFIX, QUEUE_NAME } from "./queue-name.ts";
import type { RedisAccess } from "./redis-access.ts";
import { nextOrLater } from "./repeat-strategy.ts";
import { retryDelayOf } from "./retry-delay.ts";
import { createRunJob, type JobDeadlines, MAX_CRASHES } from "./run-job.ts";
import { settleWithin } from "./settle-within.ts";

export interface JobWorkerDeps {
  /** For BullMQ's workers: its commands may block, and wait out an outage. */
  readonly connection: RedisAccess;
  readonly handlers: JobHandlers;
  /** Told of every job for an answer that has failed for good, whether or not its handler ever saw it. */
  readonly onAnswerDied: OnAnswerDied;
  readonly log: Logger;
  readonly clock: Clock;
  /** From 0 up to 1, spreads the retries. */
  readonly random: () => number;
}

export interface JobWorkerOptions extends JobDeadlines {
  readonly prefix?: string;
  /** Jobs at once. Jobs mostly wait for others, so this may be many. */
  readonly concurrency: number;
}

export interface JobWorker {
  /** Whether jobs can be taken right now; part of `/readyz`. */
  isReady(): boolean;
  /**
   * Takes no more jobs, gives the running ones until the deadline, then aborts them and puts them back for another worker.
   * Ends at most a few seconds after the deadline, whatever a handler or Redis does. May be called twice.
   */
  close(deadlineMs: number): Promise<void>;
}

/** A dead worker's job is run again within 15 s: its lock runs out, and at the latest the second check finds that. */
const LOCK_MS = 8_000;
const CHECK_FOR_DEAD_WORKERS_MS = 3_000;
/**
 * BullMQ takes as many jobs as it may run before it begins the first of them, and renews no lock until then. With this
 * many ahead, a long queue is begun while it is taken, and not in one turn of the event loop.
 */
const TAKEN_AHEAD = 50;
const TRY_REDIS_AGAIN_AFTER_MS = 1_000;
/** For handlers to notice the abort, and for BullMQ to put their jobs back. */
const ABORTED_JOBS_END_WITHIN_MS = 2_000;
const BULLMQ_CLOSES_WITHIN_MS = 2_000;

/** Takes jobs from the queue on BullMQ and runs their handlers, with retries, deadlines and recovery from crashes. */
export function createJobWorker(
  { connection, handlers, onAnswerDied, log, clock, random }: JobWorkerDeps,
  { prefix = DEFAULT_PREFIX, concurrency, ...deadlines }: JobWorkerOptions,
): JobWorker {
  const jobs = createRunJob({ handlers, log, clock }, deadlines);
  const died = createDiedJobs({ onAnswerDied, log });
  const worker = new Worker(QUEUE_NAME, runJob, {
    connection: connection.redis,
    prefix,
    concurrency: Math.min(concurrency, TAKEN_AHEAD),
    lockDuration: LOCK_MS,
    stalledInterval: CHECK_FOR_DEAD_WORKERS_MS,
    maxStalledCount: MAX_CRASHES,
    runRetryDelay: TRY_REDIS_AGAIN_AFTER_MS,
    settings: {
      backoffStrategy: (failures, _type, error, job) => retryDelayOf(job?.name ?? "", { error, failures }, random),
      repeatStrategy: nextOrLater(log),
    },
  });
  worker.on("failed", (job) => died.look(job));
  worker.on("stalled", (jobId) => log.warn({ jobId }, "the worker that ran this job is gone; it is run again"));
  worker.on("lockRenewalFailed", (jobIds) => {
    jobs.abort(new Set(jobIds), "Another worker has taken this job over");
  });
  worker.on("error", ({ message }) => {
    // Only its message: ioredis puts the command's arguments into the error, and they may be a question.
    const reason = { reason: message };
    // Without Redis everything fails at once, and the connection has said so already.
    if (connection.isReady()) log.error(reason, "the job worker reports an error");
    else log.debug(reason, "the job worker waits for Redis");
  });

  let closed: Promise<void> | undefined;
  return {
    isReady: () => closed === undefined && worker.isRunning() && connection.isReady(),
    close(drainMs) {
      closed ??= drain(drainMs);
      return closed;
    },
  };

  async function runJob(job: Job, token: string | undefined): Promise<void> {
    const run = jobs.run(job, token);
    makeRoom();
    try {
      await run;
    } finally {
      makeRoom();
    }
  }

  function makeRoom(): void {
    worker.concurrency = Math.min(concurrency, jobs.count() + TAKEN_AHEAD);
  }

  async function drain(drainMs: number): Promise<void> {
    jobs.takeNoMore();
    await worker.pause(true);
    await settleWithin(drainMs, jobs.running());
    jobs.abortAll("The process is shutting down");
    const allEnded = await settleWithin(ABORTED_JOBS_END_WITHIN_MS, jobs.running());
    if (!allEnded) log.warn("a job does not end although it was aborted; another worker will run it again");
    // Forced, BullMQ does not wait for running jobs.
    await settleWithin(BULLMQ_CLOSES_WITHIN_MS, [worker.close(!allEnded), ...died.telling()]);
  }
}
