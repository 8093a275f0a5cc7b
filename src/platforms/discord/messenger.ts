import { MessageFlags, RESTJSONErrorCodes, RequestMethod, type RouteLike, Routes } from "discord.js";
import type { MessageRef, Messenger, OutgoingMessage, ReplyTarget, SendContext } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { SendBudget, Urgency } from "../../core/send-budget.ts";
import { createDiscordCall, type DiscordCredentials } from "./discord-call.ts";
import { answeredBy, createFindPart } from "./find-part.ts";
import { discordLimits, messageBody } from "./message-body.ts";
import { messageNonce } from "./message-nonce.ts";
import { discordCodeOf } from "./platform-error.ts";
import { channelBucket } from "./send-buckets.ts";
import { parseSentMessage, type SentMessage, toMessageRef } from "./sent-message.ts";

interface MessengerDeps {
  readonly log: Logger;
  readonly clock: { now(): number };
  /** Absent: nothing is held back. */
  readonly budget?: SendBudget | undefined;
}

type InteractionTarget = Extract<ReplyTarget, { readonly kind: "interaction" }>;
type Context = Pick<SendContext, "signal" | "patience">;
/** A change in a channel, with what it counts for. */
type ChannelContext = Context & { readonly workspaceId: string; readonly urgency: Urgency };

type MessageBody = ReturnType<typeof messageBody>;

interface Create {
  readonly channelId: string;
  readonly body: MessageBody;
  readonly nonce: string;
  /** The message it is a reply to. */
  readonly answered?: string | undefined;
}

