import { inject } from "vitest";
import { type ConnectionUse, connectRedis, type RedisConnection } from "../../../src/store/connect-redis.ts";
import { startInProcessRedis } from "../../../src/store/in-process-redis.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

/** The two kinds of server that every store has to work on. */
export const redisPlaces = [
  { place: "Redis", open: async () => ({ url: inject("redisUrl"), close: async () => {} }) },
  { place: "the Redis inside the process", open: startInProcessRedis },
] as const;

/** Connections that are all closed together. */
export function connections(url: string): {
  open(use?: ConnectionUse): RedisConnection;
  close(): Promise<void>;
} {
  const opened: RedisConnection[] = [];
  return {
    open(use = "store") {
      const connection = connectRedis({ url, log: createMemoryLog() }, use);
      opened.push(connection);
      return connection;
    },
    async close() {
      await Promise.all(opened.map((connection) => connection.close()));
    },
  };
}
