import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { ConfigError } from "../core/errors.ts";

/** A start takes less; a mark that is older was left by a process that was killed. */
const START_TAKES_AT_MOST_MS = 60_000;
const ANOTHER_STARTS_WITHIN_MS = 5_000;
/** How long the server of a process that was killed may take to end. */
const LEFTOVER_ENDS_WITHIN_MS = 10_000;
/** The connections of a process that was killed are closed at once. */
const CLIENTS_ARE_GONE_WITHIN_MS = 1_000;
const POLL_MS = 100;

export interface ClaimedDirectory {
  readonly directory: string;
  /** Names the port and the password of the server that uses the directory now. */
  readonly configPath: string;
}

/**
 * Runs `start` while nobody else starts in the same data directory, and after a server that a killed process left there
 * has ended. Throws a ConfigError when another Footnote is using the directory.
 */
export async function claimDataDir<Result>(
  dataDir: string,
  start: (claimed: ClaimedDirectory) => Promise<Result>,
): Promise<Result> {
  const directory = resolve(dataDir, "redis");
  const configPath = join(directory, "redis.conf");
  const markPath = join(directory, "starting");
  await makeDirectory(directory);
  await takeMark(markPath, dataDir);
  try {
    await untilUnused(configPath, dataDir);
    return await start({ directory, configPath });
  } finally {
    await rm(markPath, { force: true });
  }
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ConfigError(`DATA_DIR: the directory ${directory} cannot be made; choose one that can be written`, {
      cause,
    });
  }
}

async function takeMark(markPath: string, dataDir: string): Promise<void> {
  const deadline = performance.now() + ANOTHER_STARTS_WITHIN_MS;
  while (!(await createMark(markPath))) {
    if (await isMarkStale(markPath)) await rm(markPath, { force: true });
    else if (performance.now() > deadline) throw inUse(dataDir);
    else await delay(POLL_MS);
  }
}

async function createMark(markPath: string): Promise<boolean> {
  try {
    await writeFile(markPath, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (cause) {
    if (hasCode(cause, "EEXIST")) return false;
    throw new ConfigError(`DATA_DIR: ${markPath} cannot be written; choose a directory that can be written`, { cause });
  }
}

async function isMarkStale(markPath: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, owner] = await Promise.all([stat(markPath), readFile(markPath, "utf8")]);
    return performance.timeOrigin + performance.now() - mtimeMs > START_TAKES_AT_MOST_MS || !isAlive(Number(owner));
  } catch (cause) {
    // Gone in the meantime: the next try to create it decides.
    if (hasCode(cause, "ENOENT")) return false;
    throw cause;
  }
}

function isAlive(pid: number): boolean {
  // Empty while its owner is still writing it.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, as another user.
    return !hasCode(error, "ESRCH");
  }
}

/** A server here without clients was left by a process that was killed, and is ended; one with clients is in use. */
async function untilUnused(configPath: string, dataDir: string): Promise<void> {
  const url = await readServerUrl(configPath);
  if (url === undefined) return;
  const began = performance.now();
  for (;;) {
    const state = await endIfAbandoned(url);
    const elapsedMs = performance.now() - began;
    if (state === "gone") return;
    if (elapsedMs > (state === "used" ? CLIENTS_ARE_GONE_WITHIN_MS : LEFTOVER_ENDS_WITHIN_MS)) throw inUse(dataDir);
    await delay(POLL_MS);
  }
}

async function endIfAbandoned(url: string): Promise<"used" | "ending" | "gone"> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
  });
  // Every failure also rejects the call that it belongs to.
  redis.on("error", () => {});
  let hasAnswered = false;
  try {
    await redis.connect();
    const clients = String(await redis.client("LIST"))
      .trim()
      .split("\n");
    hasAnswered = true;
    if (clients.length > 1) return "used";
    await redis.shutdown();
    return "ending";
  } catch {
    // One that answered and broke off is ending; it is gone when nothing answers to our password on its port any more.
    return hasAnswered ? "ending" : "gone";
  } finally {
    redis.disconnect();
  }
}

/** Where the private server of a data directory listens, if one was ever started there. */
export async function readServerUrl(configPath: string): Promise<string | undefined> {
  try {
    const config = await readFile(configPath, "utf8");
    const port = /^port (\d+)$/mu.exec(config)?.[1];
    const password = /^requirepass (\S+)$/mu.exec(config)?.[1];
    return port === undefined || password === undefined ? undefined : `redis://:${password}@127.0.0.1:${port}`;
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return undefined;
    throw new ConfigError(`DATA_DIR: ${configPath} cannot be read; was it written by another user?`, { cause });
  }
}

function inUse(dataDir: string): ConfigError {
  return new ConfigError(
    `Another Footnote is using ${resolve(dataDir)}. Stop it, give this one a DATA_DIR of its own, or let both share a Redis with REDIS_URL.`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
