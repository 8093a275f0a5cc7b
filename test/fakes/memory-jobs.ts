import { type JobPayload, type JobQueue, jobSchemas } from "../../src/core/jobs.ts";

/** The job queue in memory: keeps what was added, each id once. */
export interface MemoryJobs extends JobQueue {
  readonly answers: ReadonlyMap<string, JobPayload<"answer">>;
  failNext(error: unknown): void;
}

export function createMemoryJobs(): MemoryJobs {
  const answers = new Map<string, JobPayload<"answer">>();
  const failures: unknown[] = [];
  return {
    async add(name, payload, { id }) {
      if (failures.length > 0) throw failures.shift();
      const added = !answers.has(id);
      if (added) answers.set(id, jobSchemas[name].parse(JSON.parse(JSON.stringify(payload))));
      return { added };
    },
    answers,
    failNext(error) {
      failures.push(error);
    },
  };
}
