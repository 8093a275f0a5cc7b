import type { MessageRef, OutgoingMessage, Reply, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import { controlBlocks, feedbackBlocks, sectionOf, textBlocks } from "./answer-blocks.ts";
import { PRESS } from "./parse-control-press.ts";
import { slackErrorOf } from "./platform-error.ts";
import { rootText } from "./question-root.ts";
import { postToResponseUrl, type UrlResponse } from "./response-url.ts";
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

/** `replaces`: it takes the place of the message whose button was pressed. */
interface PostContext extends Context {
  readonly replaces?: boolean;
}

/**
 * Answers through a command's `response_url`: privately, or in a channel the bot is not in. Nothing posted there can
 * be edited, so a growing part is held back and posted once, when it is whole.
 */
export function createResponsePosts({ api, clock, toText }: Deps) {
  async function post(reply: Reply, message: OutgoingMessage, context: PostContext): Promise<MessageRef> {
    if (message.state !== "final") return refOf(context, HELD);
    const isPrivate = context.target.visibility === "asker";
    const content = contentOf(reply, message, { hasQuestion: !isPrivate && context.part === 0 });
    const isUsable = context.part < MAX_POSTS && clock.now() < context.target.expiresAt;
    const isPosted = isUsable && (await respond(content, context)) === "posted";
    if (!isPosted && !isPrivate) throw expired();
    if (!isPosted) await postEphemeral(reply, content, context);
    return refOf(context, SENT);
  }

  /** Nothing else shows everybody what was asked. */
  function contentOf(reply: Reply, message: OutgoingMessage, { hasQuestion }: { hasQuestion: boolean }): Content {
    const answer = toText(message.markdown);
    const question = hasQuestion ? rootText(reply) : undefined;
    const text = question === undefined ? answer : `${question}\n\n${answer}`;
    const buttons = [...feedbackBlocks(reply.id, message.feedback), ...controlBlocks(reply.id, message.controls)];
    if (buttons.length === 0) return { text };
    const frame = question === undefined ? [] : [sectionOf(question)];
    return { text, blocks: [...frame, ...textBlocks(message.markdown, toText), ...buttons] };
  }

  async function postEphemeral(reply: Reply, content: Content, { target, signal }: Context): Promise<void> {
    try {
      await api.call("chat.postEphemeral", signal, (client) =>
        client.chat.postEphemeral({
          channel: target.channel.channelId,
          user: reply.asker.id,
          text: content.text,
          ...(content.blocks === undefined ? {} : { blocks: [...content.blocks] }),
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
    /**
     * Posts a held part once it is whole; one already sent stays as it is. Only a button that was pressed under it
     * brings a URL that can replace it, and only it: the first part of a new answer takes its place.
     */
    async edit(reply: Reply, ref: MessageRef, edition: OutgoingMessage & Context): Promise<MessageRef> {
      if (ref.messageId.startsWith(HELD))
        return post(reply, edition, { ...edition, replaces: isPressed(edition.target) });
      const isNew = isPressed(edition.target) && ref.messageId !== refOf(edition, SENT).messageId;
      return isNew ? post(reply, edition, { ...edition, replaces: true }) : ref;
    },
  };
}

/** Whether the URL belongs to a message whose button was pressed, rather than to a command. */
function isPressed({ interactionId }: InteractionTarget): boolean {
  return interactionId.startsWith(PRESS);
}

type Content = Pick<UrlResponse, "text" | "blocks">;

export function isResponseRef({ messageId }: MessageRef): boolean {
  return messageId.startsWith(HELD) || messageId.startsWith(SENT);
}

function respond(
  content: Content,
  { target, part, replaces = false, signal }: PostContext,
): Promise<"posted" | "expired"> {
  const type = target.visibility === "asker" ? "ephemeral" : "in_channel";
  return postToResponseUrl(target.token, { ...content, type, replaces: replaces && part === 0 }, signal);
}

function expired(cause?: unknown): PlatformError {
  return new PlatformError("The response_url is used up or older than 30 min, and the bot is not in the channel", {
    code: "REPLY_EXPIRED",
    cause,
  });
}

/** With the press that it answers: what an earlier press or the command sent is not what this one has to say. */
function refOf({ target, part }: Context, state: typeof HELD | typeof SENT): MessageRef {
  const press = isPressed(target) ? `-${target.interactionId}` : "";
  return { platform: "slack", channelId: target.channel.channelId, messageId: `${state}-${part}${press}` };
}
