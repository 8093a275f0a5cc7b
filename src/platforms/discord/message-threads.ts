import { RESTJSONErrorCodes, RequestMethod, Routes } from "discord.js";
import type { MessageRef } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { DiscordCall } from "./discord-call.ts";
import { discordCodeOf } from "./platform-error.ts";

type Context = { readonly signal: AbortSignal };

/** The threads that hang from messages. Every call throws PlatformError. */
export interface MessageThreads {
  /** The thread of a message: it has the message's own id, and there is never more than one. Made where there is none. */
  open(place: Pick<MessageRef, "channelId" | "messageId">, name: string, context: Context): Promise<string>;
  /** Changes a message of a thread that may be closed by now: writing opens it, editing does not. */
  changeIn<Value>(threadId: string, change: () => Promise<Value>, context: Context): Promise<Value>;
}

/** Creates the way to the threads of messages, on REST with the bot's token. */
export function createMessageThreads(call: DiscordCall): MessageThreads {
  return {
    async open({ channelId, messageId }, name, { signal }) {
      const route = Routes.threads(channelId, messageId);
      try {
        await call({ method: RequestMethod.Post, route, body: { name }, repeatable: true }, { signal });
      } catch (error) {
        if (discordCodeOf(error) !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw error;
      }
      return messageId;
    },

    async changeIn(threadId, change, { signal }) {
      try {
        return await change();
      } catch (error) {
        if (discordCodeOf(error) !== RESTJSONErrorCodes.InvalidActionOnArchivedThread) throw error;
      }
      // A thread that nobody writes in is closed after an hour at the earliest.
      const route = Routes.channel(threadId);
      await call({ method: RequestMethod.Patch, route, body: { archived: false }, repeatable: true }, { signal });
      return change();
    },
  };
}

/** Threads may be forbidden, used up (160006) or impossible here. */
export function isRefusal(error: unknown): error is PlatformError {
  return error instanceof PlatformError && (error.code === "PLATFORM_FORBIDDEN" || error.code === "PLATFORM_REJECTED");
}
