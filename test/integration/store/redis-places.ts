import { inject } from "vitest";
import type { Logger } from "../../../src/core/logger.ts";
import { type ConnectionUse, connectRedis, type RedisConnection } from "../../../src/store/connect-redis.ts";
import { startInProcessRedis } from "../../../src/store/in-process-redis.ts";

/** The two kinds of server that every store has to work on. */
export const redisPlaces = [
  { place: "Redis", open: async () => ({ url: inject("redisUrl"), close: async () => {} }) },
  { place: "the Redis inside the process", open: startInProcessRedis },
] as const;

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: object;
  readonly sentence: string;
}

/** A logger that keeps its lines. */
export function recordLog(): { readonly log: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine["level"]) =>
    (first: object | string, sentence = ""): void => {
      lines.push(
        typeof first === "string" ? { level, fields: {}, sentence: first } : { level, fields: first, sentence },
      );
    };
  const log: Logger = {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: () => log,
  };
  return { log, lines };
}

/** Connections that are all closed together. */
export function connections(url: string): {
  open(use?: ConnectionUse): RedisConnection;
  close(): Promise<void>;
} {
  const opened: RedisConnection[] = [];
  return {
    open(use = "store") {
      const connection = connectRedis({ url, log: recordLog().log }, use);
      opened.push(connection);
      return connection;
    },
    async close() {
      await Promise.all(opened.map((connection) => connection.close()));
    },
  };
}
