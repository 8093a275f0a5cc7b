import type { Clock } from "../../core/clock.ts";
import { type Digest, type DigestStore, digestRef, slotKey } from "../../core/digest.ts";
import { slotsBetween } from "../../core/digest-schedule.ts";
import { UserInputError } from "../../core/errors.ts";
import type { JobQueue } from "../../core/jobs.ts";
import type { Logger } from "../../core/logger.ts";
import { scheduleDigest } from "./schedule-digest.ts";

export interface ReconcileDigestsDeps {
  readonly digests: DigestStore;
  readonly jobs: JobQueue;
  readonly clock: Pick<Clock, "now">;
  readonly log: Logger;
}

/** So that workers that start together ask once, and a later start may ask again. */
const ASKED_ONCE_WITHIN_MS = 10 * 60_000;

/**
 * Brings the timetable in line with every digest there is, and has the slots looked at that were due while nobody was
 * there: a timetable that is set anew tells only of times to come. A worker does it when it starts. The timetable of a
 * digest that is gone is not known here: it ends when it is next due and no digest is found.
 */
export async function reconcileDigests({ digests, jobs, clock, log }: ReconcileDigestsDeps): Promise<void> {
  for await (const digest of digests.all()) {
    try {
      const owed = lastOwed(digest, clock.now());
      await scheduleDigest(digest, { jobs });
      if (owed === undefined) continue;
      const ref = digestRef(digest);
      const id = `${slotKey(ref, owed)}-owed-${Math.floor(clock.now() / ASKED_ONCE_WITHIN_MS)}`;
      await jobs.add("digest-due", { version: 1, ...ref }, { id });
    } catch (error) {
      // One whose times no longer make sense must not keep the others from theirs.
      if (!(error instanceof UserInputError)) throw error;
      log.warn({ err: error, digestId: digest.id }, "a digest cannot be scheduled");
    }
  }
}

function lastOwed(digest: Digest, now: number): number | undefined {
  if (digest.paused !== undefined) return undefined;
  return slotsBetween(digest, { after: digest.settledUntil, until: now }).at(-1);
}
