import { type Job, UnrecoverableError, WaitingError } from "bullmq";
import type { Clock } from "../core/clock.ts";
import { AppError } from "../core/errors.ts";
import { type JobContext, type JobHandlers, type JobName, jobSchemas } from "../core/jobs.ts";
import { childOnUse, type Logger } from "../core/logger.ts";

/** How often the process may die under a job before the job is given up, so that it cannot kill workers for ever. */
export const MAX_CRASHES = 10;

/** What the worker does with the jobs that BullMQ hands it. */
export interface RunJob {
  run(job: Job, token: string | undefined): Promise<void>;
  running(): readonly Promise<void>[];
  count(): number;
  /** From now on a job that still arrives goes back to the queue unseen. */
  takeNoMore(): void;
  abort(jobIds: ReadonlySet<string>, reason: string): void;
  abortAll(reason: string): void;
}

export interface RunJobDeps {
  readonly handlers: JobHandlers;
  readonly log: Logger;
  readonly clock: Clock;
}

/** When a job's signal aborts. */
export interface JobDeadlines {
  readonly deadlineMs: number;
  /** Of an answer, whose handler has nearer deadlines of its own. Absent: as of every job. */
  readonly answerDeadlineMs?: number | undefined;
}

/** Runs one job at a time: parses its payload, calls its handler, and says by what it throws whether BullMQ retries. */
export function createRunJob(
  { handlers, log, clock }: RunJobDeps,
  { deadlineMs, answerDeadlineMs = deadlineMs }: JobDeadlines,
): RunJob {
  const active = new Map<Job, { readonly controller: AbortController; readonly done: Promise<void> }>();
  let takesJobs = true;

  return {
    async run(job, token) {
      if (!takesJobs) await handBack(job, token);
      if (isSweep(job) && isRunning(job)) {
        log.warn(
          { jobId: job.id, job: job.name },
          "a sweep takes longer than the pause between two; this one is left out",
        );
        return;
      }
      const controller = new AbortController();
      const limitMs = job.name === "answer" ? answerDeadlineMs : deadlineMs;
      const deadline = setTimeout(() => {
        controller.abort(new DOMException(`The job took longer than ${limitMs} ms`, "TimeoutError"));
      }, limitMs);
      const done = runHandler(job, token, controller.signal);
      active.set(job, { controller, done });
      try {
        await done;
      } finally {
        clearTimeout(deadline);
        active.delete(job);
      }
    },
    running: () => [...active.values()].map(({ done }) => done),
    count: () => active.size,
    takeNoMore() {
      takesJobs = false;
    },
    abort(jobIds, reason) {
      for (const [{ id }, { controller }] of active) {
        if (id !== undefined && jobIds.has(id)) controller.abort(new DOMException(reason, "AbortError"));
      }
    },
    abortAll(reason) {
      for (const { controller } of active.values()) controller.abort(new DOMException(reason, "AbortError"));
    },
  };

  function isRunning(job: Job): boolean {
    return [...active.keys()].some(({ name }) => name === job.name);
  }

  async function runHandler(job: Job, token: string | undefined, signal: AbortSignal): Promise<void> {
    const context = toContext(job, signal, log);
    try {
      // The worker whose clock woke a scheduled job may be another one: by this one's its slot must be due, too.
      const earlyMs = dueAt(job) - clock.now();
      if (earlyMs > 0) await clock.wait(earlyMs, signal);
      await callHandler(handlers, job, context);
    } catch (error) {
      // What a shutdown interrupts is no failure of the job.
      if (!takesJobs && signal.aborted) await handBack(job, token);
      throw toBullMqError(error, context);
    }
  }
}

function isSweep({ name }: Job): boolean {
  return name === "sweep" || name === "digest-sweep";
}

/** When the schedule that has made this job meant it to run, Unix ms; 0 for every other job. */
function dueAt({ opts: { prevMillis = 0 } }: Job): number {
  return prevMillis;
}

function toContext(job: Job, signal: AbortSignal, log: Logger): JobContext {
  const attempts = job.opts.attempts ?? 1;
  return {
    attempt: job.attemptsStarted,
    isLastAttempt: job.attemptsMade + 1 >= attempts || job.stalledCounter >= MAX_CRASHES,
    signal,
    // Most jobs have nothing to say.
    log: childOnUse(log, { jobId: job.deduplicationId ?? job.id, job: job.name, attempt: job.attemptsStarted }),
  };
}

async function callHandler(handlers: JobHandlers, job: Job, context: JobContext): Promise<void> {
  const { name } = job;
  // A newer producer knows more jobs than this worker: while a deploy rolls out, a newer worker will take it.
  if (!isJobName(name)) throw new Error(`This version has no handler for the job ${name}`);
  switch (name) {
    case "answer":
      return handlers.answer(parsePayload(jobSchemas.answer, job), context);
    case "sweep":
      return handlers.sweep(parsePayload(jobSchemas.sweep, job), context);
    case "digest-due":
      return handlers["digest-due"](parsePayload(jobSchemas["digest-due"], job), context);
    case "digest-slot":
      return handlers["digest-slot"](parsePayload(jobSchemas["digest-slot"], job), context);
    case "digest-sweep":
      return handlers["digest-sweep"](parsePayload(jobSchemas["digest-sweep"], job), context);
    case "digest-preview":
      return handlers["digest-preview"](parsePayload(jobSchemas["digest-preview"], job), context);
    case "sources-test":
      return handlers["sources-test"](parsePayload(jobSchemas["sources-test"], job), context);
  }
}

/** A payload's schema, without the library behind it. */
interface PayloadSchema<Payload> {
  safeParse(data: unknown):
    | { readonly success: true; readonly data: Payload }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
      };
}

function parsePayload<Payload>(schema: PayloadSchema<Payload>, { data }: Job): Payload {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.map(String).join("."));
  throw new UnrecoverableError(`The payload of this job cannot be read: ${fields.join(", ")}`);
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobSchemas, name);
}

function toBullMqError(error: unknown, { log, isLastAttempt }: JobContext): Error {
  const isFinal =
    isLastAttempt || error instanceof UnrecoverableError || (error instanceof AppError && !error.retryable);
  const fields = { err: error, ...(error instanceof AppError ? { code: error.code } : {}) };
  if (isFinal) log.error(fields, "the job has failed for good");
  else log.warn(fields, "the job has failed and is tried again");
  if (!(error instanceof Error)) return new Error("The job's handler threw something that is no error");
  return isFinal && !(error instanceof UnrecoverableError) ? new UnrecoverableError(error.message) : error;
}

/** The job is the next one that any worker takes, and no attempt of it is used up. */
async function handBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
