import { z } from "zod";
import type { MessageRef } from "../../core/chat.ts";
import { AppError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { createSlackApi, type SlackApiOptions } from "./slack-api.ts";

/** Slack gives up on a command after 3 s, and the rest of its answer takes some of them. */
const ANSWER_WITHIN_MS = 1_500;
/** A page of a history is ten. */
const MOST_REMEMBERED = 1_000;

const permalinkSchema = z.object({ permalink: z.url({ protocol: /^https$/u }) });

/** Finds the address of a message; undefined when it is gone, or Slack does not say in time. Never throws. */
export type Permalinks = (message: Pick<MessageRef, "channelId" | "messageId">) => Promise<string | undefined>;

/**
 * Creates what asks Slack for the addresses of messages, which hold the team's own domain. It takes no scope, and hundreds
 * of calls a minute. https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function createPermalinks({ log }: { readonly log: Logger }, options: SlackApiOptions): Permalinks {
  const api = createSlackApi({ log }, options);
  const known = new Map<string, string>();

  return async ({ channelId, messageId }) => {
    const key = `${channelId} ${messageId}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const link = await ask({ channel: channelId, message_ts: messageId });
    if (link !== undefined) remember(key, link);
    return link;
  };

  async function ask(message: { readonly channel: string; readonly message_ts: string }): Promise<string | undefined> {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    try {
      const said = await api.call("chat.getPermalink", signal, (client) => client.chat.getPermalink(message));
      return permalinkSchema.safeParse(said).data?.permalink;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.debug({ err: error, code: error.code }, "Slack does not say where a message is");
      return undefined;
    }
  }

  function remember(key: string, link: string): void {
    const [oldest] = known.keys();
    if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    known.set(key, link);
  }
}
