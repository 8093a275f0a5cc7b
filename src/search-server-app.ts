import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Config, isLoopback } from "./config.ts";
import type { ApiKeys } from "./core/api-key.ts";
import { systemClock } from "./core/clock.ts";
import { createClosers } from "./core/closers.ts";
import { ConfigError } from "./core/errors.ts";
import type { Logger } from "./core/logger.ts";
import { createReadiness, liveness, type ReadinessCheck } from "./http/health.ts";
import { createHttpServer } from "./http/http-server.ts";
import { checkPortIsFree } from "./http/listen.ts";
import { openSearchServer } from "./open-search-server.ts";
import { defaultWaits } from "./search-chat/server/complete-chat.ts";
import { createApiKeys } from "./store/api-keys.ts";
import { connectRedis, type RedisConnection } from "./store/connect-redis.ts";
import { createMemoryProfiles } from "./store/memory-profiles.ts";
import { type DataPath, openDataPath } from "./store/open-data-path.ts";

export interface SearchServerApp {
  /** Resolves when calls are taken. Rejects with a ConfigError that says what to do; call `stop` then, too. */
  start(): Promise<void>;
  /** Running answers first, then what goes on in the background, then Redis. May be called twice. */
  stop(): Promise<void>;
  /** What a person who has just started it wants to know, a sentence a line; the address first. After the start. */
  describe(): readonly string[];
}

/** What is left of the shutdown for everything but running answers. */
const CLOSE_RESERVE_MS = 4_000;
/** Longer than the longest answer that comes whole: that of a deep search. */
const SILENT_FOR_MS = defaultWaits.deepSearchMs + 30_000;
const VARIABLES = { host: "SEARCH_SERVER_HOST", port: "SEARCH_SERVER_PORT" } as const;

/** Our own search-chat server in a process of its own. */
export function createSearchServerApp(config: Config, { log }: { readonly log: Logger }): SearchServerApp {
  const settings = config.searchServer;
  const { host } = settings.http;
  const address = { ...settings.http, variables: VARIABLES };
  const clock = systemClock;
  const closers = createClosers({ clock, log });
  const lines: string[] = [];
  let stopped: Promise<void> | undefined;

  return {
    async start() {
      await checkPortIsFree(address);
      const { data, connection } = await openData();
      const keys = connection && createApiKeys({ connection });
      const access = await describeAccess(keys);
      const profiles = connection && createMemoryProfiles({ connection });
      const server = await openSearchServer({ keys, profiles, clock, log }, settings, {
        isLoopback: isLoopback(host),
      });
      closers.add(() => server.close());
      const checks: readonly ReadinessCheck[] =
        connection === undefined
          ? []
          : [{ name: "redis", check: async () => (await connection.run((redis) => redis.ping())) === "PONG" }];
      const routes = [
        { prefix: "/livez", listener: liveness },
        { prefix: "/readyz", listener: createReadiness(checks) },
        { prefix: "/v1", listener: server.listener },
        { prefix: "/302", listener: server.listener },
      ];
      const http = createHttpServer({ routes, log }, { ...address, silentForMs: SILENT_FOR_MS });
      closers.add(() => http.stop(Math.max(0, config.shutdownTimeoutMs - CLOSE_RESERVE_MS)));
      const { port } = await http.start();
      lines.push(
        `The search-chat server is ready: http://${host.includes(":") ? `[${host}]` : host}:${port}/v1`,
        ...server.describe(),
        access,
        ...(data === undefined ? [] : [data]),
      );
    },
    stop() {
      stopped ??= closers.closeAll(config.shutdownTimeoutMs);
      return stopped;
    },
    describe: () => lines,
  };

  /** Nothing where nothing is kept: no Redis is named, no API key was ever made here, and nobody is remembered. */
  async function openData(): Promise<{ readonly data?: string; readonly connection?: RedisConnection }> {
    const { dataDir, upstream } = settings;
    const isNeeded = config.redisUrl !== undefined || upstream !== undefined || existsSync(join(dataDir, "redis"));
    if (!isNeeded) return {};
    const data = await openDataPath({ log }, { redisUrl: config.redisUrl, dataDir });
    closers.add(() => data.close());
    const connection = connectRedis({ url: data.url, log }, "store");
    closers.add(() => connection.close());
    return { data: describeData(data, dataDir), connection };
  }

  /** Who may call. Throws a ConfigError where that would be everybody on the network. */
  async function describeAccess(keys: ApiKeys | undefined): Promise<string> {
    const all = (await keys?.list()) ?? [];
    const good = all.filter(({ revokedAt }) => revokedAt === undefined).length;
    if (settings.apiKey === undefined && good === 0 && !isLoopback(host))
      throw new ConfigError(
        `${VARIABLES.host} is ${host}, which others can reach, and there is no key: make one with “npm run search-server -- keys add NAME”, or set SEARCH_CHAT_API_KEY.`,
      );
    const configured = settings.apiKey === undefined ? [] : ["SEARCH_CHAT_API_KEY"];
    const made = good === 0 ? [] : [`${good} API ${good === 1 ? "key" : "keys"}`];
    const ways = [...configured, ...made];
    if (ways.length > 0) return `Calls need a key: ${ways.join(" or ")}.`;
    return all.length > 0 ? "Calls need a key, and all are revoked." : "Calls from this machine need no key.";
  }
}

function describeData({ kind, url }: DataPath, dataDir: string): string {
  switch (kind) {
    case "redis":
      return `Keys, their counts and what is remembered of people are kept in Redis at ${new URL(url).host}.`;
    case "private":
      return `Keys, their counts and what is remembered of people are kept under ${dataDir}, by a Redis of our own.`;
    case "in-process":
      return "What is remembered of people does not survive a restart, and no API keys can be made: install redis-server, or set REDIS_URL.";
  }
}
