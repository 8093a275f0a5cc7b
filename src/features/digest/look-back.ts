import { type Digest, digestRef } from "../../core/digest.ts";
import { nextSlots } from "../../core/digest-schedule.ts";
import type { SlotLog } from "../../core/digest-slot.ts";
import type { Wanted } from "./digest-request.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** News that is older is none, however long a digest has been silent. */
const MAX_LOOK_BACK_MS = 31 * DAY_MS;
const TITLES_FROM_SLOTS = 10;

/**
 * What a slot looks for: what came after the last one that succeeded. The first one looks back as far as its successor
 * will.
 */
export async function readLookBack(
  digest: Digest,
  { slot, slots }: { readonly slot: number; readonly slots: SlotLog },
): Promise<Pick<Wanted, "since" | "told">> {
  const ref = digestRef(digest);
  const last = await slots.lastSuccess(ref);
  const history = await slots.history(ref, TITLES_FROM_SLOTS);
  const since = last === undefined ? slot - gapAfter(digest, slot) : Math.min(last.slot, slot);
  return {
    since: Math.max(since, slot - MAX_LOOK_BACK_MS),
    told: history.flatMap(({ items = [] }) => items.map(({ title }) => title)),
  };
}

function gapAfter(digest: Digest, slot: number): number {
  const [first = 0, second = first] = nextSlots(digest, slot, 2);
  return Math.max(second - first, DAY_MS);
}
