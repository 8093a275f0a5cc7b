import { type Digest, digestRef, slotKey } from "../../core/digest.ts";
import { slotsBetween } from "../../core/digest-schedule.ts";
import type { SlotRecord } from "../../core/digest-slot.ts";
import type { JobContext, JobHandlers } from "../../core/jobs.ts";
import type { DigestDeps, DigestOptions } from "./digest-deps.ts";
import { openDueSlots } from "./open-due-slots.ts";
import { tellPaused } from "./settle-failure.ts";

/** The id and the payload that the sweep is added with, and how often it runs. */
export const DIGEST_SWEEP = { id: "sweep-digests", payload: { version: 1 }, everyMs: 5 * 60_000 } as const;

/** Until then the job that the scheduler has fired, or the slot's own, is the one to do it. */
const OVERDUE_AFTER_MS = 5 * 60_000;
/** A slot is given a new job at most once in this time: longer than all attempts of one take. */
const RESUMED_EVERY_MS = 60 * 60_000;
const SLOTS_LOOKED_AT = 20;

type SweepDeps = Pick<
  DigestDeps,
  "digests" | "slots" | "jobs" | "clock" | "outbox" | "messengerOf" | "settings" | "install"
>;

/** Finds what is owed and nobody works on: slots that nobody has opened, open slots without a job, pauses untold. */
export function createSweepDigests(deps: SweepDeps, options: DigestOptions): JobHandlers["digest-sweep"] {
  return async (_payload, context) => {
    for await (const digest of deps.digests.all()) {
      if (context.signal.aborted) return;
      try {
        await sweep(digest, { deps, options, context });
      } catch (error) {
        context.log.warn({ err: error, digestId: digest.id }, "what a digest owes could not be taken up yet");
      }
    }
  };
}

interface Sweep {
  readonly deps: SweepDeps;
  readonly options: DigestOptions;
  readonly context: JobContext;
}

async function sweep(digest: Digest, { deps, options, context }: Sweep): Promise<void> {
  const now = deps.clock.now();
  const overdue = { after: digest.settledUntil, until: now - OVERDUE_AFTER_MS };
  if (slotsBetween(digest, overdue).length > 0) {
    context.log.warn({ digestId: digest.id }, "slots of a digest that nobody has opened are opened now");
    await openDueSlots(digest, deps, options);
  }
  for (const record of await owedSlots(digest, deps)) await resume(digest, record, { deps, context });
  if (digest.paused?.reason === "failures") await tellPaused(digest, { note: undefined, context }, deps);
}

/** The slots that were begun long ago, and that have not ended. */
async function owedSlots(digest: Digest, { slots, clock }: SweepDeps): Promise<readonly SlotRecord[]> {
  const history = await slots.history(digestRef(digest), SLOTS_LOOKED_AT);
  return history.filter(({ state, at }) => state === "open" && at < clock.now() - OVERDUE_AFTER_MS);
}

/** The queue refuses an id that it has had: a slot whose job is over gets one with another. */
async function resume(
  digest: Digest,
  { slot, isManual }: SlotRecord,
  { deps: { jobs, clock }, context }: Pick<Sweep, "deps" | "context">,
): Promise<void> {
  const ref = digestRef(digest);
  const key = slotKey(ref, slot);
  const turn = Math.floor(clock.now() / RESUMED_EVERY_MS);
  const ids = [key, `${key}-again-${turn - 1}`, `${key}-again-${turn}`];
  for (const id of ids) if (await jobs.has(id)) return;
  const { added } = await jobs.add(
    "digest-slot",
    { version: 1, ...ref, slot, isManual },
    { id: `${key}-again-${turn}` },
  );
  if (added) context.log.warn({ digestId: digest.id, slot }, "a slot of a digest that nobody worked on is run again");
}
