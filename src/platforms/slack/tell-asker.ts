import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { noteMetadata, quietPost } from "./post-options.ts";
import type { SlackApi } from "./slack-api.ts";
import { toMrkdwn } from "./to-mrkdwn.ts";

const WITHIN_MS = 10_000;

/**
 * Says something to the person who wrote a message, and to nobody else. Throws where Slack may take it next time: the
 * event is then left unacknowledged and comes again.
 */
export async function tellAsker(
  { api, log }: { readonly api: SlackApi; readonly log: Logger },
  { replyTo, asker, channel }: ParsedInvocation,
  markdown: string,
): Promise<void> {
  if (replyTo.kind !== "message") return;
  const { threadId, messageId } = replyTo;
  const text = toMrkdwn(markdown);
  const signal = AbortSignal.timeout(WITHIN_MS);
  try {
    if (channel.channelId.startsWith("D")) {
      await api.call("chat.postMessage", signal, (client) =>
        client.chat.postMessage({
          channel: channel.channelId,
          thread_ts: threadId ?? messageId,
          text,
          metadata: noteMetadata,
          ...quietPost,
        }),
      );
      return;
    }
    await api.call("chat.postEphemeral", signal, (client) =>
      client.chat.postEphemeral({
        channel: channel.channelId,
        user: asker.id,
        text,
        parse: "none",
        link_names: false,
        // Slack shows an ephemeral message in a thread only when the thread has begun.
        ...(threadId !== undefined && threadId !== messageId ? { thread_ts: threadId } : {}),
      }),
    );
  } catch (error) {
    if (error instanceof PlatformError && error.retryable) throw error;
    log.warn({ err: error, channel: channel.channelId }, "A direct reply could not be shown");
  }
}
