import { setTimeout as delay } from "node:timers/promises";
import { Redis, type RedisOptions } from "ioredis";
import { AppError, StoreError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { endDeadlinesWithSockets } from "./end-deadlines-with-sockets.ts";
import { createReadRows, type ReadRows } from "./read-rows.ts";

/**
 * What the connection is for. `store`, `queue`: commands that fail fast. `worker`: BullMQ's workers, whose blocking commands wait
 * as long as it takes. `subscriber`: pub/sub, whose subscriptions come back by themselves after an outage.
 */
export type ConnectionUse = "store" | "queue" | "worker" | "subscriber";

export interface RedisConnection {
  readonly redis: Redis;
  /** Runs commands. Rejects with StoreError within 2 s when Redis is away; nothing is sent later than that. */
  run<Result>(command: (redis: Redis) => Promise<Result>): Promise<Result>;
  /** As `run` with a read, together with what others want to read at the same moment. */
  readonly readRows: ReadRows;
  isReady(): boolean;
  /** Lets running commands end, for at most a second. May be called twice. */
  close(): Promise<void>;
}

/** Together less than the 2 s in which a platform still lets us say that the question was not accepted. */
const READY_WITHIN_MS = 900;
const ANSWER_WITHIN_MS = 1_000;
const CLOSE_WITHIN_MS = 1_000;
/** A socket that leaves a command without an answer for this long is dead, and is replaced. */
const SILENT_SOCKET_MS = 3_000;
/** BullMQ's blocking commands are silent for 10 s at most. */
const SILENT_WORKER_SOCKET_MS = 15_000;
const LONGEST_RECONNECT_PAUSE_MS = 2_000;
const ASK_SUBSCRIBER_EVERY_MS = 1_000;

// Nothing is kept for later while Redis is away: a write that was reported as failed must not happen afterwards.
const failFast = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  commandTimeout: ANSWER_WITHIN_MS,
  socketTimeout: SILENT_SOCKET_MS,
} as const satisfies RedisOptions;

const optionsOf = {
  // What many answers ask for in one turn of the event loop goes out in one piece: a write per command costs more.
  store: { ...failFast, enableAutoPipelining: true },
  // BullMQ defines its scripts on its connection, and there each pipeline would cost more than it saves.
  queue: failFast,
  // https://docs.bullmq.io/guide/going-to-production#maxretriesperrequest
  worker: { maxRetriesPerRequest: null, socketTimeout: SILENT_WORKER_SOCKET_MS },
  subscriber: {
    maxRetriesPerRequest: null,
    autoResubscribe: true,
    commandTimeout: ANSWER_WITHIN_MS,
    socketTimeout: SILENT_SOCKET_MS,
  },
} as const satisfies Record<ConnectionUse, RedisOptions>;

/** Opens one connection to Redis that reconnects for ever and logs each outage once. */
export function connectRedis(
  { url, log }: { readonly url: string; readonly log: Logger },
  use: ConnectionUse,
): RedisConnection {
  const redis = new Redis(url, {
    ...optionsOf[use],
    connectTimeout: 5_000,
    keepAlive: 30_000,
    noDelay: true,
    retryStrategy: (attempt) => Math.min(25 * 2 ** Math.min(attempt, 10), LONGEST_RECONNECT_PAUSE_MS),
  });
  endDeadlinesWithSockets(redis);
  logOutages(redis, log.child({ connection: use }));
  if (use === "subscriber") keepAsking(redis);
  let gettingReady: Promise<void> | undefined;
  let closed: Promise<void> | undefined;
  return {
    redis,
    run,
    readRows: createReadRows(run),
    isReady: () => redis.status === "ready",
    close() {
      closed ??= endConnection(redis);
      return closed;
    },
  };

  async function run<Result>(command: (redis: Redis) => Promise<Result>): Promise<Result> {
    if (redis.status !== "ready") {
      // All who wait share one wait: in an outage they are many.
      gettingReady ??= untilReady(redis).finally(() => {
        gettingReady = undefined;
      });
      await gettingReady;
    }
    try {
      return await command(redis);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      // ioredis puts the command's arguments into the error: a question must not reach a log that way.
      if (cause instanceof Error) Reflect.deleteProperty(cause, "command");
      throw new StoreError("Redis did not carry out a command", { cause });
    }
  }
}

async function untilReady(redis: Redis): Promise<void> {
  if (redis.status === "end") throw new StoreError("The connection to Redis has been closed");
  let late: NodeJS.Timeout | undefined;
  let onReady: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      onReady = resolve;
      redis.once("ready", onReady);
      late = setTimeout(
        () => reject(new StoreError("Redis cannot be reached: check that it runs and that REDIS_URL is right")),
        READY_WITHIN_MS,
      );
    });
  } finally {
    clearTimeout(late);
    if (onReady !== undefined) redis.off("ready", onReady);
  }
}

function logOutages(redis: Redis, log: Logger): void {
  let isAway = false;
  let reason: string | undefined;
  redis.on("error", (error: Error) => {
    // Only its message: ioredis puts the command's arguments into the error, and they may be the password.
    reason = error.message;
  });
  redis.on("reconnecting", () => {
    // A server that hangs up gives no error.
    if (!isAway) log.error({ reason }, "Redis cannot be reached; trying again until it can");
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info("Redis can be reached again");
    isAway = false;
    reason = undefined;
  });
}

/** A subscriber only listens: without a question now and then it would take a dead socket for silence. */
function keepAsking(redis: Redis): void {
  const asking = setInterval(() => {
    if (redis.status !== "ready") return;
    // A question without an answer ends with its socket, which is told of as an outage.
    redis.ping().catch(() => {});
  }, ASK_SUBSCRIBER_EVERY_MS).unref();
  redis.once("end", () => clearInterval(asking));
}

async function endConnection(redis: Redis): Promise<void> {
  if (redis.status === "ready") {
    const deadline = new AbortController();
    const late = delay(CLOSE_WITHIN_MS, undefined, { signal: deadline.signal });
    // Whether it said goodbye, broke off meanwhile or took too long, it is disconnected next.
    await Promise.allSettled([Promise.race([redis.quit(), late]).finally(() => deadline.abort())]);
  }
  redis.disconnect();
}
