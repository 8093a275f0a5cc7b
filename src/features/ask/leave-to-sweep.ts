import type { JobPayload } from "../../core/jobs.ts";
import { isClosed, type Outbox } from "../../core/outbox.ts";

/** Longer ago than anything may take. */
const OVERDUE = 0;

/**
 * Makes the next sweep close an answer whose job has died, unless it has ended or a later run was asked for. Whatever
 * the job died of, its worker may be unable to tell anybody; the sweep runs in one that has the platform.
 */
export function createLeaveToSweep({ outbox }: { readonly outbox: Outbox }) {
  return async (job: JobPayload<"answer">): Promise<void> => {
    const { id, target } = job.reply;
    const record = await outbox.read(target.channel, id);
    if (record !== undefined && (isClosed(record) || (record.job?.run ?? 0) > (job.run ?? 0))) return;
    await outbox.write(target.channel, id, {
      version: 2,
      state: record?.state ?? "accepted",
      parts: record?.parts ?? [],
      job,
      updatedAt: OVERDUE,
    });
  };
}
