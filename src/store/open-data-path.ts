import { resolve } from "node:path";
import type { Logger } from "../core/logger.ts";
import { startInProcessRedis } from "./in-process-redis.ts";
import { findRedisServer, startPrivateRedis } from "./private-redis.ts";

/** What speaks Redis to this process. Everything else reaches it by `url`, whatever it is. */
export interface DataPath {
  readonly url: string;
  readonly kind: "redis" | "private" | "in-process";
  /** One sentence for the line that the start prints. Without a password. */
  readonly describe: string;
  /** Ends what was started here. May be called twice. */
  close(): Promise<void>;
}

export interface DataPathOptions {
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  /** The server to run as a private one; absent: the one on PATH, if any. */
  readonly findServer?: (() => string | undefined) | undefined;
}

/**
 * Opens the one data path from the best place there is: REDIS_URL, a private server on this machine, or a server inside
 * this process. Throws a ConfigError that says what to do.
 */
export async function openDataPath(
  { log }: { readonly log: Logger },
  { redisUrl, dataDir, findServer = findRedisServer }: DataPathOptions,
): Promise<DataPath> {
  if (redisUrl !== undefined) {
    const describe = `Questions and settings are kept in Redis at ${new URL(redisUrl).host}.`;
    return { url: redisUrl, kind: "redis", describe, close: async () => {} };
  }
  const command = findServer();
  if (command !== undefined) {
    const server = await startPrivateRedis({ command, log }, { dataDir });
    const describe = `Questions and settings are kept under ${resolve(dataDir)}, by a ${command} of our own.`;
    return { ...server, kind: "private", describe };
  }
  const server = await startInProcessRedis();
  return {
    ...server,
    kind: "in-process",
    describe:
      "Nothing survives a restart: questions and settings are kept in memory only. Install redis-server, or set REDIS_URL, to keep them.",
  };
}
