import { digestKey, digestRef, LEDGER_DAYS, slotKey } from "../../src/core/digest.ts";
import { slotsBetween } from "../../src/core/digest-schedule.ts";
import type { SlotRecord } from "../../src/core/digest-slot.ts";
import type { Simulated } from "./simulate-digests.ts";
import { STORY } from "./simulated-endpoint.ts";
import type { SeenMessage } from "./simulated-platform.ts";

const WINDOW_MS = LEDGER_DAYS * 24 * 60 * 60 * 1_000;

export interface Verdict {
  /** A sentence each. */
  readonly faults: readonly string[];
  /** How many slots ended how. */
  readonly ends: Readonly<Record<string, number>>;
  /** How many slots, and how many stories of a channel, people were told twice. They are among the faults. */
  readonly doubledSlots: number;
  readonly doubledStories: number;
}

/** Holds what a simulated time has left against what every digest promises. */
export async function checkDigests(simulated: Simulated): Promise<Verdict> {
  const faults: string[] = [];
  const ends: Record<string, number> = {};
  const byReply = new Map<string, SeenMessage[]>();
  for (const message of simulated.platform.seen.values())
    byReply.set(message.replyId, [...(byReply.get(message.replyId) ?? []), message]);
  for (const digest of simulated.digests) {
    const ref = digestRef(digest);
    const pauses = simulated.pauses.get(digestKey(ref)) ?? [];
    for (const slot of slotsBetween(digest, { after: simulated.start, until: simulated.until })) {
      const key = slotKey(ref, slot);
      const record = await simulated.slots.read(ref, slot);
      const isOwed = !pauses.some(({ from, to }) => from < slot && slot <= to);
      if (record !== undefined) ends[record.state] = (ends[record.state] ?? 0) + 1;
      else if (isOwed) faults.push(`${key} was due and has no record`);
      if (record?.state === "open") faults.push(`${key} has not ended`);
      faults.push(...faultsOfPost(key, record, byReply.get(key) ?? []));
    }
  }
  const doubled = [...byReply].flatMap(([id, messages]) => {
    const parts = messages.map(({ part }) => part);
    return new Set(parts).size < parts.length ? [`${id} was posted twice`] : [];
  });
  const repeated = repeatedStories(byReply);
  return {
    faults: [...faults, ...doubled, ...repeated],
    ends,
    doubledSlots: doubled.length,
    doubledStories: repeated.length,
  };
}

/** What stands in the channel is what the record says. */
function faultsOfPost(
  key: string,
  record: SlotRecord | undefined,
  messages: readonly SeenMessage[],
): readonly string[] {
  const isSeen = messages.length > 0;
  switch (record?.state) {
    case "posted":
    case "late": {
      const told = new Set(messages.flatMap(({ markdown }) => markdown.match(STORY) ?? []));
      const untold = (record.items ?? []).filter(
        ({ title }) => !(title.match(STORY) ?? []).every((story) => told.has(story)),
      );
      return [
        ...(isSeen && record.message !== undefined ? [] : [`${key} is ${record.state} and nobody can see it`]),
        ...untold.map(({ title }) => `${key} is ${record.state} without “${title}”`),
        ...(told.size > (record.items ?? []).length ? [`${key} shows more than it has recorded`] : []),
      ];
    }
    case "skipped":
    case undefined:
      return isSeen ? [`${key} is ${record?.state ?? "unknown"} and people see it`] : [];
    case "nothing new":
      return messages.some(({ markdown }) => markdown.match(STORY) !== null)
        ? [`${key} has nothing new and tells a story`]
        : [];
    default:
      return [];
  }
}

/** Stories that one channel was told by two posts, but for those that said what had changed. */
function repeatedStories(byReply: ReadonlyMap<string, readonly SeenMessage[]>): readonly string[] {
  const told = new Map<string, { readonly at: number; readonly id: string }>();
  const faults: string[] = [];
  const inOrder = [...byReply].toSorted(([, a], [, b]) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0));
  for (const [id, messages] of inOrder) {
    const [first] = messages;
    if (first === undefined) continue;
    const text = messages.map(({ markdown }) => markdown).join("\n\n");
    const paragraphs = text.split("\n\n");
    for (const story of new Set(text.match(STORY) ?? [])) {
      const isUpdate = paragraphs.some((each) => each.includes(story) && /Update:/u.test(each));
      const key = `${first.channel}/${story}`;
      const before = told.get(key);
      if (before !== undefined && !isUpdate && first.at - before.at < WINDOW_MS)
        faults.push(`${story} was told in ${first.channel} by ${before.id} and by ${id}`);
      if (before === undefined || first.at - before.at >= WINDOW_MS) told.set(key, { at: first.at, id });
    }
  }
  return faults;
}
