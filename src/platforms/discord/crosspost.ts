import { RESTJSONErrorCodes, RequestMethod, Routes } from "discord.js";
import type { MessageRef } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { DiscordCall } from "./discord-call.ts";
import { discordCodeOf } from "./platform-error.ts";

export type Crosspost = (ref: MessageRef, context: { readonly signal: AbortSignal }) => Promise<void>;

/**
 * Publishes a message of an announcement channel to the servers that follow it; safe to repeat. Ten an hour and channel
 * are let through; what Discord refuses is logged, since the message itself stands. Throws only when it is unknown
 * whether Discord has done it. https://docs.discord.com/developers/resources/message#crosspost-message
 */
export function createCrosspost({ call, log }: { readonly call: DiscordCall; readonly log: Logger }): Crosspost {
  return async ({ channelId, messageId }, { signal }) => {
    const route = Routes.channelMessageCrosspost(channelId, messageId);
    try {
      await call({ method: RequestMethod.Post, route, repeatable: true }, { signal });
    } catch (error) {
      if (discordCodeOf(error) === RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted) return;
      if (!(error instanceof PlatformError) || error.code === "PLATFORM_UNAVAILABLE") throw error;
      log.warn(
        { err: error, code: error.code, channel: channelId, retryAfterMs: error.retryAfterMs },
        "a message was posted, but Discord did not publish it to the servers that follow the channel",
      );
    }
  };
}
