import type { Args, Method } from "./chat-methods.ts";
import { SlackFault } from "./slack-fault.ts";
import { BOT_ID, BOT_USER, type SlackMessage, type SlackWorld } from "./slack-world.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/**
 * `conversations.history` and `.replies`, by cursor, with metadata only for who asks.
 * https://docs.slack.dev/reference/methods/conversations.history
 */
export function createHistoryMethods(world: SlackWorld) {
  return {
    "conversations.history": (args) => {
      const channel = readable(args);
      const messages = world.messages.filter((m) => m.channel === channel && m.threadTs === undefined);
      // The newest first; a thread has them the other way round.
      return page(messages.filter(isWanted(args)).toReversed(), args);
    },
    "conversations.replies": (args) => {
      const channel = readable(args);
      const root = world.messages.find((m) => m.channel === channel && m.ts === args.ts);
      if (root === undefined) throw new SlackFault("thread_not_found");
      const replies = world.messages.filter((m) => m.channel === channel && m.threadTs === args.ts);
      return page([root, ...replies.filter(isWanted(args))], args);
    },
  } satisfies Record<string, Method>;

  function readable({ channel = "" }: Args): string {
    const found = world.channels.get(channel);
    if (found === undefined) throw new SlackFault("channel_not_found");
    if (!found.isMember) throw new SlackFault("not_in_channel");
    const scope = channel.startsWith("D") ? "im:history" : "channels:history";
    if (!world.scopes.has(scope)) throw new SlackFault("missing_scope");
    return channel;
  }
}

function isWanted({ oldest = "0", latest = "9999999999", inclusive }: Args): (message: SlackMessage) => boolean {
  return ({ ts }) => {
    const isBound = Number(ts) === Number(oldest) || Number(ts) === Number(latest);
    return isBound ? inclusive === "true" : Number(ts) > Number(oldest) && Number(ts) < Number(latest);
  };
}

function page(messages: readonly SlackMessage[], args: Args): Record<string, unknown> {
  const limit = Math.min(Number(args.limit ?? DEFAULT_LIMIT), MAX_LIMIT);
  const from = Number(args.cursor ?? "0");
  const hasMore = from + limit < messages.length;
  return {
    messages: messages.slice(from, from + limit).map((message) => shown(message, args)),
    has_more: hasMore,
    ...(hasMore ? { response_metadata: { next_cursor: `${from + limit}` } } : {}),
  };
}

function shown({ ts, text, user, threadTs, botId, metadata, blocks }: SlackMessage, args: Args): object {
  const bot = user === BOT_USER ? BOT_ID : botId;
  return {
    type: "message",
    ts,
    text,
    user,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(bot === undefined ? {} : { bot_id: bot }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(args.include_all_metadata === "true" && metadata !== undefined ? { metadata } : {}),
  };
}
