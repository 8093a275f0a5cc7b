import { z } from "zod";
import type { SharedSends } from "../core/send-budget.ts";
import type { RedisConnection } from "./connect-redis.ts";

/**
 * The moment at which a bucket will owe nothing, in milliseconds by the clock of Redis and nobody else's. What was sent
 * without asking is added first, but closes the bucket for no longer than its burst takes; then what is granted.
 */
const TAKE = `
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local want, cost, room, untold, closed, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local paid = math.max(now, tonumber(redis.call("GET", KEYS[1]) or "0"))
paid = math.max(paid, math.min(paid + untold, now + burst))
if closed > 0 then paid = math.max(paid, now + closed + burst - cost) end
local granted = math.min(want, math.max(0, math.floor((now + room - paid) / cost)))
paid = paid + granted * cost
local wait = 0
if granted < want then wait = math.max(1, math.ceil(paid + cost - now - room)) end
if paid > now then redis.call("SET", KEYS[1], string.format("%.0f", paid), "PX", math.ceil(paid - now) + 1) end
return { granted, wait }`;

const grantSchema = z.tuple([z.number(), z.number()]);

/** The shared count of each bucket in Redis; one round trip. */
export function createSharedSends({ connection }: { readonly connection: RedisConnection }): SharedSends {
  return {
    async take({ workspace, name, burst, everyMs }, { want, costMs, roomMs, untoldMs, closedForMs }) {
      const key = `footnote:{${workspace}}:sends:${name}`;
      const [granted, waitMs] = grantSchema.parse(
        await connection.run((redis) =>
          redis.eval(TAKE, 1, key, want, costMs, roomMs, untoldMs, closedForMs, burst * everyMs),
        ),
      );
      return { granted, waitMs };
    },
  };
}
