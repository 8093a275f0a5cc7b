import type { MessageRef, OutgoingMessage, Reply, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import { slackErrorOf } from "./platform-error.ts";
import { rootText } from "./question-root.ts";
import { postToResponseUrl } from "./response-url.ts";
import type { SlackApi } from "./slack-api.ts";

export type InteractionTarget = Extract<ReplyTarget, { readonly kind: "interaction" }>;

/** One URL takes five posts. https://docs.slack.dev/interactivity/handling-user-interaction */
const MAX_POSTS = 5;

/** Not a ts, so that these never look like a message that can be edited: what went this way has no id. */
const HELD = "held";
const SENT = "sent";

interface Deps {
  readonly api: SlackApi;
  readonly clock: { now(): number };
  toText(markdown: string): string;
}

interface Context {
  readonly target: InteractionTarget;
  readonly part: number;
  readonly signal: AbortSignal;
}

/**
 * Answers through a command's `response_url`: privately, or in a channel the bot is not in. Nothing posted there can
 * be edited, so a growing part is held back and posted once, when it is whole.
 */
export function createResponsePosts({ api, clock, toText }: Deps) {
  async function post(reply: Reply, message: OutgoingMessage, context: Context): Promise<MessageRef> {
    if (message.state === "partial") return refOf(context, HELD);
    const isPrivate = context.target.visibility === "asker";
    const answer = toText(message.markdown);
    // Nothing else shows everybody what was asked.
    const text = isPrivate || context.part > 0 ? answer : `${rootText(reply)}\n\n${answer}`;
    const isUsable = context.part < MAX_POSTS && clock.now() < context.target.expiresAt;
    const isPosted = isUsable && (await respond(text, context)) === "posted";
    if (!isPosted && !isPrivate) throw expired();
    if (!isPosted) await postEphemeral(reply, text, context);
    return refOf(context, SENT);
  }

  async function postEphemeral(reply: Reply, text: string, { target, signal }: Context): Promise<void> {
    try {
      await api.call("chat.postEphemeral", signal, (client) =>
        client.chat.postEphemeral({
          channel: target.channel.channelId,
          user: reply.asker.id,
          text,
          parse: "none",
          link_names: false,
        }),
      );
    } catch (error) {
      if (slackErrorOf(error) === undefined) throw error;
      throw expired(error);
    }
  }

  return {
    post,
    /** Posts a held part once it is whole; one already sent stays as it is. */
    edit: async (reply: Reply, ref: MessageRef, edition: OutgoingMessage & Context): Promise<MessageRef> =>
      ref.messageId.startsWith(HELD) ? post(reply, edition, edition) : ref,
  };
}

export function isResponseRef({ messageId }: MessageRef): boolean {
  return messageId.startsWith(HELD) || messageId.startsWith(SENT);
}

function respond(text: string, { target, signal }: Context): Promise<"posted" | "expired"> {
  const type = target.visibility === "asker" ? "ephemeral" : "in_channel";
  return postToResponseUrl(target.token, { type, text }, signal);
}

function expired(cause?: unknown): PlatformError {
  return new PlatformError("The response_url is used up or older than 30 min, and the bot is not in the channel", {
    code: "REPLY_EXPIRED",
    cause,
  });
}

function refOf({ target, part }: Context, state: typeof HELD | typeof SENT): MessageRef {
  return { platform: "slack", channelId: target.channel.channelId, messageId: `${state}-${part}` };
}
