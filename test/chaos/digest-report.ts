import { SLOT_ENDS } from "../../src/core/digest-slot.ts";
import type { FollowedSlot } from "./run-digests.ts";
import { toTable } from "./to-table.ts";

/** Sums up slots by fault and platform. */
export function printDigestSlots(slots: readonly FollowedSlot[]): string {
  const rows = new Map<string, FollowedSlot[]>();
  for (const slot of slots) {
    const key = `${slot.fault} × ${slot.digest.channel.platform}`;
    rows.set(key, [...(rows.get(key) ?? []), slot]);
  }
  const head = [
    "fault",
    "platform",
    "slots",
    ...SLOT_ENDS,
    "not ended",
    "doubled",
    "broken",
    "longest s",
    "after return s",
  ];
  const cells = [...rows.values()].map((row) => {
    const [first] = row;
    const ends = [...SLOT_ENDS].map((end) => row.filter((slot) => slot.end === end).length);
    const notEnded = row.filter(({ end }) => end === "open" || end === "unknown").length;
    return [
      first?.fault ?? "",
      first?.digest.channel.platform ?? "",
      ...[row.length, ...ends, notEnded].map(String),
      String(row.filter(({ isDoubled }) => isDoubled).length),
      String(row.filter(({ faults }) => faults.length > 0).length),
      longest(row.map(({ wholeAt, slot, isAtStrike }) => (isAtStrike ? since(wholeAt, slot) : undefined))),
      longest(row.map(({ wholeAt, returnedAt }) => since(wholeAt, returnedAt))),
    ];
  });
  return toTable(head, cells, 2);
}

function since(at: number | undefined, from: number | undefined): number | undefined {
  return at === undefined || from === undefined ? undefined : at - from;
}

function longest(ms: readonly (number | undefined)[]): string {
  const known = ms.flatMap((each) => (each === undefined || each < 0 ? [] : [each]));
  return known.length === 0 ? "" : (Math.max(...known) / 1_000).toFixed(1);
}
