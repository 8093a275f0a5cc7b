import { EventEmitter, on } from "node:events";
import { z } from "zod";
import { workspaceKey } from "../core/chat.ts";
import { StoreError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { type TranscriptEntry, type TranscriptStore, transcriptEntrySchema } from "../core/transcript.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow } from "./parse-row.ts";

const MAX_ENTRIES = 200;
const PREFIX = `footnote:{${workspaceKey({ platform: "web", workspaceId: "web" })}}`;
const CHANNELS_KEY = `${PREFIX}:channels`;

/** KEYS: rows by id, ids in order. ARGV: id, row, most entries, pub/sub channel. A known id keeps its place. */
const PUT = `
if redis.call("HSET", KEYS[1], ARGV[1], ARGV[2]) == 1 then
  redis.call("RPUSH", KEYS[2], ARGV[1])
  while redis.call("LLEN", KEYS[2]) > tonumber(ARGV[3]) do
    redis.call("HDEL", KEYS[1], redis.call("LPOP", KEYS[2]))
  end
end
redis.call("PUBLISH", ARGV[4], ARGV[2])
`;

/** KEYS: rows by id, ids in order. Returns the rows, oldest first. */
const READ = `
local ids = redis.call("LRANGE", KEYS[2], 0, -1)
if #ids == 0 then return {} end
return redis.call("HMGET", KEYS[1], unpack(ids))
`;

/** KEYS: the channels, scored by when they were added. A known channel keeps its place. */
const ADD_CHANNEL = `
if not redis.call("ZSCORE", KEYS[1], ARGV[1]) then
  redis.call("ZADD", KEYS[1], redis.call("ZCARD", KEYS[1]), ARGV[1])
end
`;

export interface TranscriptStoreDeps {
  readonly connection: RedisConnection;
  /** For this store alone: all its watchers share it. */
  readonly subscriber: RedisConnection;
  readonly log: Logger;
}

/**
 * The web platform's channels and messages in Redis, watched through pub/sub. When the subscription breaks, every watch
 * ends with a StoreError, because entries may have been missed: read again, and watch again.
 */
export function createTranscriptStore({ connection, subscriber, log }: TranscriptStoreDeps): TranscriptStore {
  const entries = new EventEmitter().setMaxListeners(0);
  let subscribing: Promise<unknown> | undefined;

  subscriber.redis.on("pmessage", (_pattern: string, key: string, row: string) => {
    const entry = parseEntry(key, row);
    if (entry !== undefined) entries.emit(key, entry);
  });
  subscriber.redis.on("close", () => {
    // It comes back by itself, but who begins to watch meanwhile has to wait for that.
    subscribing = undefined;
    if (entries.listenerCount("error") > 0) {
      entries.emit("error", new StoreError("The connection that watches the web channels broke off"));
    }
  });

  return {
    channels: () => connection.run((redis) => redis.zrange(CHANNELS_KEY, 0, -1)),
    async addChannel(channelId) {
      await connection.run((redis) => redis.eval(ADD_CHANNEL, 1, CHANNELS_KEY, channelId));
    },
    async read(channelId) {
      const { rows, order } = keysOf(channelId);
      const found = z.array(z.string()).parse(await connection.run((redis) => redis.eval(READ, 2, rows, order)));
      return found.map((row) => parseRow(transcriptEntrySchema, rows, row));
    },
    async put(channelId, entry) {
      const { rows, order, live } = keysOf(channelId);
      const row = JSON.stringify(entry);
      await connection.run((redis) => redis.eval(PUT, 2, rows, order, entry.id, row, MAX_ENTRIES, live));
    },
    async forget(channelId, { before, keepMs }) {
      const { rows, order } = keysOf(channelId);
      const ids = await connection.run((redis) => redis.lrange(order, 0, -1));
      for (const id of ids) {
        const row = await connection.run((redis) => redis.hget(rows, id));
        if (row !== null && parseRow(transcriptEntrySchema, rows, row).at >= before) break;
        await connection.run((redis) => Promise.all([redis.hdel(rows, id), redis.lrem(order, 0, id)]));
      }
      await connection.run((redis) => Promise.all([redis.pexpire(rows, keepMs), redis.pexpire(order, keepMs)]));
    },
    async watch(channelId, signal) {
      if (signal.aborted) return nothing();
      const arriving = on(entries, keysOf(channelId).live, { signal });
      try {
        await subscribe();
      } catch (error) {
        await arriving.return?.();
        throw error;
      }
      return untilAborted(arriving, signal);
    },
  };

  function subscribe(): Promise<unknown> {
    subscribing ??= subscriber
      .run((redis) => redis.psubscribe(`${PREFIX}:live:*`))
      .catch((error: unknown) => {
        // The next watch tries again; this one has ended with the error.
        subscribing = undefined;
        throw error;
      });
    return subscribing;
  }

  function parseEntry(key: string, row: string): TranscriptEntry | undefined {
    try {
      return parseRow(transcriptEntrySchema, key, row);
    } catch (error) {
      log.error({ err: error }, "an entry of a web channel was not understood and is not shown");
      return undefined;
    }
  }
}

async function* nothing(): AsyncGenerator<never> {}

/** Ends quietly when the signal is what ended it. */
async function* untilAborted(
  arriving: AsyncIterable<readonly TranscriptEntry[]>,
  signal: AbortSignal,
): AsyncGenerator<TranscriptEntry> {
  try {
    for await (const [entry] of arriving) if (entry !== undefined) yield entry;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function keysOf(channelId: string): { readonly rows: string; readonly order: string; readonly live: string } {
  return {
    rows: `${PREFIX}:transcript:${channelId}:rows`,
    order: `${PREFIX}:transcript:${channelId}:order`,
    live: `${PREFIX}:live:${channelId}`,
  };
}
