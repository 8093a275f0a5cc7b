import { Queue } from "bullmq";
import { describe, expect, inject, it } from "vitest";
import { nextSlots } from "../../../src/core/digest-schedule.ts";
import { UserInputError } from "../../../src/core/errors.ts";
import type { JobHandlers } from "../../../src/core/jobs.ts";
import { QUEUE_NAME } from "../../../src/queue/queue-name.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { redisPlaces } from "../store/redis-places.ts";
import { closeBenchesAfterEach, type QueueBench, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

/** For a machine that does much else. */
const BUSY = { timeout: 15_000 };
const REF = { version: 1, platform: "slack", workspaceId: "T1", digestId: "ab12" } as const;
const ID = "digest-slack-T1-ab12";
/** Rarely enough that no test comes across a slot by chance; BullMQ's own reader knows no `W`. */
const TIMES = { cron: "30 7 15W * *", timeZone: "Australia/Sydney" };
const SLOTS = nextSlots(TIMES, Date.now(), 3);
const [FIRST = 0, SECOND = 0, THIRD = 0] = SLOTS;

const inspect = (bench: QueueBench) =>
  new Queue(QUEUE_NAME, { connection: bench.connect("worker").redis, prefix: bench.prefix });

/** When each job that waits for its time is to run. */
async function planned(bench: QueueBench): Promise<readonly number[]> {
  const jobs = await inspect(bench).getDelayed();
  return jobs.map(({ timestamp, opts }) => timestamp + (opts.delay ?? 0));
}

/** Lets the time come for everything that waits for it. */
async function comeDue(bench: QueueBench): Promise<void> {
  for (const job of await inspect(bench).getDelayed()) await job.changeDelay(1);
}

/** By this clock every slot of the test has come. */
const late = () => createFakeClock(THIRD);

function countRuns(bench: QueueBench, workers = 1): { runs: number; readonly payloads: unknown[] } {
  const counted = { runs: 0, payloads: [] as unknown[] };
  const due: JobHandlers["digest-due"] = async (payload) => {
    counted.runs += 1;
    counted.payloads.push(payload);
  };
  for (let worker = 0; worker < workers; worker += 1) bench.worker({ "digest-due": due }, { clock: late() });
  return counted;
}

describe.each(redisPlaces)("a schedule on $place", ({ open }) => {
  it("runs at the times of its cron expression in its zone, one after the other, with the payload alone", async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    expect(await planned(bench)).toEqual([FIRST]);
    const counted = countRuns(bench);
    await comeDue(bench);
    await expect.poll(() => counted.runs, BUSY).toBe(1);
    await expect.poll(() => planned(bench), BUSY).toEqual([SECOND]);
    await comeDue(bench);
    await expect.poll(() => counted.runs, BUSY).toBe(2);
    await expect.poll(() => planned(bench), BUSY).toEqual([THIRD]);
    expect(counted.payloads).toEqual([REF, REF]);
    await bench.close();
    await server.close();
  });

  it("takes new times over, and the old ones are gone", async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    const queue = bench.queue();
    await queue.schedule("digest-due", REF, { id: ID, ...TIMES });
    const berlin = { ...TIMES, timeZone: "Europe/Berlin" };
    await queue.schedule("digest-due", REF, { id: ID, ...berlin });
    expect(await planned(bench)).toEqual(nextSlots(berlin, Date.now(), 1));
    const other = { ...TIMES, cron: "0 9 1 1 *" };
    await queue.schedule("digest-due", REF, { id: ID, ...other });
    expect(await planned(bench)).toEqual(nextSlots(other, Date.now(), 1));
    await bench.close();
    await server.close();
  });

  it("ends when it is unscheduled, and one that never was is no error", async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    const queue = bench.queue();
    await queue.unschedule(ID);
    await queue.schedule("digest-due", REF, { id: ID, ...TIMES });
    await queue.schedule("digest-due", { ...REF, digestId: "cd34" }, { id: `${ID}-other`, ...TIMES });
    await queue.unschedule(ID);
    expect((await inspect(bench).getDelayed()).map(({ data }) => data.digestId)).toEqual(["cd34"]);
    const counted = countRuns(bench);
    await comeDue(bench);
    await expect.poll(() => counted.payloads, BUSY).toEqual([{ ...REF, digestId: "cd34" }]);
    await bench.close();
    await server.close();
  });

  it("runs once for all processes, however many ask for it", async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    const queues = [bench.queue(), bench.queue(), bench.queue()];
    const ask = () => Promise.all(queues.map((queue) => queue.schedule("digest-due", REF, { id: ID, ...TIMES })));
    await ask();
    await ask();
    expect(await planned(bench)).toEqual([FIRST]);
    const counted = countRuns(bench, 2);
    await comeDue(bench);
    await expect.poll(() => planned(bench), BUSY).toEqual([SECOND]);
    await expect.poll(() => bench.counts(), BUSY).toMatchObject({ waiting: 0, active: 0, delayed: 1 });
    expect(counted.runs).toBe(1);
    await bench.close();
    await server.close();
  });

  it("that came due while nobody worked runs once, also when it is asked for again before that", async () => {
    const server = await open();
    const bench = startQueueBench(server.url);
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    await comeDue(bench);
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    const counted = countRuns(bench);
    await expect.poll(() => counted.runs, BUSY).toBe(1);
    await expect.poll(() => planned(bench), BUSY).toEqual([SECOND]);
    await expect.poll(() => bench.counts(), BUSY).toMatchObject({ waiting: 0, active: 0, delayed: 1 });
    expect(counted.runs).toBe(1);
    await bench.close();
    await server.close();
  });
});

