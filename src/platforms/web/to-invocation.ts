import { z } from "zod";
import type { ChannelRef, UserRef } from "../../core/chat.ts";
import type { Invocation } from "../../core/invocation.ts";

/** An id that the page gives to what it sends. */
export const pageIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/u, "An id may have 64 letters, digits and dashes.");

/** Everybody who can open the page is the same person to Footnote: it is meant for one's own machine. */
const ASKER: UserRef = { id: "you" };

/** What somebody did on the page, as an invocation. Answers go under the question. */
export function toInvocation(
  channelId: string,
  {
    id,
    questionId,
    call,
    receivedAt,
    inReplyTo,
  }: Pick<Invocation, "id" | "call" | "receivedAt" | "inReplyTo"> & { readonly questionId: string },
): Invocation {
  const channel: ChannelRef = { platform: "web", workspaceId: "web", channelId };
  return {
    id,
    channel,
    asker: ASKER,
    replyTo: { kind: "message", channel, messageId: questionId },
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    receivedAt,
    call,
    mayManage: async () => true,
  };
}
