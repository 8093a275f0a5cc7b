import { setTimeout as delay } from "node:timers/promises";
import { RequestMethod, Routes, SnowflakeUtil } from "discord.js";
import type { MessageRef, Messenger, Reply, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import { parseButton } from "./answer-buttons.ts";
import { cannotBeTold, createChannelHistory } from "./channel-history.ts";
import type { DiscordCall } from "./discord-call.ts";
import { toPlatformError } from "./platform-error.ts";
import { parseSentMessage, type SentMessage, toMessageRef } from "./sent-message.ts";

interface FindPartDeps {
  readonly call: DiscordCall;
  readonly clock: { now(): number };
}

type InteractionTarget = Extract<ReplyTarget, { readonly kind: "interaction" }>;
type FindContext = Parameters<Messenger["find"]>[1];

/** How much earlier than by our clock a post may have been made by Discord's. */
const CLOCKS_DIFFER_BY_MS = 60_000;

/** A follow-up has no nonce, so one that Discord is still taking must not be called absent and posted once more. */
const FOLLOW_UP_ARRIVES_WITHIN_MS = 1_000;

/**
 * Looks up what became of a post. A part of an answer is recognised by what Discord itself keeps of it: the message it
 * replies to, the interaction it belongs to, or the id of its buttons. A nonce is lost once it has been sent, and is
 * of no use here. A public part can be told from its absence wherever the bot may read the history; a private one only
 * while the interaction's token lives, and only its first part, since nobody can list private messages.
 */
export function createFindPart({ call, clock }: FindPartDeps, applicationId: string): Messenger["find"] {
  const history = createChannelHistory(call);

  return async (reply, context) => {
    const { target } = reply;
    if (target.kind === "message") return findInChannel(reply, context);
    if (context.part === 0) {
      const original = await readOriginal(target, context);
      if (original !== undefined) return original.isLoading ? undefined : toMessageRef(original);
    }
    if (target.visibility === "asker") throw cannotBeTold("it is private, and nobody can list private messages");
    const waitMs = context.part === 0 ? 0 : context.sentAt + FOLLOW_UP_ARRIVES_WITHIN_MS - clock.now();
    const found = await findInChannel(reply, context);
    if (found !== undefined || waitMs <= 0) return found;
    await pause(Math.min(waitMs, FOLLOW_UP_ARRIVES_WITHIN_MS), context);
    return findInChannel(reply, context);
  };

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
    if (!isAnsweredThere && hasUnmarked) throw cannotBeTold("the message it replies to is gone");
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
  const buttons = message.customIds.map(parseButton).filter((button) => button !== undefined);
  if (buttons.some(({ answerId, part }) => answerId === id && part === context.part)) return true;
  if (target.kind === "interaction" && message.interactionId === target.interactionId) {
    return message.isFollowUp === context.part > 0;
  }
  const answeredId = answeredBy({ target }, context);
  return answeredId !== undefined && message.answeredId === answeredId;
}

function isUnmarked({ answeredId, interactionId, customIds }: SentMessage): boolean {
  return answeredId === undefined && interactionId === undefined && customIds.length === 0;
}

/** The newest id that is certainly older than the part. */
function startOf({ target }: Reply, { part, previous, sentAt }: FindContext): string {
  const known = previous?.messageId ?? (target.kind === "message" ? target.messageId : target.interactionId);
  // "Thinking…" was there before anything was posted in its place.
  if (part === 0 && target.kind === "interaction") return known;
  const begun = SnowflakeUtil.generate({ timestamp: sentAt - CLOCKS_DIFFER_BY_MS, increment: 0n });
  return begun > BigInt(known) ? begun.toString() : known;
}
