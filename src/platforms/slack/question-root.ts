import type { Reply } from "../../core/chat.ts";
import { escapeText } from "./escape-text.ts";
import { slackErrorOf } from "./platform-error.ts";
import { answerMetadata, quietPost } from "./post-options.ts";
import { postedTs, type SlackApi } from "./slack-api.ts";

/** With its frame and every character escaped to five, this stays under Slack's 40,000 and readable. */
const MAX_QUESTION_LENGTH = 3_000;
const REMEMBER_MS = 15 * 60_000;

/** Answers to `/ask` need a message to hang under: the question itself, posted once per answer. */
export function createQuestionRoots({ api, clock }: { readonly api: SlackApi; readonly clock: { now(): number } }) {
  const roots = new Map<string, { readonly ts: string; readonly at: number }>();
  return {
    /** The root's ts, or undefined when the bot may not write in the channel. */
    async post(reply: Reply, signal: AbortSignal): Promise<string | undefined> {
      // A retry after the answer's own post failed must not ask the question again.
      const known = roots.get(reply.id);
      if (known !== undefined) return known.ts;
      const ts = await postRoot(reply, signal);
      if (ts !== undefined) remember(reply.id, ts);
      return ts;
    },
  };

  async function postRoot(reply: Reply, signal: AbortSignal): Promise<string | undefined> {
    try {
      const posted = await api.call("chat.postMessage", signal, (client) =>
        client.chat.postMessage({
          channel: reply.target.channel.channelId,
          text: rootText(reply),
          metadata: { ...answerMetadata(reply.id, 0), event_type: "footnote_question" },
          ...quietPost,
        }),
      );
      return postedTs("chat.postMessage", posted);
    } catch (error) {
      if (!CANNOT_POST_HERE.has(slackErrorOf(error) ?? "")) throw error;
      return undefined;
    }
  }

  function remember(replyId: string, ts: string): void {
    const now = clock.now();
    for (const [id, { at }] of roots) {
      if (now - at < REMEMBER_MS) break;
      roots.delete(id);
    }
    roots.set(replyId, { ts, at: now });
  }
}

/** A private channel the bot is not in does not even exist for it. */
const CANNOT_POST_HERE = new Set(["not_in_channel", "channel_not_found"]);

/** The question as everybody sees it. The asker by name: a mention would notify them of their own question. */
export function rootText({ asker, question }: Reply): string {
  return `*${escapeText(asker.name ?? "Somebody")}* asked: ${escapeText(shorten(question))}`;
}

function shorten(question: string): string {
  const characters = [...question];
  return characters.length <= MAX_QUESTION_LENGTH
    ? question
    : `${characters.slice(0, MAX_QUESTION_LENGTH - 1).join("")}…`;
}
