import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { RedisConnection } from "./connect-redis.ts";

/** How much may be sent to one place, counted over all processes. */
export interface SendBudget {
  /**
   * Takes one of the `capacity` sends that `key` has within `perMs`, counted from its first. `waitMs` is 0 when there was
   * one; else nothing was taken, and to ask again before so many milliseconds is in vain. At most one round trip.
   * Rejects with StoreError within 2 s when Redis is away.
   */
  tryTake(
    key: string,
    options: { readonly capacity: number; readonly perMs: number },
  ): Promise<{ readonly waitMs: number }>;
}

/** The budget in Redis: a counter per key that ends with its window, by the clock of Redis and nobody else's. */
export function createSendBudget({ connection }: { readonly connection: RedisConnection }): SendBudget {
  const limiters = new Map<string, RateLimiterRedis>();

  return {
    tryTake(key, { capacity, perMs }) {
      const limiter = limiterOf(capacity, perMs);
      return connection.run(async () => {
        try {
          await limiter.consume(key);
          return { waitMs: 0 };
        } catch (refusal) {
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          return { waitMs: Math.max(1, refusal.msBeforeNext) };
        }
      });
    },
  };

  function limiterOf(capacity: number, perMs: number): RateLimiterRedis {
    // The library counts in whole seconds; rounded up, a window is never too short.
    const seconds = Math.max(1, Math.ceil(perMs / 1_000));
    const name = `${capacity}/${seconds}`;
    const limiter =
      limiters.get(name) ??
      new RateLimiterRedis({
        storeClient: connection.redis,
        keyPrefix: `footnote:sends:${name}`,
        points: capacity,
        duration: seconds,
        // A process that took the last one does not ask Redis again before the window ends.
        inMemoryBlockOnConsumed: capacity,
      });
    limiters.set(name, limiter);
    return limiter;
  }
}
