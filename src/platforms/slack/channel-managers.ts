import { z } from "zod";
import type { ChannelRef } from "../../core/chat.ts";
import { AppError } from "../../core/errors.ts";
import type { ManagedScope } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { SlackApi } from "./slack-api.ts";

const userSchema = z.object({
  user: z.object({ is_admin: z.boolean().optional(), is_owner: z.boolean().optional() }),
});
const channelSchema = z.object({ channel: z.object({ creator: z.string().optional() }) });

/** A command is answered within 3 s, so who may do it must be known earlier. */
const DEADLINE_MS = 2_000;
const REMEMBER_MS = 60_000;
const MAX_REMEMBERED = 1_000;

interface Deps {
  readonly api: SlackApi;
  readonly clock: { now(): number };
  readonly log: Logger;
}

/**
 * Decides who may change settings: the configured people, workspace admins and owners, and for one channel also whoever
 * created it. In a direct message everybody manages their own. Where Slack cannot be asked, the answer is no.
 */
export function createChannelManagers({ api, clock, log }: Deps, { userIds }: { readonly userIds: readonly string[] }) {
  const configured = new Set(userIds);
  const remembered = new Map<string, { readonly mayManage: boolean; readonly until: number }>();

  return async function mayManage(scope: ManagedScope, userId: string, { channelId }: ChannelRef): Promise<boolean> {
    if (configured.has(userId) || (scope === "channel" && channelId.startsWith("D"))) return true;
    const key = scope === "workspace" ? userId : `${userId} ${channelId}`;
    const known = remembered.get(key);
    if (known !== undefined && clock.now() < known.until) return known.mayManage;
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const questions = [isAdmin(userId, signal), ...(scope === "channel" ? [isCreator(userId, channelId, signal)] : [])];
    const answers = await Promise.allSettled(questions);
    const isAllowed = answers.some((answer) => answer.status === "fulfilled" && answer.value);
    const failure = answers.find((answer) => answer.status === "rejected");
    if (failure !== undefined && !isAllowed) {
      const cause: unknown = failure.reason;
      const reason = cause instanceof AppError ? cause.message : "an answer that could not be read";
      log.warn({ channel: channelId, reason }, "Slack could not say who manages a channel, so the change is refused");
      return false;
    }
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(key, { mayManage: isAllowed, until: clock.now() + REMEMBER_MS });
    return isAllowed;
  };

  async function isAdmin(userId: string, signal: AbortSignal): Promise<boolean> {
    const answer = await api.call("users.info", signal, (client) => client.users.info({ user: userId }));
    const { user } = userSchema.parse(answer);
    return user.is_admin === true || user.is_owner === true;
  }

  async function isCreator(userId: string, channelId: string, signal: AbortSignal): Promise<boolean> {
    const answer = await api.call("conversations.info", signal, (client) =>
      client.conversations.info({ channel: channelId }),
    );
    return channelSchema.parse(answer).channel.creator === userId;
  }
}
