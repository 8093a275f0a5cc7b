import type { MessageRef, Reply } from "../../core/chat.ts";
import type { Thread } from "./answer-stream.ts";
import type { OwnUser } from "./own-user.ts";
import { answerMetadata, questionMetadata } from "./post-options.ts";
import { questionId } from "./question-id.ts";
import { cannotTell, type ReadMessage, readMessages } from "./read-messages.ts";
import type { SlackApi } from "./slack-api.ts";
import { isStopWord } from "./stop-word.ts";
import type { Place } from "./thread-messages.ts";

/** What Slack's clock and ours may differ by. */
const CLOCK_SKEW_MS = 60_000;
/** Longer than any answer is worked on: a stream in the same thread may belong to a question that is this old. */
const QUESTION_LIVES_MS = 10 * 60_000;

export interface LostPost {
  readonly part: number;
  readonly previous?: MessageRef | undefined;
  /** When the first try to post it began, Unix ms. */
  readonly sentAt: number;
  readonly signal: AbortSignal;
}

/** Looks in Slack for messages of ours whose post has an unknown outcome. */
export function createPostedMessages({ api, ownUser }: { readonly api: SlackApi; readonly ownUser: OwnUser }) {
  return {
    /** The ts of the message that shows the question of `/ask`. */
    async findRoot(reply: Reply, { sentAt, signal }: Pick<LostPost, "sentAt" | "signal">) {
      const { channelId } = reply.target.channel;
      const own = await ownUser(signal);
      const messages = await readMessages(api, { channelId }, { oldest: sentAt - CLOCK_SKEW_MS, signal });
      return messages.find((message) => message.user === own && isMarked(message, questionMetadata(reply.id)))?.ts;
    },

    /** One part of what is never streamed, by its mark. */
    async findMarked(reply: Reply, place: Place, { part, sentAt, signal }: LostPost) {
      const own = await ownUser(signal);
      const messages = await readMessages(api, place, { oldest: sentAt - CLOCK_SKEW_MS, signal });
      return messages.find((message) => message.user === own && isMarked(message, answerMetadata(reply.id, part)));
    },

    /**
     * One part of an answer in its thread, by its mark. A stream is marked only when it ends, so one that was begun and
     * lost is known by what it lacks: it is the message of ours without a mark, behind the question. Throws when that
     * may as well be the answer to another question of the thread.
     */
    async findPart(
      reply: Reply,
      { channelId, threadTs }: Thread,
      { part, previous, sentAt, signal }: LostPost,
    ): Promise<{ readonly ts: string; readonly isStream: boolean } | undefined> {
      const own = await ownUser(signal);
      const messages = await readMessages(
        api,
        { channelId, threadTs },
        { oldest: sentAt - CLOCK_SKEW_MS - QUESTION_LIVES_MS, signal },
      );
      const ours = messages.filter(({ user }) => user === own);
      const marked = ours.find((message) => isMarked(message, answerMetadata(reply.id, part)));
      if (marked !== undefined) return { ts: marked.ts, isStream: false };

      const asked = reply.target.kind === "message" ? reply.target.messageId : threadTs;
      const after = Math.max(Number(previous?.messageId ?? asked), sentAt / 1_000 - CLOCK_SKEW_MS / 1_000);
      const stream = ours.findLast(({ ts, metadata }) => metadata === undefined && Number(ts) > after);
      if (stream === undefined) return undefined;
      const others = messages.filter((message) => message.ts !== asked && isOpenQuestion(message, messages));
      if (others.length > 0) throw cannotTell("another question of the thread is being answered, too");
      return { ts: stream.ts, isStream: true };

      function isOpenQuestion({ ts, user, bot_id, text }: ReadMessage, all: readonly ReadMessage[]): boolean {
        const isForUs = channelId.startsWith("D") || text.includes(`<@${own}>`);
        if (user === own || bot_id !== undefined || !isForUs || isStopWord(text)) return false;
        const key = `${questionId(reply.target.channel, ts)}-`;
        return !all.some(({ metadata }) => metadata?.event_payload.key?.startsWith(key));
      }
    },
  };
}

export type PostedMessages = ReturnType<typeof createPostedMessages>;

function isMarked(
  { metadata }: ReadMessage,
  mark: { readonly event_type: string; readonly event_payload: { readonly key: string } },
): boolean {
  return metadata?.event_type === mark.event_type && metadata.event_payload.key === mark.event_payload.key;
}
