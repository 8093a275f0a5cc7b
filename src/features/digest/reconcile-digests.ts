import type { Digest, DigestStore } from "../../core/digest.ts";
import { nextSlots } from "../../core/digest-schedule.ts";
import { UserInputError } from "../../core/errors.ts";
import type { JobQueue } from "../../core/jobs.ts";
import type { Logger } from "../../core/logger.ts";
import { scheduleDigest } from "./schedule-digest.ts";

export interface ReconcileDigestsDeps {
  readonly digests: DigestStore;
  readonly jobs: JobQueue;
  readonly log: Logger;
}

/**
 * Brings the queue's timetable in line with every digest there is. A worker does it when it starts, for what a crash
 * left between the store and the queue. The timetable of a digest that is gone is not known here: it ends when it is
 * next due and no digest is found.
 */
export async function reconcileDigests({ digests, jobs, log }: ReconcileDigestsDeps): Promise<void> {
  for await (const digest of digests.all()) {
    const fault = faultOf(digest);
    // One whose times no longer make sense must not keep the others from theirs.
    if (fault === undefined) await scheduleDigest(digest, { jobs });
    else log.warn({ err: fault, digestId: digest.id }, "a digest cannot be scheduled");
  }
}

function faultOf(digest: Digest): UserInputError | undefined {
  try {
    nextSlots(digest, digest.createdAt, 1);
    return undefined;
  } catch (error) {
    if (error instanceof UserInputError) return error;
    throw error;
  }
}
