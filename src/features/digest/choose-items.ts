import { type Digest, digestKey, digestRef } from "../../core/digest.ts";
import type { DigestItem, DroppedItem } from "../../core/digest-slot.ts";
import type { Ledger, Told } from "../../core/ledger.ts";
import { type Candidate, checkItems, type LookBack } from "./check-items.ts";
import type { Found } from "./find-items.ts";

export interface Chosen {
  readonly items: readonly DigestItem[];
  readonly dropped: readonly DroppedItem[];
}

/**
 * The items that a digest tells, and why it tells none of the others. A story that the channel knows comes back only as
 * an update: with what has changed, from a source that is dated later than the channel was told. Claims nothing.
 */
export async function chooseItems(
  found: Found,
  { digest, ...lookBack }: LookBack & { readonly digest: Digest },
  ledger: Ledger,
): Promise<Chosen> {
  const { candidates, dropped } = checkItems(found, lookBack);
  const plain = candidates.map(({ item }) => item);
  const told = await ledger.look(digest.channel, plain);
  const versions = candidates.map((candidate, index) => newIn(candidate, told[index]));
  const updates = versions.flatMap((item) => (item?.update === undefined ? [] : [item]));
  // An update may have been told as well.
  const toldUpdates = await ledger.look(digest.channel, updates);
  const items: DigestItem[] = [];
  const left: DroppedItem[] = [];
  for (const [index, { title, url }] of plain.entries()) {
    const item = versions[index];
    const by = item === undefined ? told[index] : toldUpdates[updates.indexOf(item)];
    if (item === undefined || by !== undefined) left.push({ title, url, reason: toldReason(by, digest) });
    else if (items.length === digest.items) left.push({ title, url, reason: "more than asked for" });
    else items.push(item);
  }
  return { items, dropped: [...dropped, ...left] };
}

/** Why an item is not told that somebody else has told or is telling. */
export function toldReason(by: Told | undefined, digest: Digest): DroppedItem["reason"] {
  const isOwn = by === undefined || by.owner.startsWith(`${digestKey(digestRef(digest))}-`);
  return isOwn ? "told before" : "told by another digest";
}

/** What is new to the channel in an item: all of it, what has changed since it was told, or nothing. */
function newIn({ item, update, sourceDate }: Candidate, told: Told | undefined): DigestItem | undefined {
  if (told === undefined) return item;
  if (update === undefined || sourceDate === undefined || sourceDate.earliest <= told.at) return undefined;
  // Its own keys are the story's first telling; those of a day are the telling of what that day has changed.
  const day = sourceDate.text.slice(0, 10);
  return { ...item, update, keys: item.keys.map((key) => `update:${day}:${key}`) };
}
