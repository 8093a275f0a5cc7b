import { type Digest, digestKey, digestRef } from "../../core/digest.ts";
import type { JobQueue } from "../../core/jobs.ts";

/**
 * Brings the queue's timetable in line with a digest that is stored. Called after the store and never before it: a
 * crash in between leaves a digest that {@link import("./reconcile-digests.ts").reconcileDigests} finds, and asking again changes nothing.
 */
export async function scheduleDigest(digest: Digest, { jobs }: { readonly jobs: JobQueue }): Promise<void> {
  const ref = digestRef(digest);
  if (digest.paused !== undefined) {
    await jobs.unschedule(digestKey(ref));
    return;
  }
  const { cron, timeZone } = digest;
  await jobs.schedule("digest-due", { version: 1, ...ref }, { id: digestKey(ref), cron, timeZone });
}
