import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { noteMetadata, quietPost } from "./post-options.ts";
import { type ReplyContent, replyContents } from "./reply-content.ts";
import type { ReplyOutcome } from "./run-invocation.ts";
import type { SlackApi } from "./slack-api.ts";

const WITHIN_MS = 10_000;

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly language: Language;
}

/**
 * Says something to the person who wrote a message, and to nobody else. Throws where Slack may take it next time: the
 * event is then left unacknowledged and comes again.
 */
export async function tellAsker(
  { api, log, language }: Deps,
  { replyTo, asker, channel }: ParsedInvocation,
  reply: ReplyOutcome,
): Promise<void> {
  if (replyTo.kind !== "message") return;
  const { threadId, messageId } = replyTo;
  const { channelId } = channel;
  const signal = AbortSignal.timeout(WITHIN_MS);
  try {
    for (const content of replyContents(reply, language)) await tell(content);
  } catch (error) {
    if (error instanceof PlatformError && error.retryable) throw error;
    log.warn({ err: error, channel: channelId }, "A direct reply could not be shown");
  }

  async function tell({ text, blocks }: ReplyContent): Promise<void> {
    const content = { channel: channelId, text, ...(blocks === undefined ? {} : { blocks: [...blocks] }) };
    if (channelId.startsWith("D")) {
      await api.call("chat.postMessage", signal, (client) =>
        client.chat.postMessage({
          ...content,
          thread_ts: threadId ?? messageId,
          metadata: noteMetadata,
          ...quietPost,
        }),
      );
      return;
    }
    await api.call("chat.postEphemeral", signal, (client) =>
      client.chat.postEphemeral({
        ...content,
        user: asker.id,
        parse: "none",
        link_names: false,
        // Slack shows an ephemeral message in a thread only when the thread has begun.
        ...(threadId !== undefined && threadId !== messageId ? { thread_ts: threadId } : {}),
      }),
    );
  }
}
