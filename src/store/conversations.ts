import { z } from "zod";
import { type ChannelRef, workspaceKey } from "../core/chat.ts";
import { type Conversation, type ConversationStore, MAX_TURNS, type Turn, turnSchema } from "../core/conversation.ts";
import type { Logger } from "../core/logger.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow } from "./parse-row.ts";

/** More than a question is asked with, so that an answer in the middle can be written anew with what came before it. */
const MAX_KEPT = 4 * MAX_TURNS;

/** KEYS: turns by id, ids in order, names. ARGV: id, turn, most turns, how long in ms, the conversation. A known id keeps its place. */
const ADD = `
if redis.call("HSET", KEYS[1], ARGV[1], ARGV[2]) == 1 then
  redis.call("RPUSH", KEYS[2], ARGV[1])
  while redis.call("LLEN", KEYS[2]) > tonumber(ARGV[3]) do
    redis.call("HDEL", KEYS[1], redis.call("LPOP", KEYS[2]))
  end
end
redis.call("PEXPIRE", KEYS[1], ARGV[4])
redis.call("PEXPIRE", KEYS[2], ARGV[4])
for index = 3, #KEYS do redis.call("SET", KEYS[index], ARGV[5], "PX", ARGV[4]) end
`;

/** KEYS: turns by id, ids in order. Returns the turns, oldest first. */
const READ = `
local ids = redis.call("LRANGE", KEYS[2], 0, -1)
if #ids == 0 then return {} end
return redis.call("HMGET", KEYS[1], unpack(ids))
`;

const rowsSchema = z.array(z.string().nullable());

/**
 * Conversations in Redis: the turns of each as a hash, their order as a list, and a row for every other name that it is
 * known by; all of it with one time to live, on the cluster slot of its workspace.
 */
export function createConversations({
  connection,
  log,
}: {
  readonly connection: RedisConnection;
  readonly log: Logger;
}): ConversationStore {
  return {
    async find(channel, ids) {
      // Sent together: a thread's own id is nearly always the right one.
      const [names, known] = await Promise.all([
        connection.readRows(ids.map((id) => nameKeyOf(channel, id))),
        Promise.all(ids.map((id) => read(channel, id))),
      ]);
      for (const [index, id] of ids.entries()) {
        const found = known[index];
        if (found !== undefined) return found;
        const named = names[index] ?? id;
        const other = named === id ? undefined : await read(channel, named);
        if (other !== undefined) return other;
      }
      return undefined;
    },

    async add(channel, conversationId, turn, { keepMs, alsoKnownAs }) {
      const names = alsoKnownAs.filter((name) => name !== conversationId).map((name) => nameKeyOf(channel, name));
      const keys = [...keysOf(channel, conversationId), ...names];
      const row = JSON.stringify(turn);
      await connection.run((redis) =>
        redis.eval(ADD, keys.length, ...keys, turn.id, row, MAX_KEPT, keepMs, conversationId),
      );
    },

    async has(channel, ids) {
      const keys = ids.flatMap((id) => [keysOf(channel, id)[0], nameKeyOf(channel, id)]);
      return (await connection.run((redis) => redis.exists(...keys))) > 0;
    },
  };

  async function read(channel: ChannelRef, id: string): Promise<Conversation | undefined> {
    const keys = keysOf(channel, id);
    const rows = rowsSchema.parse(await connection.run((redis) => redis.eval(READ, keys.length, ...keys)));
    if (rows.length === 0) return undefined;
    return { id, turns: rows.flatMap((row) => (row === null ? [] : tryParse(keys[0], row))) };
  }

  /** A turn that is not understood is forgotten: the question can be asked without it. */
  function tryParse(key: string, row: string): readonly Turn[] {
    try {
      return [parseRow(turnSchema, key, row)];
    } catch (error) {
      log.error({ err: error }, "a turn of a conversation was not understood and is left out");
      return [];
    }
  }
}

function keysOf(channel: ChannelRef, id: string): readonly [string, string] {
  const key = `${prefixOf(channel)}:conversation:${channel.channelId}:${id}`;
  return [`${key}:turns`, `${key}:order`];
}

function nameKeyOf(channel: ChannelRef, name: string): string {
  return `${prefixOf(channel)}:conversation-of:${channel.channelId}:${name}`;
}

function prefixOf(channel: ChannelRef): string {
  return `footnote:{${workspaceKey(channel)}}`;
}
