import { digestKey } from "../../core/digest.ts";
import type { JobHandlers } from "../../core/jobs.ts";
import type { DigestDeps, DigestOptions } from "./digest-deps.ts";
import { openDueSlots } from "./open-due-slots.ts";

/** What a digest's scheduler fires: its due slots are opened. A scheduler whose digest is gone is ended. */
export function createRunDue(
  deps: Pick<DigestDeps, "digests" | "slots" | "jobs" | "clock">,
  options: DigestOptions,
): JobHandlers["digest-due"] {
  return async ({ platform, workspaceId, digestId }) => {
    const ref = { platform, workspaceId, digestId };
    const digest = await deps.digests.read(ref);
    if (digest === undefined) await deps.jobs.unschedule(digestKey(ref));
    else await openDueSlots(digest, deps, options);
  };
}
