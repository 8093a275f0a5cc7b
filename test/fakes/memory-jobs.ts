import { type JobName, type JobPayload, type JobQueue, jobSchemas } from "../../src/core/jobs.ts";

/** A job as a worker would get it. */
export type MemoryJob = {
  readonly [Name in JobName]: {
    readonly name: Name;
    readonly payload: JobPayload<Name>;
    readonly id: string;
    readonly delayMs: number;
  };
}[JobName];

/** What is added again and again. */
export interface MemorySchedule {
  readonly name: JobName;
  readonly payload: unknown;
  readonly cron: string;
  readonly timeZone: string;
}

/** The job queue in memory: keeps what was added, each id once. Nothing in it runs by itself. */
export interface MemoryJobs extends JobQueue {
  readonly answers: ReadonlyMap<string, JobPayload<"answer">>;
  /** Every job that was added, by its id, the oldest first. */
  readonly jobs: ReadonlyMap<string, MemoryJob>;
  readonly schedules: ReadonlyMap<string, MemorySchedule>;
  /** The job has been done or has failed for good. Its id stays taken. */
  end(id: string): void;
  /** The next call of `add`, `schedule` or `unschedule` fails. */
  failNext(error: unknown): void;
}

export function createMemoryJobs(): MemoryJobs {
  const answers = new Map<string, JobPayload<"answer">>();
  const jobs = new Map<string, MemoryJob>();
  const schedules = new Map<string, MemorySchedule>();
  const ended = new Set<string>();
  const failures: unknown[] = [];
  const mayFail = () => {
    if (failures.length > 0) throw failures.shift();
  };
  return {
    async add(name, payload, { id, delayMs = 0 }) {
      mayFail();
      if (jobs.has(id)) return { added: false };
      const job = { name, payload: parse(name, payload), id, delayMs } as MemoryJob;
      jobs.set(id, job);
      if (job.name === "answer") answers.set(id, job.payload);
      return { added: true };
    },
    async every() {},
    async schedule(name, payload, { id, cron, timeZone }) {
      mayFail();
      schedules.set(id, { name, payload: parse(name, payload), cron, timeZone });
    },
    async unschedule(id) {
      mayFail();
      schedules.delete(id);
    },
    async has(id) {
      return jobs.has(id) && !ended.has(id);
    },
    answers,
    jobs,
    schedules,
    end(id) {
      ended.add(id);
    },
    failNext(error) {
      failures.push(error);
    },
  };
}

/** What goes in comes out as it would after a trip through JSON. */
function parse(name: JobName, payload: unknown): unknown {
  return jobSchemas[name].parse(JSON.parse(JSON.stringify(payload)));
}
