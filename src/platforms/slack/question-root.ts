import type { Reply, SendContext } from "../../core/chat.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { MAX_SECTION_LENGTH } from "./answer-blocks.ts";
import { escapeText } from "./escape-text.ts";
import type { PacedCalls } from "./paced-calls.ts";
import { slackErrorOf } from "./platform-error.ts";
import { questionMetadata, quietPost } from "./post-options.ts";
import type { PostedMessages } from "./posted-messages.ts";
import { postedTs } from "./slack-api.ts";

const REMEMBER_MS = 15 * 60_000;

interface Deps {
  readonly paced: PacedCalls;
  readonly posted: PostedMessages;
  readonly clock: { now(): number };
}

/** Answers to `/ask` need a message to hang under: the question itself, posted once per answer. */
export function createQuestionRoots({ paced, posted, clock }: Deps) {
  const roots = new Map<string, { readonly ts: string; readonly at: number }>();
  return {
    /** The root's ts, or undefined when the bot may not write in the channel. */
    async post(reply: Reply, context: Pick<SendContext, "signal" | "patience">): Promise<string | undefined> {
      // A retry after the answer's own post failed must not ask the question again.
      const known = roots.get(reply.id);
      if (known !== undefined) return known.ts;
      const ts = await postRoot(reply, context);
      if (ts !== undefined) remember(reply.id, ts);
      return ts;
    },
    /** The ts of a root that an earlier try posted, perhaps in another process; the next post then uses it. */
    async find(reply: Reply, context: { readonly sentAt: number; readonly signal: AbortSignal }) {
      const known = roots.get(reply.id);
      if (known !== undefined) return known.ts;
      const ts = await posted.findRoot(reply, context);
      if (ts !== undefined) remember(reply.id, ts);
      return ts;
    },
  };

  async function postRoot(
    reply: Reply,
    { signal, patience }: Pick<SendContext, "signal" | "patience">,
  ): Promise<string | undefined> {
    try {
      const posted = await paced.call("chat.postMessage", { reply, urgency: "post", signal, patience }, (client) =>
        client.chat.postMessage({
          channel: reply.target.channel.channelId,
          text: rootText(reply),
          metadata: questionMetadata(reply.id),
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
export function rootText({ asker, question, language = "en" }: Reply): string {
  const name = escapeText(asker.name ?? translate(say("slack.somebody"), language));
  const asked = (words: string) => translate(say("slack.asked", { name, question: words }), language);
  return asked(escapeAndShorten(question, MAX_SECTION_LENGTH - asked("").length));
}

function escapeAndShorten(question: string, maxLength: number): string {
  let text = "";
  for (const character of question) {
    const next = text + escapeText(character);
    if (next.length >= maxLength) return `${text}…`;
    text = next;
  }
  return text;
}
