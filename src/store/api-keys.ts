import { z } from "zod";
import { type ApiKey, type ApiKeys, type ApiKeyUse, apiKeyScopes } from "../core/api-key.ts";
import { StoreError } from "../core/errors.ts";
import type { RedisConnection } from "./connect-redis.ts";

const NAMES = "footnote:{search-server}:key-names";
/** What no hash is: the row of a call without a key. */
const NO_HASH = "none";
const DAY_MS = 24 * 60 * 60 * 1_000;
/** A hash is 64 hexadecimal digits; its beginning tells keys apart and says nothing of the key. */
const ID_LENGTH = 12;

/** Unix ms, by the caller's clock if it is given (a test's), else by that of Redis and nobody else's. */
const NOW = `
local function clock(given)
  if given ~= "" then return tonumber(given) end
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/** A revoked key of the same name (KEYS[3]) makes room. Who has read another one there finds its row gone, and is late. */
const CREATE = `${NOW}
if redis.call("HEXISTS", KEYS[1], ARGV[1]) == 1 then
  if not redis.call("HGET", KEYS[3], "revokedAt") then return 0 end
  redis.call("DEL", KEYS[3])
end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
redis.call("HSET", KEYS[2], "name", ARGV[1], "scopes", ARGV[3], "daily", ARGV[4], "perMinute", ARGV[5], "createdAt", string.format("%.0f", clock(ARGV[6])))
return 1`;

const REVOKE = `${NOW}
if redis.call("EXISTS", KEYS[1]) == 0 or redis.call("HGET", KEYS[1], "revokedAt") then return 0 end
redis.call("HSET", KEYS[1], "revokedAt", string.format("%.0f", clock(ARGV[1])))
return 1`;

/**
 * The rate's bucket is the moment at which it will be full again (\`full\`): each call puts that off by its share of a
 * minute, and none may put it off by more than a minute. A clock that was set back neither reopens a day nor closes the
 * bucket for longer than a minute.
 */
const USE = `${NOW}
local row = redis.call("HMGET", KEYS[1], "name", "scopes", "daily", "perMinute", "revokedAt", "day", "calls", "full")
if not row[1] then
  if redis.call("HLEN", KEYS[2]) == 0 then return { "noKeys", "", 0 } end
  return { "unknown", "", 0 }
end
if row[5] then return { "revoked", "", 0 } end
local scoped = ARGV[1] ~= "models"
if scoped and not string.find("," .. row[2] .. ",", "," .. ARGV[1] .. ",", 1, true) then return { "outOfScope", row[1], 0 } end
local now, dayMs = clock(ARGV[2]), ${DAY_MS}
local daily, perMinute = tonumber(row[3]), tonumber(row[4])
local last = tonumber(row[6] or "0")
local day = math.max(math.floor(now / dayMs), last)
local calls = 0
if day == last then calls = tonumber(row[7] or "0") end
if scoped and daily > 0 and calls >= daily then return { "dailyReached", row[1], (day + 1) * dayMs - now } end
local full = now
if perMinute > 0 then
  local stored = tonumber(row[8] or "0")
  local bounded = math.min(math.max(now, stored), now + 60000)
  full = bounded + 60000 / perMinute
  local wait = full - now - 60000
  if wait > 0.01 then
    if stored > bounded then redis.call("HSET", KEYS[1], "full", string.format("%.3f", bounded)) end
    return { "rateReached", row[1], math.ceil(wait - 0.01) }
  end
end
if scoped then calls = calls + 1 end
redis.call("HSET", KEYS[1], "day", string.format("%.0f", day), "calls", string.format("%.0f", calls), "full", string.format("%.3f", full))
return { "accepted", row[1], 0 }`;

const usedSchema = z.tuple([
  z.enum(["accepted", "outOfScope", "dailyReached", "rateReached", "unknown", "revoked", "noKeys"]),
  z.string(),
  z.number(),
]);

const limitSchema = z.coerce.number().transform((limit) => (limit === 0 ? undefined : limit));
const rowSchema = z.object({
  name: z.string(),
  scopes: z.string().transform((scopes) => apiKeyScopes.filter((scope) => scopes.split(",").includes(scope))),
  daily: limitSchema,
  perMinute: limitSchema,
  createdAt: z.coerce.number(),
  revokedAt: z.coerce.number().optional(),
  day: z.coerce.number().default(0),
  calls: z.coerce.number().default(0),
});

export interface ApiKeysDeps {
  readonly connection: RedisConnection;
  /** Unix ms. Absent: the clock of Redis, which is the same for every process. */
  readonly now?: (() => number) | undefined;
}

/** API keys in Redis: one hash a key, found by the hash of the key, and one with their names. One call is one round trip. */
export function createApiKeys({ connection, now }: ApiKeysDeps): ApiKeys {
  const clock = () => (now === undefined ? "" : String(now()));
  const hashOf = async (name: string) => (await connection.run((redis) => redis.hget(NAMES, name))) ?? "";

  return {
    async create({ hash, name, scopes, daily, perMinute }) {
      const old = await hashOf(name);
      const rights = [scopes.join(","), daily ?? 0, perMinute ?? 0];
      const created = await connection.run((redis) =>
        redis.eval(CREATE, 3, NAMES, keyOf(hash), keyOf(old || NO_HASH), name, hash, ...rights, clock()),
      );
      return created === 1;
    },

    async list() {
      const hashes = Object.values(await connection.run((redis) => redis.hgetall(NAMES)));
      const keys = await Promise.all(hashes.map(readKey));
      return keys.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
    },

    async revoke(name) {
      const hash = await hashOf(name);
      if (hash === "") return false;
      return (await connection.run((redis) => redis.eval(REVOKE, 1, keyOf(hash), clock()))) === 1;
    },

    async use(hash, need): Promise<ApiKeyUse> {
      const [outcome, name, retryAfterMs] = usedSchema.parse(
        await connection.run((redis) => redis.eval(USE, 2, keyOf(hash ?? NO_HASH), NAMES, need, clock())),
      );
      const id = idOf(hash ?? NO_HASH);
      switch (outcome) {
        case "accepted":
        case "outOfScope":
          return { outcome, id, name };
        case "dailyReached":
        case "rateReached":
          return { outcome, id, name, retryAfterMs };
        default:
          return { outcome };
      }
    },
  };

  /** Nothing for a key that was replaced meanwhile. */
  async function readKey(hash: string): Promise<readonly ApiKey[]> {
    const row = await connection.run((redis) => redis.hgetall(keyOf(hash)));
    if (Object.keys(row).length === 0) return [];
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success)
      throw new StoreError(`The row ${keyOf(hash)} cannot be read: delete it, and make its key anew`);
    const { day, calls, revokedAt, ...rights } = parsed.data;
    const today = Math.floor((now?.() ?? (await redisNow())) / DAY_MS);
    return [{ ...rights, id: idOf(hash), revokedAt, callsToday: day >= today ? calls : 0 }];
  }

  async function redisNow(): Promise<number> {
    const [seconds] = await connection.run((redis) => redis.time());
    return Number(seconds) * 1_000;
  }
}

function keyOf(hash: string): string {
  return `footnote:{search-server}:key:${hash}`;
}

function idOf(hash: string): string {
  return hash.slice(0, ID_LENGTH);
}
