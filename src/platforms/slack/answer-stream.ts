import type { OutgoingMessage, Reply, SendContext } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Urgency } from "../../core/send-budget.ts";
import { controlBlocks, feedbackBlocks } from "./answer-blocks.ts";
import { createChannelVerdicts } from "./channel-verdicts.ts";
import type { LiveMessages } from "./live-messages.ts";
import type { PacedCalls } from "./paced-calls.ts";
import { slackErrorOf } from "./platform-error.ts";
import { answerMetadata } from "./post-options.ts";
import { postedTs } from "./slack-api.ts";
import { streamablePart, toStreamMarkdown } from "./to-stream-markdown.ts";

export interface Thread {
  readonly channelId: string;
  readonly threadTs: string;
}

export interface StreamRef {
  readonly channelId: string;
  readonly ts: string;
}

/**
 * What became of a stream. `over`: it shows less than it should and no longer takes text, so the message has to be
 * replaced. `stopped`: the asker ended it.
 */
export type StreamResult = "shown" | "over" | "stopped";

interface Deps {
  readonly paced: PacedCalls;
  readonly live: LiveMessages;
  readonly clock: { now(): number };
  readonly log: Logger;
}

const REFUSED_FOR_MS = 60 * 60_000;
/** What Slack's limits are counted in. */
const MINUTE_MS = 60_000;
const RATE_LIMITED = "rate limited";
/** Where no stream can be started now, a message does as well. */
const AT_ONCE = AbortSignal.abort();

/** Slack's native streaming: started in a thread, appended to, stopped. https://docs.slack.dev/ai/developing-agents */
export function createAnswerStream({ paced, live, clock, log }: Deps) {
  const verdicts = createChannelVerdicts({ clock });
  let busyUntil = 0;
  return {
    /** Whether this channel is known to do without. */
    isRefused: verdicts.isRefused,
    /** More streams were begun in the last minute than Slack takes: their ends, too, will need all that it takes. */
    isBusy: () => clock.now() < busyUntil,

    /** The ts of the new stream, or undefined where this channel has to do without. */
    async start(
      reply: Reply,
      markdown: string,
      { thread, signal }: SendContext & { thread: Thread },
    ): Promise<string | undefined> {
      const { channelId, threadTs } = thread;
      if (verdicts.isRefused(channelId)) return undefined;
      const text = streamablePart(markdown) || toStreamMarkdown(markdown);
      try {
        const call = { reply, urgency: "post", signal, patience: AT_ONCE } as const;
        const started = await paced.call("chat.startStream", call, (client) =>
          client.chat.startStream({
            channel: channelId,
            thread_ts: threadTs,
            recipient_user_id: reply.asker.id,
            recipient_team_id: reply.target.channel.workspaceId,
            markdown_text: text,
          }),
        );
        const ts = postedTs("chat.startStream", started);
        live.set(ts, { kind: "stream", appended: text });
        return ts;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        verdicts.refuse(channelId, refusal.forMs);
        if (refusal.reason === RATE_LIMITED) busyUntil = clock.now() + Math.max(refusal.forMs, MINUTE_MS);
        log.info({ channel: channelId, reason: refusal.reason }, "Streaming is not possible here; editing instead");
        return undefined;
      }
    },

    /** Adds what is new. Text that does not continue what is shown waits for the end. */
    async append(
      reply: Reply,
      ref: StreamRef,
      { markdown, signal }: SendContext & OutgoingMessage,
    ): Promise<StreamResult> {
      const state = live.get(ref.ts);
      const text = streamablePart(markdown);
      if (state?.kind !== "stream" || state.appended === undefined) return "shown";
      if (!text.startsWith(state.appended) || text === state.appended) return "shown";
      const delta = text.slice(state.appended.length);
      try {
        await paced.call("chat.appendStream", { reply, urgency: "growth", signal }, (client) =>
          client.chat.appendStream({ channel: ref.channelId, ts: ref.ts, markdown_text: delta }),
        );
      } catch (error) {
        const end = endOf(error);
        if (end !== undefined) return end;
        if (isOutcomeUnknown(error)) live.set(ref.ts, { kind: "stream", appended: undefined });
        throw error;
      }
      live.set(ref.ts, { kind: "stream", appended: text });
      return "shown";
    },

    /** Ends the stream with the rest of the text, where the rest continues what is shown, and with its buttons. */
    async stop(
      reply: Reply,
      ref: StreamRef,
      end: SendContext & OutgoingMessage & { readonly urgency: Urgency },
    ): Promise<StreamResult> {
      const state = live.get(ref.ts);
      const text = toStreamMarkdown(end.markdown);
      const appended = state?.kind === "stream" ? state.appended : undefined;
      const rest = appended !== undefined && text.startsWith(appended) ? text.slice(appended.length) : undefined;
      const blocks = [...feedbackBlocks(reply.id, end.feedback), ...controlBlocks(reply.id, end.controls)];
      try {
        const { urgency, signal, patience } = end;
        await paced.call("chat.stopStream", { reply, urgency, signal, patience }, (client) =>
          client.chat.stopStream({
            channel: ref.channelId,
            ts: ref.ts,
            ...(rest ? { markdown_text: rest } : {}),
            ...(blocks.length > 0 ? { blocks } : {}),
            metadata: answerMetadata(reply.id, end.part),
          }),
        );
      } catch (error) {
        const result = endOf(error);
        if (result !== undefined) return result;
        throw error;
      }
      return rest === undefined ? "over" : "shown";
    },
  };
}

export type AnswerStream = ReturnType<typeof createAnswerStream>;

/** The two ways a stream ends without us. It lives about five minutes, however much is appended. */
function endOf(error: unknown): Exclude<StreamResult, "shown"> | undefined {
  const code = slackErrorOf(error);
  if (code === "message_not_in_streaming_state") return "over";
  return code === "stopped_by_user" ? "stopped" : undefined;
}

/**
 * Why streaming cannot be used although a plain post may still work: the channel's type, the plan, the asker being a
 * guest, an old server. Slack has refused, so nothing was posted. 20 streams a minute may be started per workspace.
 */
function refusalOf(error: unknown): { readonly reason: string; readonly forMs: number } | undefined {
  if (!(error instanceof PlatformError)) return undefined;
  const code = slackErrorOf(error);
  if (error.code === "PLATFORM_RATE_LIMITED") {
    return { reason: RATE_LIMITED, forMs: error.retryAfterMs ?? MINUTE_MS };
  }
  if (code === undefined || CANNOT_POST_EITHER.has(code) || isOutcomeUnknown(error)) return undefined;
  return { reason: code, forMs: REFUSED_FOR_MS };
}

function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof PlatformError && error.code === "PLATFORM_UNAVAILABLE";
}

const CANNOT_POST_EITHER = new Set([
  "account_inactive",
  "channel_not_found",
  "invalid_auth",
  "is_archived",
  "not_authed",
  "not_in_channel",
  "token_expired",
  "token_revoked",
]);
