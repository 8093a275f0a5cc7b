import { z } from "zod";
import type { ChannelRef, UserRef } from "../../core/chat.ts";
import type { Invocation } from "../../core/invocation.ts";
import type { MessageKey } from "../../core/messages/en.ts";

/** An id that the page gives to what it sends. */
export const pageIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/u, "web.id.invalid" satisfies MessageKey);

/** Everybody who can open the page is the same person to Footnote: it is meant for one's own machine. */
const ASKER: UserRef = { id: "you" };

/** What a request says of who sent it. */
export interface Sender {
  /** BCP 47, as the browser says it. */
  readonly locale?: string | undefined;
}

/** The language that the browser prefers; undefined where it names none. */
export function localeOf(acceptLanguage: string | undefined): string | undefined {
  const [first = ""] = (acceptLanguage ?? "").split(/[,;]/u);
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/iu.test(first.trim()) ? first.trim() : undefined;
}

/** What somebody did on the page, as an invocation. Answers go under the question. A form can be shown at any time. */
export function toInvocation(
  channelId: string,
  {
    id,
    questionId,
    call,
    receivedAt,
    inReplyTo,
    locale,
    trigger,
  }: Pick<Invocation, "id" | "call" | "receivedAt" | "inReplyTo" | "locale" | "trigger"> & {
    readonly questionId: string;
  },
): Invocation {
  const channel: ChannelRef = { platform: "web", workspaceId: "web", channelId };
  return {
    id,
    channel,
    asker: ASKER,
    replyTo: { kind: "message", channel, messageId: questionId },
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(locale === undefined ? {} : { locale }),
    ...(trigger === undefined ? {} : { trigger }),
    canShowForm: true,
    receivedAt,
    call,
    mayManage: async () => true,
  };
}