describe("a schedule", () => {
  it("is planned anew when its job is gone although it stands there unchanged", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    const { redis } = bench.connect("worker");
    await redis.del(`${bench.prefix}:jobs:repeat:${ID}:${FIRST}`, `${bench.prefix}:jobs:delayed`);
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    expect(await planned(bench)).toEqual([FIRST]);
  });

  it("takes a new payload over", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    await bench.queue().schedule("digest-due", { ...REF, digestId: "cd34" }, { id: ID, ...TIMES });
    const counted = countRuns(bench);
    await comeDue(bench);
    await expect.poll(() => counted.payloads, BUSY).toEqual([{ ...REF, digestId: "cd34" }]);
  });

  it("whose run fails is tried again, and goes on with its next time", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    const attempts: boolean[] = [];
    const due: JobHandlers["digest-due"] = async (_payload, { isLastAttempt }) => {
      attempts.push(isLastAttempt);
      if (attempts.length === 1) throw new TypeError("a bug");
    };
    bench.worker({ "digest-due": due }, { clock: late() });
    await comeDue(bench);
    await expect.poll(() => attempts, BUSY).toEqual([false, false]);
    await expect.poll(() => bench.counts(), BUSY).toMatchObject({ waiting: 0, active: 0, delayed: 1, failed: 0 });
    expect(await planned(bench)).toEqual([SECOND]);
  });

  it("does not run before its slot by the clock of the worker that runs it", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    await bench.queue().schedule("digest-due", REF, { id: ID, ...TIMES });
    const clock = createFakeClock(FIRST - 200);
    const runs: number[] = [];
    bench.worker({ "digest-due": async () => void runs.push(clock.now()) }, { clock });
    await comeDue(bench);
    await expect.poll(() => clock.waiting(), BUSY).toBe(1);
    await clock.advance(199);
    expect(runs).toEqual([]);
    await clock.advance(1);
    await expect.poll(() => runs, BUSY).toEqual([FIRST]);
  });

  it.each([
    { cron: "0 0 9 * * *", timeZone: "UTC" },
    { cron: "61 9 * * *", timeZone: "UTC" },
    { cron: "0 9 * * *", timeZone: "Mars/Olympus" },
  ])("is refused with a sentence and leaves the old times when it cannot be: %j", async (times) => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    await queue.schedule("digest-due", REF, { id: ID, ...TIMES });
    await expect(queue.schedule("digest-due", REF, { id: ID, ...times })).rejects.toBeInstanceOf(UserInputError);
    expect(await planned(bench)).toEqual([FIRST]);
  });

  it("ends with times that never come", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    await queue.schedule("digest-due", REF, { id: ID, ...TIMES });
    await queue.schedule("digest-due", REF, { id: ID, cron: "0 9 30 2 *", timeZone: "UTC" });
    expect(await planned(bench)).toEqual([]);
    expect(await inspect(bench).getJobSchedulersCount()).toBe(0);
  });
});

describe("a job with a delay", () => {
  it("waits for its time, and is still to run meanwhile", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    const slot = { ...REF, slot: 1_700_000_000_000, isManual: false };
    const ran: { readonly payload: unknown; readonly at: number }[] = [];
    bench.worker({ "digest-slot": async (payload) => void ran.push({ payload, at: performance.now() }) });
    const began = performance.now();
    expect(await queue.add("digest-slot", slot, { id: "slot-1", delayMs: 400 })).toEqual({ added: true });
    expect(await queue.has("slot-1")).toBe(true);
    expect(await queue.add("digest-slot", slot, { id: "slot-1" })).toEqual({ added: false });
    await expect.poll(() => ran.map(({ payload }) => payload), BUSY).toEqual([slot]);
    // A timer may come a millisecond early.
    expect((ran[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(398);
    await expect.poll(() => queue.has("slot-1"), BUSY).toBe(false);
  });

  it("of each kind reaches its own handler", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    const channel = { platform: "slack", workspaceId: "T1", channelId: "C1" } as const;
    const target = { kind: "channel", channel, layout: "thread", title: "News", isCrossposted: false } as const;
    const reply = { id: "r1", target, asker: { id: "U1" }, question: "" };
    const seen: unknown[] = [];
    bench.worker(
      {
        "digest-due": async (payload) => void seen.push(["due", payload]),
        "digest-slot": async (payload) => void seen.push(["slot", payload]),
        "digest-preview": async (payload) => void seen.push(["preview", payload]),
        "digest-sweep": async (payload) => void seen.push(["sweep", payload]),
        "sources-test": async (payload) => void seen.push(["test", payload]),
      },
      { concurrency: 1 },
    );
    await queue.add("digest-due", REF, { id: "j1" });
    await queue.add("digest-slot", { ...REF, slot: 5, isManual: true }, { id: "j2" });
    await queue.add("digest-preview", { ...REF, reply }, { id: "j3" });
    await queue.add("digest-sweep", { version: 1 }, { id: "j4" });
    await queue.add("sources-test", { version: 1, reply }, { id: "j5" });
    await expect
      .poll(() => seen, BUSY)
      .toEqual([
        ["due", REF],
        ["slot", { ...REF, slot: 5, isManual: true }],
        ["preview", { ...REF, reply }],
        ["sweep", { version: 1 }],
        ["test", { version: 1, reply }],
      ]);
  });
});
