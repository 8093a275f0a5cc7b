import { z } from "zod";
import { type ChannelRef, messageRefSchema } from "./chat.ts";
import { jobSchemas } from "./jobs.ts";

/**
 * One message of an answer. `sending`: a post was begun at `at` (Unix ms), and whether people see it is unknown until
 * the platform has been asked; `insteadOf` stood in its place and has been deleted. `sent`: it stands there, and is edited
 * from now on.
 */
const partSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("sending"), at: z.number(), insteadOf: messageRefSchema.optional() }),
  z.object({ state: z.literal("sent"), ref: messageRefSchema }),
]);
export type OutboxPart = Readonly<z.infer<typeof partSchema>>;

const recordSchema = z.object({
  version: z.literal(2),
  /**
   * accepted → streaming → final, failed or cancelled. `accepted`: nothing of it is on the platform for certain.
   * `final`: it is whole there. `failed`: its error is. `cancelled`: it was stopped, and says so. A retry or a
   * regeneration makes a closed record `accepted` again, with its parts.
   */
  state: z.enum(["accepted", "streaming", "final", "failed", "cancelled"]),
  parts: z.array(partSchema),
  /** What was asked, so that it can be asked again. */
  job: jobSchemas.answer.optional(),
  /** Of which slot it is the post, when it is a digest's. */
  digest: jobSchemas["digest-slot"].optional(),
  /** The addresses of the sources under it, once it is whole. */
  sources: z.array(z.string()).optional(),
  /** Unix ms. */
  updatedAt: z.number(),
});
export type OutboxRecord = Readonly<z.infer<typeof recordSchema>>;

/** Records of version 1 knew only what had been sent. */
const recordV1Schema = z
  .object({
    version: z.literal(1),
    state: z.enum(["accepted", "streaming", "final", "failed"]),
    parts: z.array(messageRefSchema),
    updatedAt: z.number(),
  })
  .transform(
    ({ parts, ...record }): OutboxRecord => ({
      ...record,
      version: 2,
      parts: parts.map((ref) => ({ state: "sent", ref })),
    }),
  );

export const outboxRecordSchema = z.union([recordSchema, recordV1Schema]);

/** Whether everything that will be said has been said. */
export function isClosed({ state }: OutboxRecord): boolean {
  return state === "final" || state === "failed" || state === "cancelled";
}

/** An answer that is not closed yet, and when it was last heard of (Unix ms). */
export interface OpenAnswer {
  readonly channel: ChannelRef;
  readonly answerId: string;
  readonly updatedAt: number;
}

/** What we are posting and have posted, per answer. */
export interface Outbox {
  read(channel: ChannelRef, answerId: string): Promise<OutboxRecord | undefined>;
  /** Durable when it resolves. Records are kept for at least 25 h, as long as a platform may redeliver. */
  write(channel: ChannelRef, answerId: string, record: OutboxRecord): Promise<void>;
  /** Answers that are not closed and were last written before `before` (Unix ms), oldest first, at most `limit`. */
  open(options: { readonly before: number; readonly limit: number }): Promise<readonly OpenAnswer[]>;
}
