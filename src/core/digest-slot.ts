import { z } from "zod";
import type { ChannelRef } from "./chat.ts";
import { messageRefSchema } from "./chat.ts";
import type { DigestRef } from "./digest.ts";
import { sayingSchema } from "./messages/saying.ts";

/** One story, as a digest tells it. */
export const digestItemSchema = z.object({
  title: z.string(),
  /** As it was cited. */
  url: z.string(),
  /** One or two sentences. */
  summary: z.string(),
  /** ISO date or date and time, where the source gave one. */
  publishedAt: z.string().optional(),
  /** What the ledger knows it by: its canonical URL and the story it tells. */
  keys: z.array(z.string()).min(1),
  /** Set on a story that the channel knows: what has changed. */
  update: z.string().optional(),
});
export type DigestItem = Readonly<z.infer<typeof digestItemSchema>>;

/** Why an item that the endpoint found is not told. */
export const DROP_REASONS = [
  "off the list",
  "not among the citations",
  "too old",
  "told before",
  "told by another digest",
  "twice in this answer",
  "no summary",
  "more than asked for",
] as const;

export const droppedItemSchema = z.object({
  title: z.string(),
  url: z.string(),
  reason: z.enum(DROP_REASONS),
});
export type DroppedItem = Readonly<z.infer<typeof droppedItemSchema>>;

/** The states that a slot ends in. */
export const SLOT_ENDS = ["posted", "late", "skipped", "failed", "nothing new"] as const;
export type SlotEnd = (typeof SLOT_ENDS)[number];

/**
 * What became of one slot. `open` → one of {@link SLOT_ENDS}, once. An open slot that has its items claims just
 * these in the ledger and posts no others, however often it is run again: they are written down before they are claimed,
 * so that no claim is ever left without its slot.
 */
export const slotRecordSchema = z.object({
  version: z.literal(1),
  /** When it was due, Unix ms; for one that a manager asked for, when they did. */
  slot: z.number(),
  isManual: z.boolean().default(false),
  state: z.enum(["open", ...SLOT_ENDS]),
  /** When it got its state, Unix ms. */
  at: z.number(),
  items: z.array(digestItemSchema).optional(),
  dropped: z.array(droppedItemSchema).default([]),
  /** The first message of the post, and the ids of all of them, in their order. */
  message: messageRefSchema.optional(),
  messageIds: z.array(z.string()).optional(),
  /** One sentence for the channel manager: why it failed, was late or was skipped. */
  note: sayingSchema.optional(),
});
export type SlotRecord = Readonly<z.infer<typeof slotRecordSchema>>;

/** What became of the slots of each digest; kept for {@link import("./digest.ts").LEDGER_DAYS}. */
export interface SlotLog {
  read(ref: DigestRef, slot: number): Promise<SlotRecord | undefined>;
  /**
   * Durable when it resolves. Atomic: an ended slot stays as it ended, and an open one that has its items is not replaced
   * by an open one without. Resolves with what stands there now.
   */
  write(ref: DigestRef, record: SlotRecord): Promise<SlotRecord>;
  /** The newest slots first. */
  history(ref: DigestRef, limit: number): Promise<readonly SlotRecord[]>;
  /** The slot whose post this message belongs to. */
  ofMessage(
    workspace: Pick<ChannelRef, "platform" | "workspaceId">,
    messageId: string,
  ): Promise<SlotRecord | undefined>;
  /** The newest slot that told something or found nothing new, if any: where the next one's look-back begins. */
  lastSuccess(ref: DigestRef): Promise<SlotRecord | undefined>;
}
