import type { Digest } from "../../src/core/digest.ts";
import { slotJitterMs } from "../../src/features/digest/slot-jitter.ts";
import type { StandingMessage } from "./limited-slack.ts";
import { STORY, storiesOf } from "./news-endpoint.ts";
import { percentile } from "./statistics.ts";

export interface DigestVerdict {
  /** All of its stories stand in its channel, each in one message. */
  readonly once: readonly ToldDigest[];
  /** How many have a story that two messages tell. */
  readonly doubled: number;
  /** How many have a story that nobody was told. */
  readonly missing: number;
}

interface ToldDigest {
  readonly digest: Digest;
  /** When it was whole, Unix ms. */
  readonly toldAt: number;
}

/** Holds what stands on Slack against what each digest was to tell. */
export function judgeDigests(
  messages: readonly StandingMessage[],
  { digests, items }: { readonly digests: readonly Digest[]; readonly items: number },
): DigestVerdict {
  const tellers = new Map<string, number[]>();
  for (const { channel, text, at } of messages) {
    for (const story of new Set(text.match(STORY) ?? [])) {
      const place = `${channel} ${story}`;
      tellers.set(place, [...(tellers.get(place) ?? []), at]);
    }
  }
  const once: ToldDigest[] = [];
  let doubled = 0;
  let missing = 0;
  for (const digest of digests) {
    const told = storiesOf(digest.id, items).map((story) => tellers.get(`${digest.channel.channelId} ${story}`) ?? []);
    if (told.some((times) => times.length > 1)) doubled += 1;
    if (told.some((times) => times.length === 0)) missing += 1;
    if (told.every((times) => times.length === 1)) once.push({ digest, toldAt: Math.max(...told.flat()) });
  }
  return { once, doubled, missing };
}

export interface DigestRun {
  readonly slot: number;
  readonly digests: number;
  readonly slack: { readonly calls: ReadonlyMap<string, number>; refused(): number };
  readonly workspaces: number;
  readonly searches: number;
}

/** Prints how many digests were told, and how late they were. */
export function printDigests(
  { once, doubled, missing }: DigestVerdict,
  { slot, digests, slack, workspaces, searches }: DigestRun,
): void {
  const jitters = once.map(({ digest }) => slotJitterMs(digest.channel, slot));
  const lateness = once.map(({ toldAt }) => toldAt - slot);
  const own = lateness.map((ms, index) => ms - (jitters[index] ?? 0));
  const inThreads = once.filter(({ digest }) => digest.layout === "thread").length;
  console.log(
    `\nDigests due at the same minute, each in a channel of its own, of ${workspaces} workspaces with one app's token;`,
  );
  console.log(
    Math.max(0, ...jitters) > 0
      ? `a popular minute, so that channels wait for up to ${seconds(Math.max(...jitters))} s of their own.`
      : "no popular minute, so that all of them begin at once.",
  );
  console.table({
    digests,
    "posted once": once.length,
    "of them in threads": inThreads,
    "posted twice": doubled,
    missing,
    searches,
    "messages asked for": slack.calls.get("chat.postMessage") ?? 0,
    "calls refused (429)": slack.refused(),
  });
  console.log("Seconds from the minute until a digest is whole; and without what its channel waits:");
  console.table({ "from the minute": spreadOf(lateness), "without jitter": spreadOf(own) });
}

function spreadOf(ms: readonly number[]) {
  return { p50: seconds(percentile(ms, 0.5)), p99: seconds(percentile(ms, 0.99)), max: seconds(percentile(ms, 1)) };
}

function seconds(ms: number): number {
  return Number((ms / 1_000).toFixed(1));
}
