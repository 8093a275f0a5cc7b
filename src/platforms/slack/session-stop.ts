import { z } from "zod";
import type { ChannelRef } from "../../core/chat.ts";
import type { Logger } from "../../core/logger.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { QUESTION_EVENT } from "./post-options.ts";
import { questionId } from "./question-id.ts";
import { type ReadMessage, readMessages } from "./read-messages.ts";
import type { SlackApi } from "./slack-api.ts";
import { isStopWord } from "./stop-word.ts";

const id = z.string().min(1);

const stopSchema = z.object({
  team_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  event: z.object({
    channel: id,
    user: id,
    thread_ts: id,
    streaming_message_ts: z.array(id),
    event_ts: id.optional(),
  }),
});

/** Inside the 3 s in which Slack wants to hear that the event arrived. */
const READ_WITHIN_MS = 1_500;
/** Longer than any answer is worked on. */
const QUESTION_LIVES_MS = 10 * 60_000;

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
}

/** A thread in which somebody wants an answer to stop. */
interface StoppedThread {
  readonly channel: ChannelRef;
  readonly threadTs: string;
  readonly botUserId: string;
}

/**
 * Reads whose answers are to stop, by Slack's own Stop or by the word `stop` in a thread. Neither names the question, and
 * streams carry no mark of ours yet, so it is looked for: the last one that a person put to us in
 * the thread, or that we have shown there (`/ask`, "Ask about this"), before the stream; before the press or the word, where nothing streamed yet. Two questions
 * that are answered in one thread at once cannot be told apart: the later one is stopped. Without a readable history, it
 * is the question that began the thread.
 */
export function createSessionStops({ api, log }: Deps) {
  return {
    /** https://docs.slack.dev/reference/events/agent_session_stopped */
    async ofPress(
      body: unknown,
      { botUserId, receivedAt }: { readonly botUserId: string; readonly receivedAt: number },
    ): Promise<readonly ParsedInvocation[]> {
      const parsed = stopSchema.safeParse(body);
      if (!parsed.success) return [];
      const { event, ...envelope } = parsed.data;
      const workspaceId = envelope.context_team_id ?? envelope.team_id;
      if (!workspaceId) return [];
      const channel = { platform: "slack", workspaceId, channelId: event.channel } as const;
      const stopped = { channel, threadTs: event.thread_ts, botUserId };
      const thread = await readThread(stopped, receivedAt);
      const { streaming_message_ts: streams, event_ts: pressedTs = `${receivedAt / 1_000}` } = event;
      return (streams.length > 0 ? streams : [pressedTs]).map((ts) => ({
        id: `${questionId(channel, ts)}-stop`,
        channel,
        asker: { id: event.user },
        replyTo: { kind: "message", channel, messageId: ts, threadId: event.thread_ts },
        receivedAt,
        call: { name: "control", control: "stop", answerId: answerIdOf(thread, ts, stopped) },
      }));
    },

    /** The same for a message, if it is the word in a thread; undefined for any other. */
    async ofWord(message: ParsedInvocation, botUserId: string): Promise<ParsedInvocation | undefined> {
      const { call, channel, inReplyTo, replyTo, receivedAt } = message;
      const threadTs = inReplyTo?.threadId;
      if (threadTs === undefined || replyTo.kind !== "message") return undefined;
      const isToUs = message.trigger === "mention" || message.trigger === "direct";
      if (!isToUs || call.name !== "ask" || !isStopWord(call.options.question ?? "")) return undefined;
      const stopped = { channel, threadTs, botUserId };
      const answerId = answerIdOf(await readThread(stopped, receivedAt), replyTo.messageId, stopped);
      return { ...message, call: { name: "control", control: "stop", answerId } };
    },
  };

  async function readThread(
    { channel: { channelId }, threadTs }: StoppedThread,
    now: number,
  ): Promise<readonly ReadMessage[]> {
    const signal = AbortSignal.timeout(READ_WITHIN_MS);
    try {
      return await readMessages(api, { channelId, threadTs }, { oldest: now - QUESTION_LIVES_MS, signal });
    } catch (error) {
      log.warn(
        { err: error, channel: channelId },
        "A thread could not be read, so its first question is taken to be stopped",
      );
      return [];
    }
  }
}

function answerIdOf(
  thread: readonly ReadMessage[],
  beforeTs: string,
  { channel, threadTs, botUserId }: StoppedThread,
): string {
  const shown = thread.findLast(
    ({ ts, user, metadata }) =>
      Number(ts) < Number(beforeTs) && user === botUserId && metadata?.event_type === QUESTION_EVENT,
  );
  const key = shown?.metadata?.event_payload.key;
  const asked = thread.findLast(
    ({ ts, user, bot_id, text }) =>
      Number(ts) < Number(beforeTs) &&
      user !== botUserId &&
      bot_id === undefined &&
      !isStopWord(text) &&
      (channel.channelId.startsWith("D") || text.includes(`<@${botUserId}>`)),
  );
  const isShownLast = Number(shown?.ts ?? 0) > Number(asked?.ts ?? 0);
  if (isShownLast && key !== undefined) return key.replace(/-0$/u, "");
  return questionId(channel, asked?.ts ?? threadTs);
}
