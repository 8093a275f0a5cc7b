import type { Job } from "bullmq";
import { type JobPayload, jobSchemas } from "../core/jobs.ts";
import type { Logger } from "../core/logger.ts";

export type OnAnswerDied = (job: JobPayload<"answer">) => Promise<void>;

/**
 * Tells of jobs for answers that have failed for good, also of those that no handler ever saw: their payload is of a
 * version that this worker does not know, or they have brought down too many workers.
 */
export function createDiedJobs({ onAnswerDied, log }: { readonly onAnswerDied: OnAnswerDied; readonly log: Logger }) {
  const telling = new Set<Promise<void>>();
  return {
    /** Those that are being told of. */
    telling: (): readonly Promise<void>[] => [...telling],
    /** Looks at a job whose run has failed. */
    look(job: Job | undefined): void {
      // A job that is run again has no end yet.
      if (job?.name !== "answer" || !job.finishedOn) return;
      const told = tell(job).finally(() => telling.delete(told));
      telling.add(told);
    },
  };

  async function tell(job: Job): Promise<void> {
    const fields = { jobId: job.deduplicationId ?? job.id };
    // What a version adds or changes need not be what is wanted here: whom to answer, and what was asked.
    const { success, data } = jobSchemas.answer.safeParse({ ...job.data, version: 1 });
    if (!success) {
      log.error(fields, "a job has died whose payload does not say whom to tell");
      return;
    }
    try {
      await onAnswerDied(data);
    } catch (error) {
      log.error({ ...fields, err: error }, "a job has died, and that could not be written down for whoever asked");
    }
  }
}
