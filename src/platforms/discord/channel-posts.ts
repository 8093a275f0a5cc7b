import type { MessageRef, Messenger, OutgoingMessage, Reply, ReplyTarget, SendContext } from "../../core/chat.ts";
import type { Logger } from "../../core/logger.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { type ChannelMessages, type Create, inChannelOf } from "./channel-messages.ts";
import { createCrosspost } from "./crosspost.ts";
import type { DiscordCall } from "./discord-call.ts";
import type { createForumPosts } from "./forum-posts.ts";
import { type MessageBody, messageBody } from "./message-body.ts";
import { partNonce } from "./message-nonce.ts";
import { isRefusal, type MessageThreads } from "./message-threads.ts";
import type { TargetChannel, TargetChannels } from "./target-channel.ts";
import { threadName } from "./thread-name.ts";

type ChannelTarget = Extract<ReplyTarget, { readonly kind: "channel" }>;
type PostContext = Parameters<Messenger["post"]>[2];

interface Deps {
  readonly call: DiscordCall;
  readonly messages: ChannelMessages;
  readonly threads: MessageThreads;
  readonly channels: TargetChannels;
  readonly forums: ReturnType<typeof createForumPosts>;
  readonly log: Logger;
}

/** Posts what nobody asked for: into the channel, a thread of it, or a forum. */
export function createChannelPosts({ call, messages, threads, channels, forums, log }: Deps) {
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
    const edited = await threads.changeIn(ref.channelId, change, { signal });
    if (!target.isCrossposted) return edited;
    const channel = await channels.read(target.channel.channelId, { signal });
    await publish(edited, message, { target, channel, signal });
    return edited;
  }

  /** The first part stands in the channel itself; the others follow it there, or in its thread. */
  async function place(
    { id, language = "en" }: Reply,
    body: MessageBody,
    {
      target,
      channel,
      message,
      part,
      previous,
      insteadOf,
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
      messages.create({ ...where, body, nonce: partNonce(id, { part, previous, insteadOf }) }, inChannel);
    if (previous === undefined) {
      return channel.kind === "forum"
        ? createInForum({ target, language }, body, { channel, signal })
        : create({ channelId: home });
    }
    if (beginsThread(target, { part, previous }) && channel.kind !== "other") {
      try {
        const name = threadName(target.title, translate(say("discord.thread.digest"), language));
        return await create({ channelId: await threads.open(previous, name, { signal }) });
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
    reply: Pick<Reply, "language"> & { readonly target: ChannelTarget },
    body: MessageBody,
    { channel, signal }: { readonly channel: TargetChannel; readonly signal: AbortSignal },
  ): Promise<MessageRef> {
    try {
      return await forums.create(reply, body, { forum: channel, signal });
    } catch (error) {
      // Its tags may have changed since they were read.
      channels.forget(reply.target.channel.channelId);
      throw error;
    }
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

function bodyOf({ id, language }: Reply, message: OutgoingMessage, part: number): MessageBody {
  // The first part is found by its buttons: it replies to nothing.
  return messageBody({ ...message, isMarked: part === 0 }, { answerId: id, part, language });
}
