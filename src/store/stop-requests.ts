import { type ChannelRef, workspaceKey } from "../core/chat.ts";
import type { Logger } from "../core/logger.ts";
import type { StopRequests } from "../core/stop-requests.ts";
import type { RedisConnection } from "./connect-redis.ts";

const KEEP_MS = 60 * 60 * 1_000;
/** One channel for all: people press Stop seldom, and a subscription per answer would cost each a round trip. */
const LIVE = "footnote:stop";
/** How often rows are looked at while the subscription is away. */
const LOOK_AGAIN_AFTER_MS = 500;

export interface StopRequestsDeps {
  readonly connection: RedisConnection;
  /** May be shared with others that subscribe. */
  readonly subscriber: RedisConnection;
  readonly log: Logger;
}

/**
 * Stop requests in Redis: a row each, told to every process through pub/sub. A wait looks at its row once; only while the
 * subscription is away the rows of all waits are looked at again and again, until it is back.
 */
export function createStopRequests({ connection, subscriber, log }: StopRequestsDeps): StopRequests {
  const waits = new Map<string, Set<() => void>>();
  /** What may have been requested unheard. */
  const unsure = new Set<string>();
  /** Differs after every break, so that a look that began before one does not count. */
  let subscription: symbol | undefined;
  let isLookDue = false;

  subscriber.redis.on("message", (channel: string, key: string) => {
    if (channel === LIVE) stop(key);
  });
  subscriber.redis.on("ready", () => void subscribe());
  subscriber.redis.on("close", () => {
    subscription = undefined;
    for (const key of waits.keys()) unsure.add(key);
    lookLater();
  });
  if (subscriber.isReady()) void subscribe();

  return {
    async request(channel, answerId) {
      const key = keyOf(channel, answerId);
      // The row first: who begins to wait between the two finds it.
      await connection.run((redis) => Promise.all([redis.set(key, "1", "PX", KEEP_MS), redis.publish(LIVE, key)]));
    },

    wait(channel, answerId, signal) {
      if (signal.aborted) return Promise.resolve(false);
      const key = keyOf(channel, answerId);
      return new Promise((resolve) => {
        const end = (isStopped: boolean) => {
          signal.removeEventListener("abort", onAbort);
          forget(key, onStop);
          resolve(isStopped);
        };
        const onStop = () => end(true);
        const onAbort = () => end(false);
        signal.addEventListener("abort", onAbort, { once: true });
        waits.set(key, (waits.get(key) ?? new Set()).add(onStop));
        unsure.add(key);
        void look([key]);
      });
    },

    async clear(channel, answerId) {
      await connection.run((redis) => redis.del(keyOf(channel, answerId)));
    },
  };

  function stop(key: string): void {
    for (const onStop of waits.get(key) ?? []) onStop();
  }

  function forget(key: string, onStop: () => void): void {
    const ofKey = waits.get(key);
    ofKey?.delete(onStop);
    if (ofKey?.size !== 0) return;
    waits.delete(key);
    unsure.delete(key);
  }

  async function subscribe(): Promise<void> {
    try {
      await subscriber.run((redis) => redis.subscribe(LIVE));
      subscription = Symbol("subscription");
      await look([...unsure]);
    } catch (error) {
      log.debug({ err: error }, "stop requests are looked up one by one until Redis tells of them again");
    }
  }

  /** Asks for all rows in one go. Keys that could not be told for certain stay unsure. */
  async function look(keys: readonly string[]): Promise<void> {
    const heardThrough = subscription;
    const rows = await Promise.allSettled(keys.map((key) => connection.run((redis) => redis.exists(key))));
    for (const [index, key] of keys.entries()) {
      const row = rows[index];
      if (row?.status !== "fulfilled") continue;
      if (row.value === 1) stop(key);
      else if (heardThrough !== undefined && heardThrough === subscription) unsure.delete(key);
    }
    lookLater();
  }

  function lookLater(): void {
    if (unsure.size === 0 || isLookDue) return;
    isLookDue = true;
    setTimeout(() => void lookAgain(), LOOK_AGAIN_AFTER_MS).unref();
  }

  async function lookAgain(): Promise<void> {
    const isSubscribing = subscription === undefined && subscriber.isReady();
    await Promise.all([look([...unsure]), isSubscribing ? subscribe() : undefined]);
    isLookDue = false;
    lookLater();
  }
}

function keyOf(channel: ChannelRef, answerId: string): string {
  return `footnote:{${workspaceKey(channel)}}:stop:${answerId}`;
}
