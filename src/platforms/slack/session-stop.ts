import { z } from "zod";
import type { Logger } from "../../core/logger.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { QUESTION_EVENT } from "./post-options.ts";
import { questionId } from "./question-id.ts";
import { type ReadMessage, readMessages } from "./read-messages.ts";
import type { SlackApi } from "./slack-api.ts";

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

/**
 * Reads whose answers Slack's own Stop has ended. The event names streams, which carry no mark of ours yet, so the
 * question is looked for: the one of `/ask` at the head of the thread, or else the last one that a person put to us
 * before the stream; before the press, where nothing streamed yet. Two questions that are answered in one thread at once cannot be told apart: the later one is
 * stopped. Without a readable history, it is the question that began the thread.
 * https://docs.slack.dev/reference/events/agent_session_stopped
 */
export function createSessionStops({ api, log }: Deps) {
  return async function parseStop(
    body: unknown,
    { botUserId, receivedAt }: { readonly botUserId: string; readonly receivedAt: number },
  ): Promise<readonly ParsedInvocation[]> {
    const parsed = stopSchema.safeParse(body);
    if (!parsed.success) return [];
    const { event, ...envelope } = parsed.data;
    const workspaceId = envelope.context_team_id ?? envelope.team_id;
    if (!workspaceId) return [];
    const channel = { platform: "slack", workspaceId, channelId: event.channel } as const;
    const thread = await readThread(event, receivedAt);
    const { streaming_message_ts: streams, event_ts: pressedTs = `${receivedAt / 1_000}` } = event;
    return (streams.length > 0 ? streams : [pressedTs]).map((ts) => ({
      id: `${questionId(channel, ts)}-stop`,
      channel,
      asker: { id: event.user },
      replyTo: { kind: "message", channel, messageId: ts, threadId: event.thread_ts },
      receivedAt,
      call: { name: "control", control: "stop", answerId: answerIdOf(ts) },
    }));

    function answerIdOf(streamTs: string): string {
      const root = thread.find((message) => message.metadata?.event_type === QUESTION_EVENT);
      const key = root?.metadata?.event_payload.key;
      const isQuestion = ({ ts, user, bot_id, text }: ReadMessage) =>
        Number(ts) < Number(streamTs) &&
        user !== botUserId &&
        bot_id === undefined &&
        (event.channel.startsWith("D") || text.includes(`<@${botUserId}>`));
      const asked = thread.findLast(isQuestion);
      if (asked === undefined && root?.user === botUserId && key !== undefined) return key.replace(/-0$/u, "");
      return questionId(channel, asked?.ts ?? event.thread_ts);
    }
  };

  async function readThread(
    { channel, thread_ts }: { readonly channel: string; readonly thread_ts: string },
    now: number,
  ): Promise<readonly ReadMessage[]> {
    const signal = AbortSignal.timeout(READ_WITHIN_MS);
    try {
      const place = { channelId: channel, threadTs: thread_ts };
      return await readMessages(api, place, { oldest: now - QUESTION_LIVES_MS, signal });
    } catch (error) {
      log.warn({ err: error, channel }, "A thread could not be read, so its first question is taken to be stopped");
      return [];
    }
  }
}
