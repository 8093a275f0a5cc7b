import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/core/clock.ts";
import { type Digest, type DigestRef, digestKey, digestRef, digestSchema } from "../../src/core/digest.ts";
import { slotsBetween } from "../../src/core/digest-schedule.ts";
import type { SlotLog } from "../../src/core/digest-slot.ts";
import { StoreError } from "../../src/core/errors.ts";
import type { Logger } from "../../src/core/logger.ts";
import { emptyLayer } from "../../src/core/settings.ts";
import type { DigestDeps } from "../../src/features/digest/digest-deps.ts";
import { createRunDue } from "../../src/features/digest/run-due.ts";
import { createRunSlot } from "../../src/features/digest/run-slot.ts";
import { createSweepDigests } from "../../src/features/digest/sweep-digests.ts";
import { seededRandom } from "../chaos/seeded-random.ts";
import { createMemoryDigestStore } from "../fakes/memory-digest-store.ts";
import { createMemoryLedger } from "../fakes/memory-ledger.ts";
import { createMemorySettings } from "../fakes/memory-settings.ts";
import { createEventQueue } from "./event-queue.ts";
import { createOutages } from "./outages.ts";
import { createSimulatedEndpoint } from "./simulated-endpoint.ts";
import { createSimulatedPlatform, type SimulatedPlatform } from "./simulated-platform.ts";
import { Crash, createSimulatedQueue, type SimulatedJob } from "./simulated-queue.ts";
import { createSimulatedOutbox, createSimulatedSlotLog } from "./simulated-stores.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const GRACE_MS = 2 * HOUR_MS;
/** Less often than in earnest, and only over digests that something has gone wrong with: that is what takes the time. */
const SWEPT_EVERY_MS = 40 * MINUTE_MS;
const TROUBLED_FOR_MS = 3 * HOUR_MS;
const TURNS_AT_ONCE = 500;
/** Before any change to daylight saving of the year, on either half of the earth. */
const START = Date.UTC(2026, 0, 1, 12);

/** Twelve zones, among them both halves of the earth, changes by half an hour, and none at all. */
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/Los_Angeles",
  "America/Santiago",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
] as const;
/** 2:30 and 0:15 are left out or come twice when the clocks change. */
const TIMES = ["0 9", "0 9", "30 2", "15 0", "45 17", "7 12", "0 8"] as const;
/** Most digests are weekly or monthly: what a year of them does in some seconds, daily ones would do in a minute. */
const OFTEN = ["* * *", "* * 1-5", "* * 1,4"] as const;
const SELDOM = [
  ...["* * 0", "* * 1", "* * 2", "* * 3", "* * 4", "* * 5", "* * 6"],
  ...["1 * *", "2 * *", "11 * *", "15 * *", "1,16 * *", "L * *", "* * 1#1"],
] as const;

/** A year of lines would fill the memory. */
const log: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

/** How likely it is that … */
const CHANCES = {
  /** … a process dies before or after one call, each. */
  crash: 0.001,
  /** … one call to the store fails, or has its effect and seems to fail. */
  storeBlip: 0.000_3,
  /** … the endpoint or the platform fails once. */
  endpointBlip: 0.01,
  platformBlip: 0.01,
  platformRefusal: 0.001,
  /** … the queue loses a job, a scheduler does not fire, or a job that is over is run again. */
  lostJob: 0.002,
  lostFiring: 0.002,
  doubleRun: 0.02,
} as const;

