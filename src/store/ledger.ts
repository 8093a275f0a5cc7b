import { createHash } from "node:crypto";
import { z } from "zod";
import { type ChannelRef, workspaceKey } from "../core/chat.ts";
import type { Claim, Ledger, Story, Told } from "../core/ledger.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow } from "./parse-row.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * KEYS: the keys of all stories. ARGV: now, owner, until when, how long that is, and for each story how many keys it has
 * and its row. Returns for each story the row of who has it, or false where the owner has it now.
 */
const CLAIM = `
local now, owner = tonumber(ARGV[1]), ARGV[2]
local results, taken, first = {}, {}, 1
for story = 5, #ARGV, 2 do
  local last = first + tonumber(ARGV[story]) - 1
  local by = false
  for key = first, last do
    local there = redis.call("HMGET", KEYS[key], "owner", "until", "row")
    if not by and there[1] and tonumber(there[2]) > now and (there[1] ~= owner or taken[KEYS[key]]) then
      by = there[3]
    end
  end
  if not by then
    for key = first, last do
      redis.call("HSET", KEYS[key], "owner", owner, "until", ARGV[3], "row", ARGV[story + 1])
      redis.call("PEXPIRE", KEYS[key], ARGV[4])
      taken[KEYS[key]] = true
    end
  end
  results[#results + 1] = by
  first = last + 1
end
return results
`;

/** KEYS: the keys of all stories. ARGV: owner. */
const RELEASE = `
for _, key in ipairs(KEYS) do
  if redis.call("HGET", key, "owner") == ARGV[1] then redis.call("DEL", key) end
end
return 0
`;

const toldSchema = z.object({
  owner: z.string(),
  title: z.string(),
  url: z.string(),
  at: z.number(),
}) satisfies z.ZodType<Told>;

export interface LedgerDeps {
  readonly connection: RedisConnection;
  /** Unix ms. */
  readonly now: () => number;
}

/**
 * The ledger in Redis: a row for each key of a story, in the one script that also looks whether another owner has any of
 * them. A row says itself until when it holds, and its time to live only frees the memory.
 */
export function createLedger({ connection, now }: LedgerDeps): Ledger {
  return {
    async look(channel, stories) {
      const found = await connection.run((redis) =>
        Promise.all(
          stories.map((story) =>
            Promise.all(
              keysOf(channel, story).map(async (key) => ({ key, row: await redis.hmget(key, "until", "row") })),
            ),
          ),
        ),
      );
      const time = now();
      return found.map((rows) => {
        for (const {
          key,
          row: [until, row],
        } of rows) {
          if (typeof row === "string" && Number(until) > time) return parseRow(toldSchema, key, row);
        }
        return undefined;
      });
    },

    async claim(channel, stories, { owner, at, days }) {
      if (stories.length === 0) return [];
      const keys = stories.map((story) => keysOf(channel, story));
      const rows = stories.flatMap(({ title, url }, index) => [
        keys[index]?.length ?? 0,
        JSON.stringify({ owner, title, url, at } satisfies Told),
      ]);
      const keepMs = days * DAY_MS;
      const results = await connection.run((redis) =>
        redis.eval(CLAIM, keys.flat().length, ...keys.flat(), at, owner, at + keepMs, keepMs, ...rows),
      );
      return resultsSchema.parse(results).map((row, index): Claim => {
        if (row === null) return { state: "claimed" };
        return { state: "told", by: parseRow(toldSchema, keys[index]?.[0] ?? "", row) };
      });
    },

    async release(channel, stories, owner) {
      const keys = stories.flatMap((story) => keysOf(channel, story));
      if (keys.length > 0) await connection.run((redis) => redis.eval(RELEASE, keys.length, ...keys, owner));
    },
  };
}

const resultsSchema = z.array(z.string().nullable());

/** Hashed: a story's key may be as long as its URL, and stands in the logs when its row cannot be read. */
function keysOf(channel: ChannelRef, { keys }: Story): readonly string[] {
  const told = `footnote:{${workspaceKey(channel)}}:told:${channel.channelId}`;
  return keys.map((key) => `${told}:${createHash("sha256").update(key).digest("base64url")}`);
}
