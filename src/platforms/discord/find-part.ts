import { setTimeout as delay } from "node:timers/promises";
import { RequestMethod, Routes } from "discord.js";
import type { MessageRef, Messenger, Reply, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import { marks } from "./answer-buttons.ts";
import { wantsThread } from "./answer-threads.ts";
import { type ChannelHistory, cannotBeTold, idBefore } from "./channel-history.ts";
import { beginsThread } from "./channel-posts.ts";
import type { DiscordCall } from "./discord-call.ts";
import type { createForumPosts } from "./forum-posts.ts";
import { toPlatformError } from "./platform-error.ts";
import { parseSentMessage, type SentMessage, toMessageRef } from "./sent-message.ts";
import type { TargetChannels } from "./target-channel.ts";

interface FindPartDeps {
  readonly call: DiscordCall;
  readonly clock: { now(): number };
  readonly history: ChannelHistory;
  readonly channels: TargetChannels;
  readonly forums: ReturnType<typeof createForumPosts>;
}

type ChannelTarget = Extract<ReplyTarget, { readonly kind: "channel" }>;
type MessageTarget = Extract<ReplyTarget, { readonly kind: "message" }>;
type InteractionTarget = Extract<ReplyTarget, { readonly kind: "interaction" }>;
type FindContext = Parameters<Messenger["find"]>[1];

/** What takes no nonce must not be called absent, and posted once more, while Discord is still taking it. */
const ARRIVES_WITHIN_MS = 1_000;

/**
 * Looks up what became of a post. A part of an answer is recognised by what Discord itself keeps of it: the message it
 * replies to, the interaction it belongs to, or the id of its buttons. A nonce is lost once it has been sent, and is
 * of no use here. A public part can be told from its absence wherever the bot may read the history; a private one only
 * while the interaction's token lives, and only its first part, since nobody can list private messages.
 */
export function createFindPart(
  { call, clock, history, channels, forums }: FindPartDeps,
  applicationId: string,
): Messenger["find"] {
  return async (reply, context) => {
    const { target } = reply;
    if (target.kind === "message") return findAnswer(reply, { target, ...context });
    if (target.kind === "channel") return findUnasked(reply, { target, ...context });
    if (context.part === 0) {
      const original = await readOriginal(target, context);
      // A private answer comes only when what everybody sees is gone.
      const isStillOpen =
        original?.isLoading === true || (target.visibility === "asker" && original?.isPrivate === false);
      if (original !== undefined) return isStillOpen ? undefined : toMessageRef(original);
    }
    if (target.visibility === "asker") throw cannotBeTold("it is private, and nobody can list private messages");
    const find = () => findInChannel(reply, context);
    return context.part === 0 ? find() : findTwice(find, context);
  };

  /** Looks again when what takes no nonce may not have arrived yet. */
  async function findTwice(
    find: () => Promise<MessageRef | undefined>,
    { sentAt, signal }: FindContext,
  ): Promise<MessageRef | undefined> {
    const waitMs = sentAt + ARRIVES_WITHIN_MS - clock.now();
    const found = await find();
    if (found !== undefined || waitMs <= 0) return found;
    await pause(Math.min(waitMs, ARRIVES_WITHIN_MS), { signal });
    return find();
  }

  /** In the thread of the question, where it may have been put; it may as well have come to stand in the channel. */
  async function findAnswer(
    reply: Reply,
    { target, ...context }: FindContext & { readonly target: MessageTarget },
  ): Promise<MessageRef | undefined> {
    const isInThread = wantsThread(target) && context.previous === undefined;
    const inThread = isInThread ? await findInThread(reply, { threadId: target.messageId, ...context }) : undefined;
    return inThread ?? findInChannel(reply, context);
  }

  async function findUnasked(
    reply: Reply,
    { target, ...context }: FindContext & { readonly target: ChannelTarget },
  ): Promise<MessageRef | undefined> {
    const { previous } = context;
    if (previous === undefined) {
      const { kind } = await channels.read(target.channel.channelId, context);
      return kind === "forum" ? findTwice(() => forums.find(reply, context), context) : findInChannel(reply, context);
    }
    const inThread = beginsThread(target, context)
      ? await findInThread(reply, { threadId: previous.messageId, ...context })
      : undefined;
    return inThread ?? findInChannel(reply, context);
  }

  /** It replies to nothing; but whatever else the bot says in a thread is a reply, or has buttons of its own. */
  async function findInThread(
    reply: Reply,
    { threadId, ...context }: FindContext & { readonly threadId: string },
  ): Promise<MessageRef | undefined> {
    try {
      for await (const message of history.ownSince({ channelId: threadId, after: threadId }, context)) {
        const isFirst = isUnmarked(message) || marks(message, { answerId: reply.id, part: context.part });
        if (isFirst) return toMessageRef(message);
      }
    } catch (error) {
      // There is no such thread.
      if (!(error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND")) throw error;
    }
    return undefined;
  }

  /** The answer to the interaction itself. Undefined when it cannot be read any more, and a public one is elsewhere. */
  async function readOriginal(
    target: InteractionTarget,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<SentMessage | undefined> {
    if (clock.now() >= target.expiresAt) return undefined;
    const route = Routes.webhookMessage(applicationId, target.token, "@original");
    try {
      return parseSentMessage(
        await call({ method: RequestMethod.Get, route, auth: false, repeatable: true }, { signal }),
      );
    } catch (error) {
      const isGone =
        error instanceof PlatformError && (error.code === "REPLY_EXPIRED" || error.code === "PLATFORM_NOT_FOUND");
      if (isGone) return undefined;
      throw error;
    }
  }

  async function findInChannel(reply: Reply, context: FindContext): Promise<MessageRef | undefined> {
    const channelId = context.previous?.channelId ?? reply.target.threadId ?? reply.target.channel.channelId;
    const answeredId = answeredBy(reply, context);
    let hasUnmarked = false;
    for await (const message of history.ownSince({ channelId, after: startOf(reply, context) }, context)) {
      if (isPart(message, reply, context)) return toMessageRef(message);
      hasUnmarked ||= isUnmarked(message);
    }
    const isAnsweredThere = await history.has({ channelId, messageId: answeredId ?? startOf(reply, context) }, context);
    // A reply to a message that is gone becomes a plain one, and so may be this answer's or another's.
    if (!isAlwaysMarked(reply, context) && !isAnsweredThere && hasUnmarked)
      throw cannotBeTold("the message it replies to is gone");
    return undefined;
  }
}

async function pause(ms: number, { signal }: { readonly signal: AbortSignal }): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    throw toPlatformError(error);
  }
}

/** The message that a part is a reply to: the question, then always the part before. */
export function answeredBy(
  { target }: Pick<Reply, "target">,
  { part, previous }: Pick<FindContext, "part" | "previous">,
): string | undefined {
  if (part > 0) return previous?.messageId;
  return target.kind === "message" ? target.messageId : undefined;
}

function isPart(message: SentMessage, { id, target }: Reply, context: FindContext): boolean {
  if (message.isLoading) return false;
  if (marks(message, { answerId: id, part: context.part })) return true;
  if (target.kind === "interaction" && message.interactionId === target.interactionId) {
    return message.isFollowUp === context.part > 0;
  }
  const answeredId = answeredBy({ target }, context);
  return answeredId !== undefined && message.answeredId === answeredId;
}

/** What begins a digest replies to nothing, so that it has buttons with its id, always. */
function isAlwaysMarked({ target }: Reply, { part }: FindContext): boolean {
  return target.kind === "channel" && part === 0;
}

function isUnmarked({ answeredId, interactionId, customIds }: SentMessage): boolean {
  return answeredId === undefined && interactionId === undefined && customIds.length === 0;
}

/** The newest id that is certainly older than the part. */
function startOf({ target }: Reply, { part, previous, sentAt }: FindContext): string {
  const begun = idBefore(sentAt);
  const known = previous?.messageId ?? idOfQuestion(target);
  if (known === undefined) return begun;
  // "Thinking…" was there before anything was posted in its place.
  if (part === 0 && target.kind === "interaction") return known;
  return BigInt(begun) > BigInt(known) ? begun : known;
}

function idOfQuestion(target: ReplyTarget): string | undefined {
  switch (target.kind) {
    case "message":
      return target.messageId;
    case "interaction":
      return target.interactionId;
    case "channel":
      return undefined;
  }
}
