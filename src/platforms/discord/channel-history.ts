import { RESTJSONErrorCodes, RequestMethod, Routes, SnowflakeUtil } from "discord.js";
import { PlatformError } from "../../core/errors.ts";
import type { DiscordCall } from "./discord-call.ts";
import { discordCodeOf } from "./platform-error.ts";
import { parseAuthorId, parseSentMessages, type SentMessage } from "./sent-message.ts";

type Context = { readonly signal: AbortSignal };

/** What the bot can read back of a channel. Every call throws PlatformError. */
export interface ChannelHistory {
  /**
   * The bot's own messages after an id, oldest first. Where the bot may not read the history Discord shows an empty
   * one, so an end without a find has to be checked with `has`.
   */
  ownSince(place: { readonly channelId: string; readonly after: string }, context: Context): AsyncIterable<SentMessage>;
  /** Whether a message is there. Throws PLATFORM_FORBIDDEN where the bot may not read the history. */
  has(place: { readonly channelId: string; readonly messageId: string }, context: Context): Promise<boolean>;
  /** The bot's own user id. */
  ownUser(context: Context): Promise<string>;
}

/** The most one request gives. https://docs.discord.com/developers/resources/message#get-channel-messages */
const PAGE_SIZE = 100;
/** Where more has been said since, people have stopped waiting before we have read it all. */
const MAX_PAGES = 10;

/** Creates the reader of channels, on REST with the bot's token. */
export function createChannelHistory(call: DiscordCall): ChannelHistory {
  let ownId: string | undefined;

  return {
    ownUser,

    async *ownSince({ channelId, after }, context) {
      const self = await ownUser(context);
      let cursor = after;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const messages = await readPage({ channelId, after: cursor }, context);
        yield* messages.filter(({ authorId, isWritten }) => authorId === self && isWritten);
        const newest = messages.at(-1);
        if (newest === undefined || messages.length < PAGE_SIZE) return;
        cursor = newest.id;
      }
      throw cannotBeTold(`more than ${PAGE_SIZE * MAX_PAGES} messages came after it`);
    },

    async has({ channelId, messageId }, { signal }) {
      const route = Routes.channelMessage(channelId, messageId);
      try {
        await call({ method: RequestMethod.Get, route, repeatable: true }, { signal });
        return true;
      } catch (error) {
        if (discordCodeOf(error) === RESTJSONErrorCodes.UnknownMessage) return false;
        throw error;
      }
    },
  };

  async function readPage(
    { channelId, after }: { readonly channelId: string; readonly after: string },
    { signal }: Context,
  ): Promise<readonly SentMessage[]> {
    const query = new URLSearchParams({ after, limit: String(PAGE_SIZE) });
    const route = Routes.channelMessages(channelId);
    const json = await call({ method: RequestMethod.Get, route, query, repeatable: true }, { signal });
    return parseSentMessages(json).toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  /** Applications made before 2016 have another id than their bot. */
  async function ownUser({ signal }: Context): Promise<string> {
    ownId ??= parseAuthorId(
      await call({ method: RequestMethod.Get, route: Routes.user(), repeatable: true }, { signal }),
    );
    return ownId;
  }
}

/** How much earlier than by our clock a post may have been made by Discord's. */
const CLOCKS_DIFFER_BY_MS = 60_000;

/** An id that is certainly older than whatever was begun at a moment, Unix ms. */
export function idBefore(sentAt: number): string {
  return SnowflakeUtil.generate({ timestamp: sentAt - CLOCKS_DIFFER_BY_MS, increment: 0n }).toString();
}

/** Whether Discord has taken a post is unknown and will stay so; asking again does not help. */
export function cannotBeTold(why: string): PlatformError {
  return new PlatformError(`Whether Discord has the message cannot be told: ${why}`, {
    code: "PLATFORM_UNAVAILABLE",
    retryable: false,
  });
}
