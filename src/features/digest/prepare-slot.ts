import { type Digest, digestRef, LEDGER_DAYS, slotKey } from "../../core/digest.ts";
import type { DigestItem, DroppedItem, SlotRecord } from "../../core/digest-slot.ts";
import { chooseItems, toldReason } from "./choose-items.ts";
import type { DigestDeps } from "./digest-deps.ts";
import { findItems } from "./find-items.ts";
import { readLookBack } from "./look-back.ts";

/** A slot whose items are its own to tell. */
export type PreparedSlot = SlotRecord & { readonly items: readonly DigestItem[] };

/**
 * Finds the items of an open slot, writes them down and claims them, in this order: a claim whose slot does not know of
 * it would keep its story from everybody. A slot that has its items only claims them again.
 */
export async function prepareSlot(
  digest: Digest,
  record: SlotRecord,
  { deps, signal }: { readonly deps: DigestDeps; readonly signal: AbortSignal },
): Promise<PreparedSlot> {
  const found = record.items === undefined ? await find(digest, record, { deps, signal }) : record;
  const { items = [] } = found;
  if (found.state !== "open" || items.length === 0) return { ...found, items };
  const owner = slotKey(digestRef(digest), record.slot);
  const claims = await deps.ledger.claim(digest.channel, items, { owner, at: deps.clock.now(), days: LEDGER_DAYS });
  const own: DigestItem[] = [];
  const lost: DroppedItem[] = [];
  for (const [index, item] of items.entries()) {
    const claim = claims[index];
    if (claim?.state === "claimed") own.push(item);
    else lost.push({ title: item.title, url: item.url, reason: toldReason(claim?.by, digest) });
  }
  const prepared = { ...found, items: own, dropped: [...found.dropped, ...lost] };
  if (lost.length > 0) await deps.slots.write(digestRef(digest), prepared);
  return prepared;
}

async function find(
  digest: Digest,
  record: SlotRecord,
  { deps, signal }: { readonly deps: DigestDeps; readonly signal: AbortSignal },
): Promise<SlotRecord> {
  const lookBack = await readLookBack(digest, { slot: record.slot, slots: deps.slots });
  const now = deps.clock.now();
  const preferences = (await deps.preferencesOf?.(digest)) ?? { liked: [], disliked: [] };
  const found = await findItems(digest, { wanted: { ...lookBack, now, preferences }, signal }, deps);
  const chosen = await chooseItems(found, { digest, since: lookBack.since, now }, deps.ledger);
  const { items, dropped } = chosen;
  return deps.slots.write(digestRef(digest), { ...record, items: [...items], dropped: [...dropped], at: now });
}
