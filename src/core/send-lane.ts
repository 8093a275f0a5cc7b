import type { Clock } from "./clock.ts";
import { AppError, PlatformError } from "./errors.ts";
import type { Logger } from "./logger.ts";
import type { SendBucket, SendCall, SharedGrant, SharedRequest, SharedSends } from "./send-budget.ts";
import { createSendQueue } from "./send-queue.ts";
import { createTrickle } from "./trickle.ts";

export interface SendLaneDeps {
  readonly shared: SharedSends;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Leave to send once; called when that is over. */
export type Turn = (end: "accepted" | "over") => void;

/** What one process knows of one bucket. */
export interface SendLane {
  /** Resolves when it is this one's turn. `place`: the order of asking, kept by one that was refused. */
  turn(call: SendCall, place: number): Promise<Turn>;
  /** The platform has refused a send, and has said when it will take one. */
  close(retryAfterMs: number): void;
  isIdle(): boolean;
}

/** A process that sends less than this part of what is allowed does not ask the others. */
const OWN_PART = 1 / 8;
/** For so long after a refusal nothing is sent that the shared count has not granted. Then one send tries again. */
const CAREFUL_FOR_MS = 30_000;
/** Sends beyond the documented limit that may wait for their answers at once: one, and one more after each that was taken. */
const MOST_PROBES = 30;
/** One that has no answer by then holds nobody up any more. */
const PROBE_FOR_MS = 1_000;
/** However many answers grow in one place, each looks again after so long. */
const LONGEST_REFUSAL_MS = 60_000;

const PLAIN: Turn = () => undefined;

/** Creates the lane of one bucket, by the rules of docs/adr/0004-send-budgets.md. */
export function createSendLane({ shared, clock, log }: SendLaneDeps, bucket: SendBucket): SendLane {
  const { burst, everyMs, isStrict = false } = bucket;
  const growthMs = everyMs * (bucket.growthCost ?? 1);
  const documented = createTrickle(clock, bucket);
  const ownPart = createTrickle(clock, {
    burst: Math.max(1, Math.floor(burst * OWN_PART)),
    everyMs: everyMs / OWN_PART,
  });
  const queue = createSendQueue<Turn>({
    wait: clock.wait,
    refusal: () => refusal(Math.max(everyMs, closedUntil - clock.now())),
  });
  let untoldMs = 0;
  let closedUntil = 0;
  let carefulUntil = 0;
  let emptyUntil = 0;
  let nextGrowthAt = 0;
  const probes = new Set<{ readonly at: number }>();
  let mayProbe = 1;
  let isServing = false;

  return {
    async turn(call, place) {
      if (call.urgency === "growth") return turnOfGrowth();
      const free = queue.length === 0 ? takeFreely() : undefined;
      if (free !== undefined) return free;
      if (call.signal.aborted || call.patience?.aborted === true) return turnAtOnce();
      const turn = queue.wait(call, place);
      void serve();
      return turn;
    },
    close(retryAfterMs) {
      const now = clock.now();
      const isNews = now + retryAfterMs > closedUntil + everyMs;
      closedUntil = Math.max(closedUntil, now + retryAfterMs);
      carefulUntil = Math.max(carefulUntil, closedUntil + CAREFUL_FOR_MS);
      mayProbe = 1;
      if (!isNews) return;
      const { workspace, name } = bucket;
      log.info(
        { workspace, bucket: name, retryAfterMs },
        "a platform asks us to slow down; what is sent there waits in order",
      );
      void ask({ want: 0, costMs: everyMs, roomMs: burst * everyMs, closedForMs: retryAfterMs });
    },
    isIdle: () => queue.length === 0 && probes.size === 0 && clock.now() >= carefulUntil && documented.isFull(),
  };

  /** Within what is documented, and only while nothing that people must see waits. */
  async function turnOfGrowth(): Promise<Turn> {
    const now = clock.now();
    const busyForMs = queue.length > 0 || now < carefulUntil ? Math.max(growthMs, closedUntil - now) : 0;
    if (busyForMs > 0) throw refusalOfGrowth(busyForMs);
    if (ownPart.take()) {
      untoldMs += growthMs;
      return PLAIN;
    }
    if (now < emptyUntil) throw refusalOfGrowth(emptyUntil - now);
    const { granted, waitMs } = await ask({ want: 1, costMs: growthMs, roomMs: Math.ceil(burst / 2) * everyMs });
    if (granted > 0) return PLAIN;
    emptyUntil = clock.now() + waitMs;
    throw refusalOfGrowth(waitMs);
  }

  /** The refused come back one after the other, so that many cost no more than few. */
  function refusalOfGrowth(waitMs: number): PlatformError {
    const now = clock.now();
    nextGrowthAt = Math.min(
      Math.max(nextGrowthAt + growthMs, now + waitMs),
      now + Math.max(waitMs, LONGEST_REFUSAL_MS),
    );
    return refusal(nextGrowthAt - now);
  }

  async function turnAtOnce(): Promise<Turn> {
    const now = clock.now();
    const mayAsk = queue.length === 0 && now >= Math.max(closedUntil, emptyUntil) && (isStrict || now < carefulUntil);
    if (mayAsk) {
      const { granted, waitMs } = await ask({ want: 1, costMs: everyMs, roomMs: burst * everyMs });
      if (granted > 0) return PLAIN;
      emptyUntil = clock.now() + waitMs;
    }
    throw refusal(Math.max(1, closedUntil - now, emptyUntil - now));
  }

  /** What needs nobody's leave: a little of a strict limit; else the documented limit, and beyond it a few that try. */
  function takeFreely(): Turn | undefined {
    const now = clock.now();
    if (now < closedUntil || now < carefulUntil) return undefined;
    if (isStrict ? ownPart.take() : documented.take()) {
      untoldMs += everyMs;
      return PLAIN;
    }
    return isStrict || probesUnderWay(now) >= mayProbe ? undefined : probe();
  }

  function probe(): Turn {
    const own = { at: clock.now() };
    probes.add(own);
    return (end) => {
      if (end === "accepted") mayProbe = Math.min(mayProbe + 1, MOST_PROBES);
      probes.delete(own);
      if (queue.length > 0) queue.wake();
    };
  }

  function probesUnderWay(now: number): number {
    let count = 0;
    for (const { at } of probes) if (now - at < PROBE_FOR_MS) count += 1;
    return count;
  }

  /** Lets those who wait go on, one after the other, until nobody waits. Never rejects. */
  async function serve(): Promise<void> {
    if (isServing) return;
    isServing = true;
    while (queue.length > 0) {
      const now = clock.now();
      if (now < closedUntil) {
        await queue.pause(closedUntil - now);
        continue;
      }
      const free = takeFreely();
      if (free !== undefined) {
        queue.admit(free);
        continue;
      }
      if (isStrict || now < carefulUntil) await serveByGrant();
      // The end of a probe wakes it.
      else await queue.pause(PROBE_FOR_MS);
    }
    isServing = false;
  }

  async function serveByGrant(): Promise<void> {
    const want = Math.min(queue.length, burst);
    const { granted, waitMs } = await ask({ want, costMs: everyMs, roomMs: burst * everyMs });
    for (let index = 0; index < granted; index += 1) {
      // Counted here, too, or a burst would follow when the care is over.
      documented.take();
      queue.admit(PLAIN);
    }
    if (waitMs > 0 && queue.length > 0) await queue.pause(waitMs);
  }

  async function ask(
    request: Pick<SharedRequest, "want" | "costMs" | "roomMs"> & { readonly closedForMs?: number },
  ): Promise<SharedGrant> {
    const told = Math.min(untoldMs, burst * everyMs);
    untoldMs = 0;
    try {
      return await shared.take(bucket, { closedForMs: 0, ...request, untoldMs: told });
    } catch (error) {
      if (error instanceof AppError) log.debug({ code: error.code }, ALONE);
      else log.warn({ err: error }, ALONE);
      return { granted: Math.min(1, request.want), waitMs: everyMs };
    }
  }
}

const ALONE = "what other processes send is not known; this one goes on as if alone";

function refusal(retryAfterMs: number): PlatformError {
  return new PlatformError("It is not sent yet: the limit of the platform there is used up", {
    code: "PLATFORM_RATE_LIMITED",
    retryAfterMs: Math.ceil(retryAfterMs),
  });
}
