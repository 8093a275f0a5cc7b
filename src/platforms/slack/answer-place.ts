import type { MessageRef, Reply, ReplyTarget } from "../../core/chat.ts";
import { isResponseRef } from "./response-posts.ts";
import type { Place } from "./thread-messages.ts";

/**
 * Whether an answer stands in the channel itself: where the channel wants it so and the question does not stand in a
 * thread, which is where its answer belongs in any case.
 */
export function isInChannel(target: ReplyTarget): boolean {
  if (target.kind === "channel" || target.placement !== "channel") return false;
  return target.kind === "interaction" || target.threadId === undefined || target.threadId === target.messageId;
}

/** Where an answer to a message stands. */
export function placeOfMessage(target: Extract<ReplyTarget, { readonly kind: "message" }>): Place {
  const { channelId } = target.channel;
  return isInChannel(target) ? { channelId } : { channelId, threadTs: target.threadId ?? target.messageId };
}

/**
 * Where the next part of an answer to `/ask` stands, below the question that is shown with it. `rootTs` posts that
 * question, or finds it; undefined when there is none, and only the command's `response_url` is left.
 */
export async function placeUnderRoot(
  { target }: Reply,
  previous: MessageRef | undefined,
  rootTs: () => Promise<string | undefined>,
): Promise<Place | undefined> {
  const { channelId } = target.channel;
  if (target.kind !== "interaction" || target.visibility === "asker") return undefined;
  if (previous !== undefined && isResponseRef(previous)) return undefined;
  // Below a part that stands in the channel the question need not be shown again.
  if (previous !== undefined && isInChannel(target)) return { channelId };
  const threadTs = previous?.threadId ?? (await rootTs());
  if (threadTs === undefined) return undefined;
  return isInChannel(target) ? { channelId } : { channelId, threadTs };
}
