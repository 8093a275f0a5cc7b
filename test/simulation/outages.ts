const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Outage {
  readonly from: number;
  readonly to: number;
}

/** What is away, and until when; undefined when it is there. */
export interface Outages {
  endpoint(at: number): number | undefined;
  platform(at: number): number | undefined;
  /** Redis, or every process of ours. */
  all(at: number): number | undefined;
}

/** Outages at random, of minutes and of hours, some of a day and more. */
export function createOutages({
  random,
  from,
  until,
}: {
  random(): number;
  readonly from: number;
  readonly until: number;
}): Outages {
  const days = (until - from) / (24 * HOUR_MS);
  const some = (perYear: number, longestMs: number): readonly Outage[] =>
    Array.from({ length: Math.ceil((perYear * days) / 365) }, () => {
      const start = from + random() * (until - from);
      return { from: start, to: start + random() * longestMs };
    });
  const endpoint = some(40, 8 * HOUR_MS);
  const platform = some(25, 3 * HOUR_MS);
  const all = [...some(30, 90 * MINUTE_MS), ...some(8, 36 * HOUR_MS)];
  const at = (outages: readonly Outage[]) => (now: number) =>
    outages.find((outage) => outage.from <= now && now < outage.to)?.to;
  return { endpoint: at(endpoint), platform: at(platform), all: at(all) };
}
