import { z } from "zod";
import { ANSWER_CONTROLS, FEEDBACK_VALUES } from "./chat.ts";
import { LANGUAGES } from "./messages/language.ts";

/** One message of a web channel. */
export const transcriptEntrySchema = z.object({
  id: z.string(),
  author: z.enum(["asker", "footnote"]),
  /** Set on Footnote's messages: the message they answer. */
  inReplyTo: z.string().optional(),
  /** Set on the parts of an answer: the id its controls are pressed with. */
  answerId: z.string().optional(),
  /** What people may do with the answer now. */
  controls: z.array(z.enum(ANSWER_CONTROLS)).readonly().optional(),
  /** Thumbs under it: for these items, or for the whole where there are none; and which of them were pressed last. */
  feedback: z
    .object({
      items: z.array(z.number()).readonly(),
      chosen: z
        .array(z.object({ item: z.number().optional(), value: z.enum(FEEDBACK_VALUES) }))
        .readonly()
        .optional(),
    })
    .optional(),
  /** What can be done about a reply: commands as they are typed, without the slash. */
  buttons: z
    .array(z.object({ label: z.string(), command: z.string(), style: z.enum(["primary", "danger"]).optional() }))
    .readonly()
    .optional(),
  /** What Footnote's own words under it are in; absent: English. */
  language: z.enum(LANGUAGES).optional(),
  markdown: z.string(),
  state: z.enum(["searching", "writing", "final"]),
  /** Unix ms. */
  at: z.number(),
  /** Set on questions: when they were last asked again, Unix ms. */
  askedAgainAt: z.number().optional(),
  /** Set on what was said here and is not answered, as the channel's settings want it. */
  isIgnored: z.boolean().optional(),
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
  /** Forgets what was said before `before` (Unix ms), and all of it when nobody asks anything for `keepMs`. */
  forget(channelId: string, retention: { readonly before: number; readonly keepMs: number }): Promise<void>;
  /**
   * Resolves when no entry that any process puts from now on can be missed, and gives them until the signal aborts:
   * what is read after it has resolved, with what it gives, is everything.
   */
  watch(channelId: string, signal: AbortSignal): Promise<AsyncIterable<TranscriptEntry>>;
}
