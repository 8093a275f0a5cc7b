import type { Digest } from "../../src/core/digest.ts";
import type { SlotRecord } from "../../src/core/digest-slot.ts";
import type { SeenPost } from "./digest-channel.ts";
import { digestIdIn, STORY } from "./digest-news.ts";

/** One slot that was due, and what its log says of it. */
export interface DueSlot {
  readonly digest: Digest;
  readonly slot: number;
  readonly fault: string;
  /** What is wrong lets no post succeed. */
  readonly mayFail: boolean;
  readonly record: SlotRecord | undefined;
}

export interface SlotVerdict {
  readonly end: SlotRecord["state"] | "unknown";
  /** A sentence each, when a promise is broken. */
  readonly faults: readonly string[];
  readonly isDoubled: boolean;
  /** When all of it stood there, Unix ms. */
  readonly wholeAt: number | undefined;
}

/**
 * Holds what stands in one channel against the log of all slots that were due there: each in one ended state, each posted
 * at most once and whole, no story twice, nothing that no slot knows of.
 */
export function judgeChannel(
  slots: readonly DueSlot[],
  posts: readonly SeenPost[],
  { graceMs }: { readonly graceMs: number },
): ReadonlyMap<DueSlot, SlotVerdict> {
  const doubled = storiesToldTwice(posts);
  const known = new Map<string, DueSlot>();
  const sharedMessages = new Set<string>();
  for (const due of slots) {
    for (const id of due.record?.messageIds ?? []) {
      if (known.has(id)) sharedMessages.add(id);
      known.set(id, due);
    }
  }
  const unknown = posts.filter(({ id, text }) => !known.has(id) && !text.includes("is paused"));
  return new Map(slots.map((due) => [due, judgeSlot(due)]));

  function judgeSlot(due: DueSlot): SlotVerdict {
    const { digest, slot, record, mayFail } = due;
    const name = `${digest.id} due at ${new Date(slot).toISOString()}`;
    const ids = record?.messageIds ?? [];
    const own = posts.filter(({ id }) => ids.includes(id));
    const told = new Set(own.flatMap(({ text }) => text.match(STORY) ?? []));
    const stories = (record?.items ?? []).flatMap(({ url }) => url.match(STORY) ?? []);
    const twice = [...new Set([...told, ...stories])].filter((story) => doubled.has(story));
    // What a failed slot has posted in part is in nobody's log.
    const isPart = ({ text }: SeenPost) => (text.match(STORY) ?? []).some((story) => stories.includes(story));
    const strays =
      record?.state === "failed" ? [] : unknown.filter((post) => digestIdIn(post.text) === digest.id || isPart(post));
    const isPosted = record?.state === "posted" || record?.state === "late";
    const seenAt = own[0]?.at;
    const faults = [
      ...(record === undefined ? ["has no record"] : []),
      ...(record?.state === "open" ? ["has not ended"] : []),
      ...(record?.state === "failed" && !mayFail ? [`has failed: ${record.note ?? ""}`] : []),
      ...(record?.state === "skipped" && record.at - slot <= graceMs ? ["was skipped within the grace"] : []),
      ...(isPosted && (ids.length === 0 || own.length < ids.length) ? ["is posted, and not all of it is there"] : []),
      ...(isPosted && !stories.every((story) => told.has(story)) ? ["is posted without a story of its log"] : []),
      ...([...told].every((story) => stories.includes(story)) ? [] : ["tells a story that its log does not have"]),
      ...(!isPosted && own.length > 0 ? [`is ${record?.state ?? "unknown"}, and people see it`] : []),
      ...(seenAt !== undefined && seenAt - slot > graceMs ? ["was posted after the grace"] : []),
      ...twice.map((story) => `tells ${story}, which is told twice`),
      ...(ids.some((id) => sharedMessages.has(id)) ? ["shares a message with another slot"] : []),
      ...strays.map(({ id }) => `has left the message ${id}, which no slot knows of`),
    ];
    return {
      end: record?.state ?? "unknown",
      faults: faults.map((fault) => `${name} ${fault}`),
      isDoubled: twice.length > 0 || strays.length > 0 || ids.some((id) => sharedMessages.has(id)),
      wholeAt: own.length === 0 ? undefined : Math.max(...own.map(({ at }) => at)),
    };
  }
}

function storiesToldTwice(posts: readonly SeenPost[]): ReadonlySet<string> {
  const tellers = new Map<string, number>();
  for (const { text } of posts)
    for (const story of text.match(STORY) ?? []) tellers.set(story, (tellers.get(story) ?? 0) + 1);
  return new Set([...tellers].filter(([, count]) => count > 1).map(([story]) => story));
}
