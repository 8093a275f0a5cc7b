import { z } from "zod";
import { type ChannelRef, PLATFORMS } from "./chat.ts";

const messageRefSchema = z.object({
  platform: z.enum(PLATFORMS),
  channelId: z.string(),
  messageId: z.string(),
  threadId: z.string().optional(),
  live: z.boolean().optional(),
});

/** What has been said of one answer so far. `final`: it is whole on the platform. `failed`: its error is. */
export const outboxRecordSchema = z.object({
  version: z.literal(1),
  state: z.enum(["accepted", "streaming", "final", "failed"]),
  /** The messages on the platform, in order; what a retry edits instead of posting again. */
  parts: z.array(messageRefSchema),
  /** Unix ms. */
  updatedAt: z.number(),
});
export type OutboxRecord = Readonly<z.infer<typeof outboxRecordSchema>>;

/** What we are posting and have posted, per answer. */
export interface Outbox {
  read(channel: ChannelRef, answerId: string): Promise<OutboxRecord | undefined>;
  /** Durable when it resolves. Records are kept for at least 25 h, as long as a platform may redeliver. */
  write(channel: ChannelRef, answerId: string, record: OutboxRecord): Promise<void>;
}
