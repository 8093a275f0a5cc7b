import type { Clock } from "../../core/clock.ts";
import { type Digest, type DigestStore, digestKey, digestRef } from "../../core/digest.ts";
import { nextSlots } from "../../core/digest-schedule.ts";
import { AppError, UserInputError } from "../../core/errors.ts";
import type { JobQueue } from "../../core/jobs.ts";
import type { Logger } from "../../core/logger.ts";
import { scheduleDigest } from "./schedule-digest.ts";

export interface ReconcileDigestsDeps {
  readonly digests: DigestStore;
  readonly jobs: JobQueue;
  readonly log: Logger;
  readonly clock: Pick<Clock, "wait">;
}

/** One call that is slow among thousands must not end a start; a store that stays away may. */
const MOST_FAILURES = 15;
const TRY_AGAIN_AFTER_MS = 1_000;

/**
 * Brings the queue's timetable in line with every digest there is. A worker does it when it starts, for what a crash
 * left between the store and the queue. The timetable of a digest that is gone is not known here: it ends when it is
 * next due and no digest is found. Goes on where it was when the store or the queue was away, and rejects when that has
 * happened 15 times.
 */
export async function reconcileDigests({ digests, jobs, log, clock }: ReconcileDigestsDeps): Promise<void> {
  const done = new Set<string>();
  for (let failures = 1; ; failures += 1) {
    try {
      return await scheduleAll();
    } catch (error) {
      if (!(error instanceof AppError && error.retryable) || failures === MOST_FAILURES) throw error;
      log.warn({ err: error, code: error.code }, "the timetable of the digests cannot be looked at; tried again");
      await clock.wait(TRY_AGAIN_AFTER_MS, AbortSignal.timeout(2 * TRY_AGAIN_AFTER_MS));
    }
  }

  async function scheduleAll(): Promise<void> {
    for await (const digest of digests.all()) {
      const key = digestKey(digestRef(digest));
      if (done.has(key)) continue;
      const fault = faultOf(digest);
      // One whose times no longer make sense must not keep the others from theirs.
      if (fault === undefined) await scheduleDigest(digest, { jobs });
      else log.warn({ err: fault, digestId: digest.id }, "a digest cannot be scheduled");
      done.add(key);
    }
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
