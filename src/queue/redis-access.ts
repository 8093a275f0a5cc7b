import type { Redis } from "ioredis";

/** What the queue needs of a connection to Redis; the store's `connectRedis` gives it. */
export interface RedisAccess {
  readonly redis: Redis;
  /** Runs commands. Rejects with StoreError within 2 s when Redis is away; nothing is sent later than that. */
  run<Result>(command: (redis: Redis) => Promise<Result>): Promise<Result>;
  isReady(): boolean;
}
