import type { SlotEnd } from "../../src/core/digest-slot.ts";
import { checkDigests } from "../simulation/check-digests.ts";
import { simulateDigests } from "../simulation/simulate-digests.ts";
import { toTable } from "./to-table.ts";

/** What one simulated time of many digests came to. */
export interface DigestYear {
  readonly seed: number;
  /** How many were due. */
  readonly slots: number;
  readonly ends: Readonly<Partial<Record<SlotEnd, number>>>;
  readonly doubledSlots: number;
  readonly doubledStories: number;
  /** A sentence for each broken promise. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

export interface DigestYearsOptions {
  /** Each is a time of its own. */
  readonly seeds: readonly number[];
  readonly days?: number;
  readonly digests?: number;
  readonly signal: AbortSignal;
}

/** The long version of `test/simulation`: year after year of digests, with everything going wrong that may. */
export async function* liveDigestYears({
  seeds,
  days = 365,
  digests = 200,
  signal,
}: DigestYearsOptions): AsyncGenerator<DigestYear> {
  for (const seed of seeds) {
    const startedAt = performance.now();
    const simulated = await simulateDigests({ seed, days, digests, signal });
    const verdict = await checkDigests(simulated);
    yield { seed, slots: simulated.counts.slots, ...verdict, seconds: (performance.now() - startedAt) / 1_000 };
  }
}

export function printDigestYears(years: readonly DigestYear[]): string {
  const head = [
    "seed",
    "slots",
    "posted",
    "late",
    "skipped",
    "failed",
    "nothing new",
    "doubled slots",
    "doubled stories",
    "broken promises",
    "seconds",
  ];
  const cells = years.map(({ seed, slots, ends, doubledSlots, doubledStories, faults, seconds }) => [
    ...[seed, slots, ends.posted, ends.late, ends.skipped, ends.failed, ends["nothing new"]].map(countOf),
    ...[doubledSlots, doubledStories, faults.length].map(countOf),
    seconds.toFixed(0),
  ]);
  return toTable(head, cells, 0);
}

function countOf(count: number | undefined): string {
  return String(count ?? 0);
}
