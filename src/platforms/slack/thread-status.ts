import type { AnswerStage, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { createChannelVerdicts } from "./channel-verdicts.ts";
import type { SlackApi } from "./slack-api.ts";

const statuses: Record<AnswerStage, string> = { searching: "is searching…", writing: "is writing…" };

const REFUSED_FOR_MS = 60 * 60_000;
const TRY_AGAIN_AFTER_MS = 60_000;

interface Deps {
  readonly api: SlackApi;
  readonly clock: { now(): number };
  readonly log: Logger;
}

/**
 * The status line under a thread. Slack clears it when a message arrives, or after 2 min.
 * https://docs.slack.dev/reference/methods/assistant.threads.setStatus
 */
export function createThreadStatus({ api, clock, log }: Deps) {
  const verdicts = createChannelVerdicts({ clock });
  return {
    async show(target: Extract<ReplyTarget, { kind: "message" }>, stage: AnswerStage, signal: AbortSignal) {
      const { channelId } = target.channel;
      if (verdicts.isRefused(channelId)) return;
      try {
        await api.call("assistant.threads.setStatus", signal, (client) =>
          client.assistant.threads.setStatus({
            channel_id: channelId,
            thread_ts: target.threadId ?? target.messageId,
            status: statuses[stage],
          }),
        );
      } catch (error) {
        if (signal.aborted) return;
        const isRetryable = error instanceof PlatformError && error.retryable;
        verdicts.refuse(channelId, isRetryable ? TRY_AGAIN_AFTER_MS : REFUSED_FOR_MS);
        log.debug({ err: error, channel: channelId }, "The thread's status could not be shown");
      }
    },
  };
}