export interface SimulationOptions {
  readonly seed: number;
  readonly days: number;
  readonly digests: number;
  /** Ends it early: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a simulated time has left, and what has gone wrong in it on purpose. */
export interface Simulated {
  readonly digests: readonly Digest[];
  readonly slots: SlotLog;
  readonly platform: SimulatedPlatform;
  /** By digest: from when to when it was paused. */
  readonly pauses: ReadonlyMap<string, readonly { readonly from: number; readonly to: number }[]>;
  readonly until: number;
  readonly start: number;
  readonly counts: Readonly<Record<"crashes" | "blips" | "lost" | "doubleRuns" | "slots", number>>;
}

/** What a process does next: fire a scheduler, run a job, or resume a digest that we have paused. */
type Happening =
  | { readonly kind: "fire"; readonly digest: Digest }
  | { readonly kind: "run"; readonly job: SimulatedJob }
  | { readonly kind: "resume"; readonly digest: Digest };

/** Lets digests run through injected time, with everything going wrong that may. The same seed is the same time. */
export async function simulateDigests({ seed, days, digests: count, signal }: SimulationOptions): Promise<Simulated> {
  const random = seededRandom(seed);
  const chance = (share: number) => random() < share;
  const until = START + days * DAY_MS;
  const outages = createOutages({ random, from: START, until });
  const happenings = createEventQueue<Happening>();
  const counts = { crashes: 0, blips: 0, lost: 0, doubleRuns: 0, slots: 0 };
  const pauses = new Map<string, { from: number; to: number }[]>();
  const sweeps = new Set<number>();
  /** Until when the sweep looks at a digest: a whole sweep every five minutes would take the whole time. */
  const troubled = new Map<string, number>();
  let now = START;

  const clock: Clock = {
    now: () => now,
    async wait(ms) {
      now += ms;
    },
  };
  const digests = Array.from({ length: count }, (_, index) => makeDigest(index, random));
  const byKey = new Map(digests.map((digest) => [digestKey(digestRef(digest)), digest]));
  const forbidden = new Set(digests.filter(() => chance(0.01)).map(({ channel }) => channel.channelId));
  const platform = createSimulatedPlatform({
    now: () => now,
    fault: ({ target }, isPost) => {
      if (forbidden.has(target.channel.channelId) && now > START + (days * DAY_MS) / 2) return "gone";
      if (outages.platform(now) !== undefined) return chance(0.5) ? "before" : "after";
      if (isPost && chance(CHANCES.platformRefusal)) return "refused";
      return chance(CHANCES.platformBlip) ? (chance(0.5) ? "before" : "after") : undefined;
    },
  });
  const queue = createSimulatedQueue({
    now: () => now,
    schedule: (at, job) => happenings.add(at, { kind: "run", job }),
    isLost: (id) => {
      const isLost = id.startsWith("digest-") && chance(CHANCES.lostJob);
      if (isLost) {
        counts.lost += 1;
        sweepSoon(/^digest-.*-d\d+/u.exec(id)?.[0] ?? "");
      }
      return isLost;
    },
    log,
  });
  const endpoint = createSimulatedEndpoint({
    now: () => now,
    random,
    isDown: () => outages.endpoint(now) !== undefined || chance(CHANCES.endpointBlip),
  });
  const settings = createMemorySettings();
  const store = createMemoryDigestStore();
  const slots = createSimulatedSlotLog();
  const ledger = createMemoryLedger({ now: () => now });
  const outbox = createSimulatedOutbox();
  for (const digest of digests) {
    await store.add(digest);
    await settings.set(digest.channel, "channel", (layer) => ({ ...layer, excludeSites: ["blocked.example"] }));
    for (const slot of slotsBetween(digest, { after: START, until })) {
      counts.slots += 1;
      happenings.add(slot, { kind: "fire", digest });
    }
  }

  // At the end nothing may be left that the sweep could take up.
  for (let after = 0; after < 2 * TROUBLED_FOR_MS; after += SWEPT_EVERY_MS) sweepAt(until + after);
  for (let turn = 1; ; turn += 1) {
    const next = happenings.take(until + DAY_MS);
    if (next === undefined) break;
    // All that is awaited here is at hand: whoever wants to end this would not be heard.
    if (turn % TURNS_AT_ONCE === 0) await setImmediate();
    signal?.throwIfAborted();
    now = Math.max(now, next.at);
    // What is due at once runs at once, in processes of its own: digests of one channel reach for the same stories.
    const atOnce = [next.event];
    for (let more = happenings.take(now); more !== undefined; more = happenings.take(now)) atOnce.push(more.event);
    const downUntil = outages.all(now);
    if (downUntil === undefined) await Promise.all(atOnce.map(happen));
    else for (const event of atOnce) happenings.add(downUntil, event);
  }
  return { digests, slots, platform, pauses, until, start: START, counts };

  async function happen(event: Happening): Promise<void> {
    if (event.kind === "run") return run(event.job);
    const ref = digestRef(event.digest);
    if (event.kind === "resume") return resume(event.digest);
    if (chance(CHANCES.lostFiring)) return sweepSoon(digestKey(ref));
    await run({ name: "digest-due", payload: { version: 1, ...ref }, id: `due-${now}`, attempts: 0, failures: 0 });
  }

  async function run(job: SimulatedJob): Promise<void> {
    const again = await queue.run(job, handlersOfProcess());
    if (again !== undefined) happenings.add(now + again, { kind: "run", job });
    if (job.name === "digest-sweep") return;
    const key = digestKey(job.payload);
    if (again !== undefined || job.failures > 0) sweepSoon(key);
    if (again !== undefined || job.name !== "digest-slot") return;
    if (chance(CHANCES.doubleRun)) {
      counts.doubleRuns += 1;
      await queue.run({ ...job, attempts: 0, failures: 0 }, handlersOfProcess());
    }
    await seePause(key, job.payload);
  }

  function sweepAt(at: number): void {
    const turn = Math.ceil(at / SWEPT_EVERY_MS) * SWEPT_EVERY_MS;
    if (sweeps.has(turn)) return;
    sweeps.add(turn);
    const job = {
      name: "digest-sweep",
      payload: { version: 1 },
      id: `sweep-${turn}`,
      attempts: 0,
      failures: 0,
    } as const;
    happenings.add(turn, { kind: "run", job: { ...job } });
  }

  function sweepSoon(key: string): void {
    const at = outages.all(now) ?? now;
    troubled.set(key, at + TROUBLED_FOR_MS);
    for (let after = 0; after < TROUBLED_FOR_MS; after += SWEPT_EVERY_MS) sweepAt(at + after);
  }

  async function* toSweep(): AsyncGenerator<Digest> {
    if (now > until) return yield* store.all();
    for (const [key, to] of [...troubled]) {
      const digest = to >= now ? byKey.get(key) : undefined;
      const current = digest && (await store.read(digestRef(digest)));
      if (current === undefined) troubled.delete(key);
      else yield current;
    }
  }

  /** A manager resumes after some days what has been paused, but for a channel that is gone. */
  async function seePause(key: string, ref: DigestRef): Promise<void> {
    const digest = await store.read(ref);
    const known = pauses.get(key) ?? [];
    if (digest?.paused === undefined || known.at(-1)?.to === Number.POSITIVE_INFINITY) return;
    pauses.set(key, [...known, { from: digest.paused.at, to: Number.POSITIVE_INFINITY }]);
    if (digest.paused.reason === "failures")
      happenings.add(now + (1 + random() * 6) * DAY_MS, { kind: "resume", digest });
  }

  async function resume(digest: Digest): Promise<void> {
    await store.update(digestRef(digest), ({ paused: _, ...rest }) => ({ ...rest, failures: 0, settledUntil: now }));
    const last = pauses.get(digestKey(digestRef(digest)))?.at(-1);
    if (last !== undefined) last.to = now;
  }

  /** A process that may die between any two calls; everything it calls afterwards it does not live to see. */
  function handlersOfProcess() {
    let isDead = false;
    const die = () => {
      isDead = true;
      counts.crashes += 1;
      throw new Crash("the process has died");
    };
    async function call<Result>(effect: () => Promise<Result>, isStore: boolean): Promise<Result> {
      if (isDead || chance(CHANCES.crash)) die();
      const isBlip = isStore && chance(CHANCES.storeBlip);
      if (isBlip) counts.blips += 1;
      if (isBlip && chance(0.5)) throw new StoreError("away");
      const result = await effect();
      if (isBlip) throw new StoreError("away");
      if (chance(CHANCES.crash)) die();
      return result;
    }
    const guard = <Part extends object>(part: Part, isStore = true): Part =>
      new Proxy(part, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== "function") return value;
          return (...args: unknown[]) => call(async () => Reflect.apply(value, target, args), isStore);
        },
      });
    const messenger = guard(platform, false);
    const guarded = guard(store);
    const deps: DigestDeps = {
      provider: endpoint,
      settings: guard(settings),
      install: { ...emptyLayer, searchService: "tavily" },
      searchServices: ["tavily"],
      digests: {
        read: (ref) => guarded.read(ref),
        list: (workspace) => guarded.list(workspace),
        add: (digest) => guarded.add(digest),
        update: (ref, change) => guarded.update(ref, change),
        remove: (ref) => guarded.remove(ref),
        all: toSweep,
      },
      slots: guard(slots),
      ledger: guard(ledger),
      outbox: guard(outbox),
      jobs: guard(queue),
      clock,
      messengerOf: () => messenger,
    };
    const options = { graceMs: GRACE_MS };
    return {
      "digest-due": createRunDue(deps, options),
      "digest-slot": createRunSlot(deps, options),
      "digest-sweep": createSweepDigests(deps, options),
    };
  }
}

/** Several digests share a channel, and a channel has one topic: their stories are the same. */
function makeDigest(index: number, random: () => number): Digest {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)];
  const topic = Math.floor(index / 4);
  const cron = `${pick(TIMES)} ${pick(index % 8 === 0 ? OFTEN : SELDOM)}`;
  return digestSchema.parse({
    version: 1,
    id: `d${String(index).padStart(4, "0")}`,
    channel: { platform: "web", workspaceId: `w${topic % 10}`, channelId: `c${topic}` },
    topic: `Topic ${topic}`,
    cron,
    when: cron,
    timeZone: ZONES[topic % ZONES.length],
    items: 3 + (index % 3),
    layout: index % 3 === 0 ? "thread" : "together",
    whenNothingIsNew: index % 5 === 0 ? "say" : "quiet",
    createdBy: "u",
    createdAt: START + index,
    settledUntil: START,
  });
}
