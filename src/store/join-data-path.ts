import { resolve } from "node:path";
import { Redis } from "ioredis";
import type { Logger } from "../core/logger.ts";
import { readServerUrl } from "./claim-data-dir.ts";
import { type DataPath, type DataPathOptions, openDataPath } from "./open-data-path.ts";

const ANSWER_WITHIN_MS = 1_000;

/**
 * As openDataPath, for a command that is over soon: where another process of this install runs a private Redis, that
 * one is used too, and left running.
 */
export async function joinDataPath(deps: { readonly log: Logger }, options: DataPathOptions): Promise<DataPath> {
  if (options.redisUrl === undefined) {
    const url = await readServerUrl(resolve(options.dataDir, "redis", "redis.conf"));
    if (url !== undefined && (await answers(url)))
      return { url, kind: "private", describe: "The private Redis of a process that runs.", close: async () => {} };
  }
  return openDataPath(deps, options);
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
  });
  // Every failure also rejects the call that it belongs to.
  redis.on("error", () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
