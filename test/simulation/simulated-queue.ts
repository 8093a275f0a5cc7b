import { AppError, StoreError } from "../../src/core/errors.ts";
import type { JobContext, JobHandlers, JobPayload, JobQueue } from "../../src/core/jobs.ts";
import type { Logger } from "../../src/core/logger.ts";

/** The process has died: what it had begun stays as it is. */
export class Crash extends Error {}

type DigestJobs = Pick<JobHandlers, "digest-due" | "digest-slot" | "digest-sweep">;

/** A job as the queue keeps it. */
export type SimulatedJob = { attempts: number; failures: number; readonly id: string } & {
  [Name in keyof DigestJobs]: { readonly name: Name; readonly payload: JobPayload<Name> };
}[keyof DigestJobs];

/** The queue is patient with a slot, and gives a job whose process has died to another one. */
const RETRIES_MS = [15_000, 60_000, 4 * 60_000, 10 * 60_000, 25 * 60_000];
const STALLED_AFTER_MS = 30_000;
const REFUSED_FOR_MS = 26 * 3_600_000;

export interface SimulatedQueue extends JobQueue {
  /** Runs a job once. Returns when it is to be run again (ms), or undefined when it is over. */
  run(job: SimulatedJob, handlers: DigestJobs): Promise<number | undefined>;
}

/** The queue, which may lose a job that it has taken. */
export function createSimulatedQueue({
  now,
  schedule,
  isLost,
  log,
}: {
  now(): number;
  schedule(at: number, job: SimulatedJob): void;
  isLost(id: string): boolean;
  readonly log: Logger;
}): SimulatedQueue {
  const ids = new Map<string, { readonly at: number; isOver: boolean }>();

  return {
    async add(name, payload, { id, delayMs = 0 }) {
      const taken = ids.get(id);
      if (taken !== undefined && now() - taken.at < REFUSED_FOR_MS) return { added: false };
      const isOver = isLost(id);
      ids.set(id, { at: now(), isOver });
      if (!isOver) schedule(now() + delayMs, { name, payload, id, attempts: 0, failures: 0 } as SimulatedJob);
      return { added: true };
    },
    async has(id) {
      return ids.get(id)?.isOver === false;
    },
    async every() {},
    async schedule() {},
    async unschedule() {},
    async run(job, handlers) {
      job.attempts += 1;
      const most = job.name === "digest-slot" ? RETRIES_MS.length + 1 : 1;
      const context: JobContext = {
        attempt: job.attempts,
        isLastAttempt: job.failures + 1 >= most,
        signal: new AbortController().signal,
        log,
      };
      try {
        await call(handlers, job, context);
      } catch (error) {
        if (error instanceof Crash) return STALLED_AFTER_MS;
        if (!(error instanceof AppError)) throw error;
        job.failures += 1;
        // A job that the queue cannot be told about stalls, too.
        const isFinal = !error.retryable || job.failures >= most;
        if (!isFinal) return error instanceof StoreError ? STALLED_AFTER_MS : RETRIES_MS[job.failures - 1];
      }
      const taken = ids.get(job.id);
      if (taken !== undefined) taken.isOver = true;
      return undefined;
    },
  };
}

function call(handlers: DigestJobs, job: SimulatedJob, context: JobContext): Promise<void> {
  switch (job.name) {
    case "digest-due":
      return handlers["digest-due"](job.payload, context);
    case "digest-slot":
      return handlers["digest-slot"](job.payload, context);
    case "digest-sweep":
      return handlers["digest-sweep"](job.payload, context);
  }
}
