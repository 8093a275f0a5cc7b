import { type JobPayload, type JobQueue, jobSchemas } from "../../src/core/jobs.ts";

/** The job queue in memory: keeps what was added, each id once. */
export interface MemoryJobs extends JobQueue {
  readonly answers: ReadonlyMap<string, JobPayload<"answer">>;
  /** The job has been done or has failed for good. Its id stays taken. */
  end(id: string): void;
  failNext(error: unknown): void;
}

export function createMemoryJobs(): MemoryJobs {
  const answers = new Map<string, JobPayload<"answer">>();
  const ended = new Set<string>();
  const failures: unknown[] = [];
  return {
    async add(_name, payload, { id }) {
      if (failures.length > 0) throw failures.shift();
      const added = !answers.has(id);
      if (added) answers.set(id, jobSchemas.answer.parse(JSON.parse(JSON.stringify(payload))));
      return { added };
    },
    async every() {
      // Nothing in memory runs by itself.
    },
    async has(id) {
      return answers.has(id) && !ended.has(id);
    },
    answers,
    end(id) {
      ended.add(id);
    },
    failNext(error) {
      failures.push(error);
    },
  };
}
