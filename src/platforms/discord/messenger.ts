import { MessageFlags, RequestMethod, type RouteLike, Routes } from "discord.js";
import type { MessageRef, Messenger, ReplyTarget, SendContext } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { SendBudget } from "../../core/send-budget.ts";
import { createAnswerThreads, wantsThread } from "./answer-threads.ts";
import { createChannelHistory } from "./channel-history.ts";
import { createChannelMessages, inChannelOf } from "./channel-messages.ts";
import { createChannelPosts } from "./channel-posts.ts";
import { createDiscordCall, type DiscordCredentials } from "./discord-call.ts";
import { answeredBy, createFindPart } from "./find-part.ts";
import { createForumPosts } from "./forum-posts.ts";
import { discordLimits, type MessageBody, messageBody } from "./message-body.ts";
import { partNonce } from "./message-nonce.ts";
import { createMessageThreads } from "./message-threads.ts";
import { createPrivateReplies } from "./private-replies.ts";
import { parseSentMessage, toMessageRef } from "./sent-message.ts";
import { createTargetChannels } from "./target-channel.ts";

interface MessengerDeps {
  readonly log: Logger;
  readonly clock: { now(): number };
  /** Absent: nothing is held back. */
  readonly budget?: SendBudget | undefined;
}

type InteractionTarget = Extract<ReplyTarget, { readonly kind: "interaction" }>;
type Context = Pick<SendContext, "signal" | "patience">;

/** Posts and edits answers over Discord's REST interface; needs no gateway, so any worker can have one. */
export function createDiscordMessenger(
  { log, clock, budget }: MessengerDeps,
  credentials: DiscordCredentials,
): Messenger {
  const call = createDiscordCall(credentials, { budget });
  const tokenRoute = ({ token }: InteractionTarget) => Routes.webhook(credentials.applicationId, token);
  const messageRoute = ({ token }: InteractionTarget, messageId: string) =>
    Routes.webhookMessage(credentials.applicationId, token, messageId);

  const messages = createChannelMessages(call);
  const channels = createTargetChannels({ call, clock });
  const history = createChannelHistory(call);
  const forums = createForumPosts({ call, history, log });
  const threads = createMessageThreads(call);
  const inThread = createAnswerThreads({ threads, channels, log });
  const inPrivate = createPrivateReplies(call, credentials.applicationId);
  const unasked = createChannelPosts({ call, messages, threads, channels, forums, log });

  return {
    limits: discordLimits,

    async post(reply, message, { part, previous, insteadOf, ...context }) {
      const { id, target, language } = reply;
      if (target.kind === "channel")
        return unasked.post(reply, message, { target, part, previous, insteadOf, ...context });
      const body = messageBody(message, { answerId: id, part, language });
      const create = {
        channelId: previous?.channelId ?? homeOf(target),
        body,
        nonce: partNonce(id, { part, previous, insteadOf }),
        answered: answeredBy({ target }, { part, previous }),
      };
      const where = inChannelOf(target, message, { ...context, otherwise: "post" });
      const inChannel = () => messages.create(create, where);
      if (wantsThread(target) && previous === undefined) {
        // What stands in the thread cannot reply to what it hangs from.
        const post = (threadId: string | undefined) =>
          messages.create(
            threadId === undefined ? create : { ...create, channelId: threadId, answered: undefined },
            where,
          );
        return inThread(reply, target, { post, signal: context.signal });
      }
      if (target.kind === "message") return inChannel();
      return whileTokenLives(
        target,
        () => (part === 0 ? fillDeferred(target, body, context) : followUp(target, body, context)),
        inChannel,
      );
    },

    async edit(reply, ref, message, { part, ...context }) {
      const { id, target, language } = reply;
      if (target.kind === "channel") return unasked.edit(reply, ref, { message, target, part, ...context });
      const body = messageBody(message, { answerId: id, part, language });
      const where = inChannelOf(target, message, { ...context, otherwise: "growth" });
      const inChannel = () => threads.changeIn(ref.channelId, () => messages.edit(ref, body, where), context);
      if (target.kind === "message") return inChannel();
      const route = messageRoute(target, ref.messageId);
      return whileTokenLives(
        target,
        async () =>
          toRef(await call({ method: RequestMethod.Patch, route, body, auth: false, repeatable: true }, context)),
        inChannel,
      );
    },

    find: createFindPart({ call, clock, history, channels, forums }, credentials.applicationId),

    async indicate({ target }, _stage, { signal }) {
      // A deferred command already shows "thinking…", and nobody waits for what nobody asked for.
      if (target.kind !== "message") return;
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
        if (target.kind !== "interaction") return await inChannel();
        const route = messageRoute(target, ref.messageId);
        await whileTokenLives(target, () => removeBy(route, { auth: false, signal }), inChannel);
      } catch (error) {
        if (!(error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND")) throw error;
      }
    },

    locate: channels.locate,
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

  /**
   * The first follow-up after a defer ignores its flags, so the deferred message itself is edited, unless everybody sees it
   * and the answer is private.
   */
  async function fillDeferred(target: InteractionTarget, body: MessageBody, context: Context): Promise<MessageRef> {
    if (target.visibility === "asker" && (await inPrivate.leave(target, context)))
      return followUp(target, body, context);
    const route = messageRoute(target, "@original");
    return toRef(await call({ method: RequestMethod.Patch, route, body, auth: false, repeatable: true }, context));
  }

  /** Follow-ups take no nonce, so one that may have been made is not tried again by itself. */
  async function followUp(target: InteractionTarget, body: MessageBody, context: Context): Promise<MessageRef> {
    const flags = body.flags | (target.visibility === "asker" ? MessageFlags.Ephemeral : 0);
    const request = { method: RequestMethod.Post, route: tokenRoute(target), auth: false, repeatable: false } as const;
    return toRef(await call({ ...request, body: { ...body, flags } }, context));
  }

  async function removeBy(route: RouteLike, { auth, signal }: Context & { readonly auth: boolean }): Promise<void> {
    await call({ method: RequestMethod.Delete, route, auth, repeatable: true }, { signal });
  }
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

function toRef(json: unknown): MessageRef {
  return toMessageRef(parseSentMessage(json));
}
