import type { ChannelRef } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { createSlackApi, type SlackApiOptions } from "./slack-api.ts";

/** A person waits for it. */
const ANSWER_WITHIN_MS = 5_000;

/** Creates the check whether a channel is one that the token's team has. Somebody's direct messages are not: they are theirs. */
export function createTeamChannels({ log }: { readonly log: Logger }, options: SlackApiOptions) {
  const api = createSlackApi({ log }, options);

  return async function isInTeam({ channelId }: ChannelRef): Promise<boolean> {
    if (!/^[CG][A-Z0-9]+$/u.test(channelId)) return false;
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    try {
      await api.call("conversations.info", signal, (client) => client.conversations.info({ channel: channelId }));
      return true;
    } catch (error) {
      if (error instanceof PlatformError && !error.retryable) return false;
      throw error;
    }
  };
}
