import { z } from "zod";

/** One message of a web channel. */
export const transcriptEntrySchema = z.object({
  id: z.string(),
  author: z.enum(["asker", "footnote"]),
  /** Set on Footnote's messages: the message they answer. */
  inReplyTo: z.string().optional(),
  markdown: z.string(),
  state: z.enum(["searching", "writing", "final"]),
  /** Unix ms. */
  at: z.number(),
});
export type TranscriptEntry = Readonly<z.infer<typeof transcriptEntrySchema>>;

/** What the web platform shows: its channels and their messages. Shared by every process on the same Redis. */
export interface TranscriptStore {
  channels(): Promise<readonly string[]>;
  addChannel(channelId: string): Promise<void>;
  /** The newest 200 messages of a channel, oldest first. */
  read(channelId: string): Promise<readonly TranscriptEntry[]>;
  /** Adds the entry, or replaces the one with its id in its place. */
  put(channelId: string, entry: TranscriptEntry): Promise<void>;
  /** Every entry put after the first `next()` has been asked for, until the signal aborts. */
  watch(channelId: string, signal: AbortSignal): AsyncIterable<TranscriptEntry>;
}
