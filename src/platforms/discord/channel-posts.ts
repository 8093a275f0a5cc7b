import { RESTJSONErrorCodes, RequestMethod, Routes } from "discord.js";
import type { MessageRef, Messenger, OutgoingMessage, Reply, ReplyTarget, SendContext } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { type ChannelMessages, type Create, inChannelOf } from "./channel-messages.ts";
import { createCrosspost } from "./crosspost.ts";
import type { DiscordCall } from "./discord-call.ts";
import type { createForumPosts } from "./forum-posts.ts";
import { type MessageBody, messageBody } from "./message-body.ts";
import { messageNonce } from "./message-nonce.ts";
import { discordCodeOf } from "./platform-error.ts";
import type { TargetChannel, TargetChannels } from "./target-channel.ts";
import { threadName } from "./thread-name.ts";

type ChannelTarget = Extract<ReplyTarget, { readonly kind: "channel" }>;
type PostContext = Parameters<Messenger["post"]>[2];

interface Deps {
  readonly call: DiscordCall;
  readonly messages: ChannelMessages;
  readonly channels: TargetChannels;
  readonly forums: ReturnType<typeof createForumPosts>;
  readonly log: Logger;
}

/** Posts what nobody asked for: into the channel, a thread of it, or a forum. */
export function createChannelPosts({ call, messages, channels, forums, log }: Deps) {
  const crosspost = createCrosspost({ call, log });

  async function post(
    reply: Reply,
    message: OutgoingMessage,
    { target, ...context }: PostContext & { readonly target: ChannelTarget },
  ): Promise<MessageRef> {
    const channel = await channels.read(target.channel.channelId, context);
    const body = bodyOf(reply, message, context.part);
    const ref = await place(reply, body, { target, channel, message, ...context });
    await publish(ref, message, { target, channel, signal: context.signal });
    return ref;
  }

  async function edit(
    reply: Reply,
    ref: MessageRef,
    {
      message,
      target,
      part,
      ...context
    }: SendContext & {
      readonly message: OutgoingMessage;
      readonly target: ChannelTarget;
    },
  ): Promise<MessageRef> {
    const { signal } = context;
    const body = bodyOf(reply, message, part);
    const change = () => messages.edit(ref, body, inChannelOf(target, message, { ...context, otherwise: "growth" }));
    const edited = await change().catch(async (error: unknown) => {
      if (discordCodeOf(error) !== RESTJSONErrorCodes.InvalidActionOnArchivedThread) throw error;
      await reopen(ref.channelId, { signal });
      return change();
    });
    if (!target.isCrossposted) return edited;
    const channel = await channels.read(target.channel.channelId, { signal });
    await publish(edited, message, { target, channel, signal });
    return edited;
  }

  /** The first part stands in the channel itself; the others follow it there, or in its thread. */
  async function place(
    { id }: Reply,
    body: MessageBody,
    {
      target,
      channel,
      message,
      part,
      previous,
      ...context
    }: PostContext & {
      readonly target: ChannelTarget;
      readonly channel: TargetChannel;
      readonly message: OutgoingMessage;
    },
  ): Promise<MessageRef> {
    const { signal } = context;
    const home = target.channel.channelId;
    const inChannel = inChannelOf(target, message, { ...context, otherwise: "post" });
    const create = (where: Omit<Create, "body" | "nonce">) =>
      messages.create({ ...where, body, nonce: messageNonce(`${id}-${part}`) }, inChannel);
    if (previous === undefined) {
      return channel.kind === "forum" ? createInForum(target, body, { channel, signal }) : create({ channelId: home });
    }
    if (beginsThread(target, { part, previous }) && channel.kind !== "other") {
      try {
        return await create({ channelId: await openThread(target, previous, { signal }) });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.warn(
          { err: error, code: error.code, channel: home },
          "no thread can be used here; the post stays together",
        );
      }
    }
    return create({ channelId: previous.channelId, answered: previous.messageId });
  }

  async function createInForum(
    target: ChannelTarget,
    body: MessageBody,
    { channel, signal }: { readonly channel: TargetChannel; readonly signal: AbortSignal },
  ): Promise<MessageRef> {
    try {
      return await forums.create(target, body, { forum: channel, signal });
    } catch (error) {
      // Its tags may have changed since they were read.
      channels.forget(target.channel.channelId);
      throw error;
    }
  }

  /** The thread of a message has the message's own id, and there is never more than one. */
  async function openThread(
    { title }: ChannelTarget,
    { channelId, messageId }: MessageRef,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<string> {
    const route = Routes.threads(channelId, messageId);
    try {
      await call(
        { method: RequestMethod.Post, route, body: { name: threadName(title) }, repeatable: true },
        { signal },
      );
    } catch (error) {
      if (discordCodeOf(error) !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw error;
    }
    return messageId;
  }

  /** A thread that nobody writes in is closed after an hour at the earliest; writing opens it, editing does not. */
  async function reopen(threadId: string, { signal }: { readonly signal: AbortSignal }): Promise<void> {
    const route = Routes.channel(threadId);
    await call({ method: RequestMethod.Patch, route, body: { archived: false }, repeatable: true }, { signal });
  }

  /** Messages of a thread cannot be published. */
  async function publish(
    ref: MessageRef,
    { state }: OutgoingMessage,
    context: { readonly target: ChannelTarget; readonly channel: TargetChannel; readonly signal: AbortSignal },
  ): Promise<void> {
    const { target, channel, signal } = context;
    const isPublishable = channel.kind === "announcement" && ref.channelId === target.channel.channelId;
    if (target.isCrossposted && isPublishable && state === "final") await crosspost(ref, { signal });
  }

  return { post, edit };
}

/** Whether a part is the first that goes into the thread of the one before it. */
export function beginsThread(
  target: ChannelTarget,
  { part, previous }: { readonly part: number; readonly previous?: MessageRef | undefined },
): boolean {
  return part === 1 && target.layout === "thread" && previous?.channelId === target.channel.channelId;
}

function bodyOf({ id }: Reply, message: OutgoingMessage, part: number): MessageBody {
  // The first part is found by its buttons: it replies to nothing.
  return messageBody({ ...message, isMarked: part === 0 }, { answerId: id, part });
}

/** Threads may be forbidden, used up (160006) or impossible here. */
function isRefusal(error: unknown): error is PlatformError {
  return error instanceof PlatformError && (error.code === "PLATFORM_FORBIDDEN" || error.code === "PLATFORM_REJECTED");
}
