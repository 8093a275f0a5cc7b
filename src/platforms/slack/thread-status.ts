import type { AnswerStage, Reply } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { isInChannel } from "./answer-place.ts";
import { createChannelVerdicts } from "./channel-verdicts.ts";
import type { SlackApi } from "./slack-api.ts";

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
    async show({ target, language = "en" }: Reply, stage: AnswerStage, signal: AbortSignal) {
      const { channelId } = target.channel;
      // What is answered in the channel itself has no thread to show it under.
      if (target.kind !== "message" || isInChannel(target)) return;
      if (verdicts.isRefused(channelId)) return;
      try {
        await api.call("assistant.threads.setStatus", signal, (client) =>
          client.assistant.threads.setStatus({
            channel_id: channelId,
            thread_ts: target.threadId ?? target.messageId,
            status: translate(say(`slack.status.${stage}`), language),
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
