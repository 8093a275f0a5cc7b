import { RESTJSONErrorCodes, RequestMethod, Routes } from "discord.js";
import type { MessageRef, OutgoingMessage, ReplyTarget, SendContext } from "../../core/chat.ts";
import type { Urgency } from "../../core/send-budget.ts";
import type { DiscordCall } from "./discord-call.ts";
import type { MessageBody } from "./message-body.ts";
import { nonceAfter } from "./message-nonce.ts";
import { discordCodeOf } from "./platform-error.ts";
import { channelBucket } from "./send-buckets.ts";
import { parseSentMessage, type SentMessage, toMessageRef } from "./sent-message.ts";

/** A change in a channel, with what it counts for. */
export type ChannelContext = Pick<SendContext, "signal" | "patience"> & {
  readonly workspaceId: string;
  readonly urgency: Urgency;
};

/** One message to be made, once. */
export interface Create {
  readonly channelId: string;
  readonly body: MessageBody;
  readonly nonce: string;
  /** The message it is a reply to. */
  readonly answered?: string | undefined;
}

export interface ChannelMessages {
  /** Repeated within minutes it finds what it has made before, and sees to it that it says the same. */
  create(create: Create, context: ChannelContext): Promise<MessageRef>;
  edit(ref: MessageRef, body: MessageBody, context: ChannelContext): Promise<MessageRef>;
}

/** Writes messages into channels and threads with the bot's own token. */
export function createChannelMessages(call: DiscordCall): ChannelMessages {
  /**
   * Replying needs the right to read the channel's history; without it the message still comes, without the reference.
   */
  async function create(wanted: Create, context: ChannelContext): Promise<MessageRef> {
    try {
      return await createOnce(wanted, context);
    } catch (error) {
      if (discordCodeOf(error) !== RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory) throw error;
      return createOnce({ ...wanted, answered: undefined }, context);
    }
  }

  async function createOnce(wanted: Create, context: ChannelContext): Promise<MessageRef> {
    const sent = await post(wanted, context);
    if (isSaidBy(sent, wanted.body)) return toMessageRef(sent);
    // The nonce was known: this is what an earlier attempt has posted, which may have said less.
    try {
      return await edit(toMessageRef(sent), wanted.body, context);
    } catch (error) {
      if (discordCodeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
      // It has been removed since; its nonce would lead to it again.
      return createOnce({ ...wanted, nonce: nonceAfter(sent.id) }, context);
    }
  }

  async function post(
    { channelId, body, nonce, answered }: Create,
    { workspaceId, urgency, ...context }: ChannelContext,
  ): Promise<SentMessage> {
    const reference =
      answered === undefined ? {} : { message_reference: { message_id: answered, fail_if_not_exists: false } };
    const route = Routes.channelMessages(channelId);
    const request = { ...body, ...reference, nonce, enforce_nonce: true };
    const bucket = channelBucket(workspaceId, channelId, "create");
    return parseSentMessage(
      await call({ method: RequestMethod.Post, route, body: request, repeatable: true, bucket, urgency }, context),
    );
  }

  async function edit(
    ref: MessageRef,
    body: MessageBody,
    { workspaceId, urgency, ...context }: ChannelContext,
  ): Promise<MessageRef> {
    const bucket = channelBucket(workspaceId, ref.channelId, "edit");
    const route = Routes.channelMessage(ref.channelId, ref.messageId);
    const request = { method: RequestMethod.Patch, route, body, repeatable: true, bucket, urgency } as const;
    return toMessageRef(parseSentMessage(await call(request, context)));
  }

  return { create, edit };
}

/** What stays is an end; what will change counts as `otherwise`. */
export function inChannelOf(
  { channel }: ReplyTarget,
  { state }: OutgoingMessage,
  { otherwise, ...context }: Pick<SendContext, "signal" | "patience"> & { readonly otherwise: Urgency },
): ChannelContext {
  // A placeholder can be left out, as growth can.
  const urgency = state === "final" ? "end" : state === "placeholder" ? "growth" : otherwise;
  return { ...context, workspaceId: channel.workspaceId, urgency };
}

function isSaidBy({ content, customIds }: SentMessage, body: MessageBody): boolean {
  const wanted = body.components.flatMap(({ components }) => components.map(({ custom_id: customId }) => customId));
  return content.trim() === body.content.trim() && customIds.join() === wanted.join();
}
