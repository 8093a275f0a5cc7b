import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { type ClaimedDirectory, claimDataDir } from "./claim-data-dir.ts";
import { connectRedis, type RedisConnection } from "./connect-redis.ts";
import type { RunningRedis } from "./in-process-redis.ts";
import { type RedisProcess, spawnRedis } from "./redis-process.ts";

const COMMANDS = ["redis-server", "valkey-server"];
/** Loading a large append-only file takes its time. */
const ANSWER_WITHIN_MS = 30_000;
const RESTART_AFTER_MS = 1_000;

/** The `redis-server` or `valkey-server` of this machine, if there is one on PATH. */
export function findRedisServer(): string | undefined {
  return COMMANDS.find((command) => spawnSync(command, ["--version"], { timeout: 5_000 }).status === 0);
}

/** Starts a Redis of our own that keeps its files under `<dataDir>/redis`, for as long as this process lives. */
export async function startPrivateRedis(
  { command, log }: { readonly command: string; readonly log: Logger },
  { dataDir }: { readonly dataDir: string },
): Promise<RunningRedis> {
  return claimDataDir(dataDir, async ({ directory, configPath }: ClaimedDirectory) => {
    const server = { port: await freePort(), password: randomBytes(24).toString("hex"), directory };
    // In the file and not on the command line, which every user of the machine can read.
    await writeFile(configPath, configOf(server), { mode: 0o600 });
    const url = `redis://:${server.password}@127.0.0.1:${server.port}`;
    // Stays open: a server without any client counts as left behind.
    const presence = connectRedis({ url, log: silent }, "subscriber");
    const child = spawnRedis(command, configPath);
    try {
      await untilItAnswers(presence, child);
    } catch (error) {
      await Promise.all([presence.close(), child.stop()]);
      throw error;
    }
    const stopServer = keepRunning(child, () => spawnRedis(command, configPath), log);
    let closed: Promise<void> | undefined;
    return {
      url,
      close() {
        closed ??= stopServer().then(() => presence.close());
        return closed;
      },
    };
  });
}

/** What fails here is told by the one who waits for the server. */
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

interface ServerSettings {
  readonly port: number;
  readonly password: string;
  readonly directory: string;
}

function configOf({ port, password, directory }: ServerSettings): string {
  const lines = [
    "bind 127.0.0.1",
    `port ${port}`,
    `requirepass ${password}`,
    // Redis quotes and escapes as JSON does.
    `dir ${JSON.stringify(directory)}`,
    "appendonly yes",
    // Accepted means durable. With everysec Redis answers first, and may keep up to 2 s of writes back while a sync runs.
    // https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
    "appendfsync always",
    'save ""',
    "maxmemory-policy noeviction",
    "loglevel warning",
  ];
  return `${lines.join("\n")}\n`;
}

async function untilItAnswers({ redis }: RedisConnection, child: RedisProcess): Promise<void> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  const ready = new Promise<"ready">((resolve) => redis.once("ready", () => resolve("ready")));
  const late = once(signal, "abort").then(() => "late" as const);
  const outcome = await Promise.race([ready, late, child.ended.then(() => "ended" as const)]);
  settled.abort();
  if (outcome !== "ready") {
    throw new ConfigError(
      `The private Redis did not start${outcome === "late" ? ` within ${ANSWER_WITHIN_MS / 1_000} s` : ""}: ${child.lastWords() || "it said nothing"}. Repair that, or set REDIS_URL.`,
    );
  }
}

/** Starts the server again whenever it ends by itself, and returns what stops it for good. */
function keepRunning(first: RedisProcess, restart: () => RedisProcess, log: Logger): () => Promise<void> {
  const stopping = new AbortController();
  let current = first;
  const watching = watch();
  return async () => {
    stopping.abort();
    await current.stop();
    await watching;
  };

  async function watch(): Promise<void> {
    for (;;) {
      await current.ended;
      if (stopping.signal.aborted) return;
      log.error({ lastWords: current.lastWords() }, "the private Redis has ended by itself and is started again");
      // Ends early, by rejecting, when it is to stop.
      await Promise.allSettled([delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal })]);
      if (stopping.signal.aborted) return;
      current = restart();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string")
    throw new ConfigError("No free port could be found on 127.0.0.1");
  return address.port;
}
