import type { ReplyTarget } from "../../core/chat.ts";
import type { Logger } from "../../core/logger.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import type { TranscriptStore } from "../../core/transcript.ts";

/**
 * What a platform has told us so that a message of its own is never answered twice, or lost, is kept for this long whatever a
 * channel wants: Slack redelivers for up to 25 h.
 */
const MIN_KEEP_MS = 26 * 60 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Forgets the messages of a channel of ours that are older than it wants. Other platforms keep their own. Never rejects. */
export async function forgetOldMessages(
  { channel }: ReplyTarget,
  { retentionDays }: EffectiveSettings,
  {
    transcripts,
    now,
    log,
  }: { readonly transcripts: Pick<TranscriptStore, "forget">; now(): number; readonly log: Logger },
): Promise<void> {
  if (channel.platform !== "web") return;
  const keepMs = Math.max(MIN_KEEP_MS, retentionDays.value * DAY_MS);
  try {
    await transcripts.forget(channel.channelId, { before: now() - keepMs, keepMs });
  } catch (error) {
    log.warn({ err: error }, "old messages of a web channel could not be forgotten; the next answer tries again");
  }
}