/** Posts and edits answers over Discord's REST interface; needs no gateway, so any worker can have one. */
export function createDiscordMessenger(
  { log, clock, budget }: MessengerDeps,
  credentials: DiscordCredentials,
): Messenger {
  const call = createDiscordCall(credentials, { budget });
  const tokenRoute = ({ token }: InteractionTarget) => Routes.webhook(credentials.applicationId, token);
  const messageRoute = ({ token }: InteractionTarget, messageId: string) =>
    Routes.webhookMessage(credentials.applicationId, token, messageId);

  return {
    limits: discordLimits,

    async post({ id, target }, message, { part, previous, ...context }) {
      const body = messageBody(message, { answerId: id, part });
      const create = {
        channelId: previous?.channelId ?? homeOf(target),
        body,
        // With the part before: behind another message it is not the one that stood behind a deleted one.
        nonce: messageNonce(`${id}-${part}${previous === undefined ? "" : `-${previous.messageId}`}`),
        answered: answeredBy({ target }, { part, previous }),
      };
      const inChannel = () => answerInChannel(create, inChannelOf(target, message, { ...context, otherwise: "post" }));
      if (target.kind === "message") return inChannel();
      return whileTokenLives(
        target,
        () => (part === 0 ? fillDeferred(target, body, context) : followUp(target, body, context)),
        inChannel,
      );
    },

    async edit({ id, target }, ref, message, { part, ...context }) {
      const body = messageBody(message, { answerId: id, part });
      const inChannel = () =>
        editInChannel(ref, body, inChannelOf(target, message, { ...context, otherwise: "growth" }));
      if (target.kind === "message") return inChannel();
      const route = messageRoute(target, ref.messageId);
      return whileTokenLives(
        target,
        async () =>
          toRef(await call({ method: RequestMethod.Patch, route, body, auth: false, repeatable: true }, context)),
        inChannel,
      );
    },

    find: createFindPart({ call, clock }, credentials.applicationId),

    async indicate({ target }, _stage, { signal }) {
      // A deferred command already shows "thinking…".
      if (target.kind === "interaction") return;
      const route = Routes.channelTyping(homeOf(target));
      try {
        await call({ method: RequestMethod.Post, route, repeatable: true, urgency: "growth" }, { signal });
      } catch (error) {
        log.debug({ err: error }, "typing could not be shown on Discord");
      }
    },

    async remove({ target }, ref, { signal }) {
      const inChannel = () => removeBy(Routes.channelMessage(ref.channelId, ref.messageId), { auth: true, signal });
      try {
        if (target.kind === "message") return await inChannel();
        const route = messageRoute(target, ref.messageId);
        await whileTokenLives(target, () => removeBy(route, { auth: false, signal }), inChannel);
      } catch (error) {
        if (!(error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND")) throw error;
      }
    },
  };

  /**
   * Answers through the interaction's token while it is good for 15 minutes. After that a public answer goes to the
   * channel with the bot's own token; a private one has nowhere to go.
   */
  async function whileTokenLives<Value>(
    target: InteractionTarget,
    byToken: () => Promise<Value>,
    inChannel: () => Promise<Value>,
  ): Promise<Value> {
    let cause: unknown;
    if (clock.now() < target.expiresAt) {
      try {
        return await byToken();
      } catch (error) {
        if (!isGone(error, target)) throw error;
        cause = error;
      }
    }
    if (target.visibility === "public") return inChannel();
    throw new PlatformError("The interaction's token has expired and its answer is private", {
      code: "REPLY_EXPIRED",
      cause,
    });
  }

  /** The first follow-up after a defer ignores its flags, so the deferred message itself is edited. */
  async function fillDeferred(target: InteractionTarget, body: MessageBody, context: Context): Promise<MessageRef> {
    const route = messageRoute(target, "@original");
    return toRef(await call({ method: RequestMethod.Patch, route, body, auth: false, repeatable: true }, context));
  }

  /** Follow-ups take no nonce, so one that may have been made is not tried again by itself. */
  async function followUp(target: InteractionTarget, body: MessageBody, context: Context): Promise<MessageRef> {
    const flags = body.flags | (target.visibility === "asker" ? MessageFlags.Ephemeral : 0);
    const request = { method: RequestMethod.Post, route: tokenRoute(target), auth: false, repeatable: false } as const;
    return toRef(await call({ ...request, body: { ...body, flags } }, context));
  }

  /**
   * Each part is a reply, to the question or to the part before: that is how it is found again. Replying needs the right
   * to read the channel's history; without it the answer still comes, without the reference.
   */
  async function answerInChannel(create: Create, context: ChannelContext): Promise<MessageRef> {
    try {
      return await createOnce(create, context);
    } catch (error) {
      if (discordCodeOf(error) !== RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory) throw error;
      return createOnce({ ...create, answered: undefined }, context);
    }
  }

  async function createOnce(create: Create, context: ChannelContext): Promise<MessageRef> {
    const sent = await createInChannel(create, context);
    if (isSaidBy(sent, create.body)) return toMessageRef(sent);
    // The nonce was known: this is what an earlier attempt has posted, which may have said less.
    try {
      return await editInChannel(toMessageRef(sent), create.body, context);
    } catch (error) {
      if (discordCodeOf(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
      // It has been removed since; its nonce would lead to it again.
      return createOnce({ ...create, nonce: messageNonce(`after ${sent.id}`) }, context);
    }
  }

  async function createInChannel(
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

  async function editInChannel(
    ref: MessageRef,
    body: MessageBody,
    { workspaceId, urgency, ...context }: ChannelContext,
  ): Promise<MessageRef> {
    const bucket = channelBucket(workspaceId, ref.channelId, "edit");
    const route = Routes.channelMessage(ref.channelId, ref.messageId);
    return toRef(await call({ method: RequestMethod.Patch, route, body, repeatable: true, bucket, urgency }, context));
  }

  async function removeBy(route: RouteLike, { auth, signal }: Context & { readonly auth: boolean }): Promise<void> {
    await call({ method: RequestMethod.Delete, route, auth, repeatable: true }, { signal });
  }
}

function inChannelOf(
  { channel }: ReplyTarget,
  { state }: OutgoingMessage,
  { otherwise, ...context }: Context & { readonly otherwise: Urgency },
): ChannelContext {
  // A placeholder can be left out, as growth can.
  const urgency = state === "final" ? "end" : state === "placeholder" ? "growth" : otherwise;
  return { ...context, workspaceId: channel.workspaceId, urgency };
}

/** Where people asked: the thread, or the channel itself. */
function homeOf(target: ReplyTarget): string {
  return target.threadId ?? target.channel.channelId;
}

/** A public answer moves to the channel even when somebody removed "thinking…"; a private one cannot. */
function isGone(error: unknown, { visibility }: InteractionTarget): boolean {
  if (!(error instanceof PlatformError)) return false;
  return error.code === "REPLY_EXPIRED" || (error.code === "PLATFORM_NOT_FOUND" && visibility === "public");
}

function isSaidBy({ content, customIds }: SentMessage, body: MessageBody): boolean {
  const wanted = body.components.flatMap(({ components }) => components.map(({ custom_id: customId }) => customId));
  return content.trim() === body.content.trim() && customIds.join() === wanted.join();
}

function toRef(json: unknown): MessageRef {
  return toMessageRef(parseSentMessage(json));
}
