import { type Digest, digestRef, slotKey } from "../../core/digest.ts";
import { slotsBetween } from "../../core/digest-schedule.ts";
import type { SlotRecord } from "../../core/digest-slot.ts";
import { type Message, say } from "../../core/messages/message.ts";
import type { DigestDeps, DigestOptions } from "./digest-deps.ts";
import { slotJitterMs } from "./slot-jitter.ts";

/**
 * Gives every slot of a digest that is due its record and its job, or records it as skipped when it is too old. What a
 * crash leaves half done is done again by whoever comes next: a digest is settled only when all its slots are.
 */
export async function openDueSlots(
  digest: Digest,
  { digests, slots, jobs, clock }: Pick<DigestDeps, "digests" | "slots" | "jobs" | "clock">,
  { graceMs }: DigestOptions,
): Promise<void> {
  const now = clock.now();
  const due = slotsBetween(digest, { after: digest.settledUntil, until: now });
  if (due.length === 0) return;
  const ref = digestRef(digest);
  const { paused } = digest;
  for (const slot of due) {
    // What a pause leaves out was never owed.
    if (paused !== undefined && slot > paused.at) break;
    const before = await slots.read(ref, slot);
    const note = paused === undefined ? lateNote(now - slot, graceMs) : PAUSED_NOTE;
    const opened: SlotRecord = { version: 1, slot, isManual: false, state: "open", at: now, dropped: [] };
    if (before === undefined) {
      await slots.write(ref, note === undefined ? opened : { ...opened, state: "skipped", note });
    }
    if (note !== undefined || (before !== undefined && before.state !== "open")) continue;
    const delayMs = Math.max(0, slot + slotJitterMs(digest.channel, slot) - now);
    await jobs.add("digest-slot", { version: 1, ...ref, slot, isManual: false }, { id: slotKey(ref, slot), delayMs });
  }
  await digests.update(ref, (current) => ({ ...current, settledUntil: Math.max(current.settledUntil, now) }));
}

/** Why a slot is skipped whose digest is paused. */
export const PAUSED_NOTE = say("slotNote.paused");

/** Why a slot is skipped that could not begin in time; undefined when it can. */
export function lateNote(lateMs: number, graceMs: number): Message | undefined {
  return lateMs > graceMs ? say("slotNote.tooLate", { count: Math.round(graceMs / 60_000) }) : undefined;
}
