import { z } from "zod";
import { MAX_PROFILE_LENGTH, type MemoryProfiles, type ProfileKey } from "../core/memory-profile.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { parseRow } from "./parse-row.ts";

const KEEP_MS = 90 * 24 * 60 * 60 * 1_000;

const rowSchema = z.object({ v: z.literal(1), text: z.string().min(1).max(MAX_PROFILE_LENGTH) });

/** Writes KEYS[1] if it still is what was read. */
const REPLACE = `
if (redis.call("GET", KEYS[1]) or "") ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[2], "PX", ARGV[3])
return 1`;

/** Profiles in Redis: a row each, which says nothing of who the person is beyond its text. */
export function createMemoryProfiles({ connection }: { readonly connection: RedisConnection }): MemoryProfiles {
  return {
    async read(who) {
      const key = keyOf(who);
      const row = await connection.run((redis) => redis.get(key));
      return row === null ? undefined : parseRow(rowSchema, key, row).text;
    },

    async replace(who, { previous, next }) {
      const expected = previous === undefined ? "" : rowOf(previous);
      const written = await connection.run((redis) =>
        redis.eval(REPLACE, 1, keyOf(who), expected, rowOf(next), KEEP_MS),
      );
      return written === 1;
    },

    async forget(who) {
      return (await connection.run((redis) => redis.del(keyOf(who)))) === 1;
    },
  };
}

/** Always the same for the same text, so that rows can be compared. */
function rowOf(text: string): string {
  return JSON.stringify(rowSchema.parse({ v: 1, text }));
}

function keyOf({ owner, userId }: ProfileKey): string {
  return `footnote:{key:${owner}}:memory:${userId.toLowerCase()}`;
}
