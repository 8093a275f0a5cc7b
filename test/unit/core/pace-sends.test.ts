import { setMaxListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { PlatformError, StoreError } from "../../../src/core/errors.ts";
import { createPacedSends } from "../../../src/core/pace-sends.ts";
import type { SendBucket, SendBudget, SendCall } from "../../../src/core/send-budget.ts";
import { createFakeClock, type FakeClock, settle } from "../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemorySharedSends } from "../../fakes/memory-shared-sends.ts";

const BUCKET: SendBucket = { workspace: "slack-T1", name: "chat.update", burst: 4, everyMs: 1_000 };
const STRICT: SendBucket = { workspace: "discord", name: "all", burst: 4, everyMs: 100, isStrict: true };
const { signal } = new AbortController();
// In a process every answer has its own.
setMaxListeners(0, signal);
const END: SendCall = { urgency: "end", signal };
const POST: SendCall = { urgency: "post", signal };
const GROWTH: SendCall = { urgency: "growth", signal };

/** A platform that lets `allowed` sends through in each second, and refuses the rest until the next. */
function createLimited(clock: FakeClock, allowed: number) {
  const sent: { readonly what: string; readonly at: number }[] = [];
  let refused = 0;
  return {
    sent,
    refused: () => refused,
    texts: () => sent.map(({ what }) => what),
    send: (what: string) => async () => {
      await clock.wait(20, signal);
      const second = Math.floor(clock.now() / 1_000);
      if (sent.filter(({ at }) => Math.floor(at / 1_000) === second).length >= allowed) {
        refused += 1;
        throw new PlatformError("slow down", {
          code: "PLATFORM_RATE_LIMITED",
          retryAfterMs: (second + 1) * 1_000 - clock.now(),
        });
      }
      sent.push({ what, at: clock.now() });
      return what;
    },
  };
}

function open() {
  const clock = createFakeClock();
  const shared = createMemorySharedSends(clock);
  const log = createMemoryLog();
  const budget = () => createPacedSends({ shared, clock, log });
  return { clock, shared, log, budget };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const REFUSED = { code: "PLATFORM_RATE_LIMITED" };

describe("sends of which there are few", () => {
  it("go at once, and nobody is asked", async () => {
    const { clock, shared, budget } = open();
    const own = budget();
    const platform = createLimited(clock, 10);
    for (const call of [POST, END]) {
      const sending = own.run(BUCKET, call, platform.send(call.urgency));
      await clock.advance(20);
      expect(await sending).toBe(call.urgency);
      await clock.advance(5_000);
    }
    await own.run(BUCKET, GROWTH, async () => undefined);
    expect(shared.asked).toEqual([]);
    expect(clock.waiting()).toBe(0);
  });

  it("fail as they fail, once", async () => {
    const { budget } = open();
    const down = new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
    let tries = 0;
    const send = async () => {
      tries += 1;
      throw down;
    };
    expect(await failureOf(budget().run(BUCKET, END, send))).toBe(down);
    expect(tries).toBe(1);
  });
});

describe("sends that people must see", () => {
  it("are all made, each once and in their order, with few refusals, however many come at once", async () => {
    const { clock, budget } = open();
    const platform = createLimited(clock, 2);
    const processes = [budget(), budget()];
    const names = Array.from({ length: 40 }, (_, index) => `end ${String(index).padStart(2, "0")}`);
    const sending = Promise.all(
      names.map(async (name, index) => processes[index % 2]?.run(BUCKET, END, platform.send(name))),
    );
    await clock.advance(60_000);
    await sending;
    expect(platform.texts().toSorted()).toEqual(names);
    const ofOne = platform.texts().filter((name) => Number(name.slice(4)) % 2 === 0);
    expect(ofOne.slice(4)).toEqual(names.filter((_, index) => index % 2 === 0).slice(4));
    // Each process may have its burst and one more on the way when the first is refused.
    expect(platform.refused()).toBeLessThan(2 * 5 + 4);
    expect(clock.waiting()).toBe(0);
  });

  it("use what a platform allows beyond its documents", async () => {
    const { clock, shared, budget } = open();
    const own = budget();
    const platform = createLimited(clock, 1_000);
    const began = clock.now();
    const sending = Promise.all(
      Array.from({ length: 200 }, (_, index) => own.run(BUCKET, END, platform.send(`${index}`))),
    );
    await clock.advance(2_000);
    await sending;
    expect((platform.sent.at(-1)?.at ?? 0) - began).toBeLessThan(1_500);
    expect(shared.asked).toEqual([]);
  });

  it("let ends pass posts, and those wait no longer than it pays", async () => {
    const { clock, budget } = open();
    const own = budget();
    const platform = createLimited(clock, 0);
    const leaving = new AbortController();
    const lost = failureOf(own.run(BUCKET, { ...POST, patience: leaving.signal }, platform.send("refused")));
    await clock.advance(20);
    const order: string[] = [];
    const note = (name: string) => async () => void order.push(name);
    const impatient = failureOf(own.run(BUCKET, { ...POST, patience: leaving.signal }, note("impatient")));
    const post = own.run(BUCKET, POST, note("post"));
    const end = own.run(BUCKET, END, note("end"));
    await settle();
    leaving.abort();
    expect(await impatient).toMatchObject(REFUSED);
    expect(await lost).toMatchObject(REFUSED);
    await clock.advance(5_000);
    await Promise.all([post, end]);
    expect(order).toEqual(["end", "post"]);
  });

  it("that may not wait are refused at once, and made again when there is room", async () => {
    const { clock, budget } = open();
    const own = budget();
    const platform = createLimited(clock, 1);
    const atOnce: SendCall = { ...POST, patience: AbortSignal.abort() };
    const first = own.run(BUCKET, atOnce, platform.send("first"));
    await clock.advance(20);
    await first;
    const second = failureOf(own.run(BUCKET, atOnce, platform.send("second")));
    await clock.advance(20);
    expect(await second).toMatchObject(REFUSED);
    const sent: true[] = [];
    expect(await failureOf(own.run(BUCKET, atOnce, async () => void sent.push(true)))).toMatchObject(REFUSED);
    expect(sent).toEqual([]);
    await clock.advance(3_000);
    await own.run(BUCKET, atOnce, async () => void sent.push(true));
    expect(sent).toEqual([true]);
  });

  it("do not wait for one that has no answer", async () => {
    const { clock, budget } = open();
    const own = budget();
    const never = () => new Promise<never>(() => undefined);
    for (let sent = 0; sent < 5; sent += 1) void own.run({ ...BUCKET, everyMs: 60_000 }, END, never);
    const done: true[] = [];
    const last = own.run({ ...BUCKET, everyMs: 60_000 }, END, async () => void done.push(true));
    await clock.advance(900);
    expect(done).toEqual([]);
    await clock.advance(200);
    await last;
    expect(done).toEqual([true]);
  });

  it("go on one by one while the others cannot be asked", async () => {
    const { clock, shared, log, budget } = open();
    const own = budget();
    shared.state.away = new StoreError("away");
    const platform = createLimited(clock, 1);
    const sending = Promise.all(["a", "b", "c"].map((name) => own.run(BUCKET, END, platform.send(name))));
    await clock.advance(10_000);
    await sending;
    expect(platform.texts()).toEqual(["a", "b", "c"]);
    expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("of one place never wait for another's", async () => {
    const { clock, budget } = open();
    const own = budget();
    const platform = createLimited(clock, 0);
    void own.run(BUCKET, END, platform.send("stuck")).catch(() => undefined);
    await clock.advance(500);
    const done: true[] = [];
    await own.run({ ...BUCKET, name: "another" }, END, async () => void done.push(true));
    expect(done).toEqual([true]);
  });
});

describe("the growth of texts", () => {
  const growUntil = async (processes: readonly SendBudget[], clock: FakeClock, forMs: number) => {
    const made: true[] = [];
    const until = clock.now() + forMs;
    while (clock.now() < until) {
      for (const own of processes) await failureOf(own.run(BUCKET, GROWTH, async () => void made.push(true)));
      await clock.advance(100);
    }
    return made.length;
  };

  it("stays within what is documented, over all processes together", async () => {
    const { clock, budget } = open();
    const made = await growUntil([budget(), budget(), budget()], clock, 20_000);
    expect(made).toBeGreaterThan(15);
    expect(made).toBeLessThanOrEqual(24);
  });

  it("leaves room for the ends", async () => {
    const { clock, shared, budget } = open();
    await growUntil([budget()], clock, 10_000);
    const { granted } = await shared.take(BUCKET, {
      want: 4,
      costMs: 1_000,
      roomMs: 4_000,
      untoldMs: 0,
      closedForMs: 0,
    });
    expect(granted).toBeGreaterThanOrEqual(2);
  });

  it("rests while ends wait, and after the platform has refused something", async () => {
    const { clock, budget } = open();
    const own = budget();
    const platform = createLimited(clock, 0);
    void own.run(BUCKET, END, platform.send("x")).catch(() => undefined);
    await clock.advance(20);
    expect(await failureOf(own.run(BUCKET, GROWTH, async () => undefined))).toMatchObject(REFUSED);
  });

  it("is told to come back one after the other, at most a minute later", async () => {
    const { clock, budget } = open();
    const own = budget();
    const waits: number[] = [];
    for (let count = 0; count < 200; count += 1) {
      const failure = await failureOf(own.run(BUCKET, GROWTH, async () => undefined));
      if (failure instanceof PlatformError) waits.push(failure.retryAfterMs ?? 0);
    }
    expect(waits.length).toBeGreaterThan(190);
    expect(waits.slice(0, 20)).toEqual(waits.slice(0, 20).toSorted((a, b) => a - b));
    expect(new Set(waits.slice(0, 20)).size).toBe(20);
    expect(Math.max(...waits)).toBe(60_000);
    expect(clock.waiting()).toBe(0);
  });

  it("asks the others only when there is much of it", async () => {
    const { clock, shared, budget } = open();
    const own = budget();
    for (let count = 0; count < 5; count += 1) {
      await own.run(BUCKET, GROWTH, async () => undefined);
      await clock.advance(8_000);
    }
    expect(shared.asked).toEqual([]);
  });
});

describe("a strict limit", () => {
  it("is never exceeded by all processes together, beyond the little that each may send unasked", async () => {
    const { clock, budget } = open();
    const began = clock.now();
    const at: number[] = [];
    const processes = [budget(), budget()];
    const sending = Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        processes[index % 2]?.run({ ...BUCKET, name: `${index}`, within: STRICT }, END, async () => {
          at.push(clock.now() - began);
        }),
      ),
    );
    await clock.advance(20_000);
    await sending;
    expect(at).toHaveLength(60);
    for (let from = 0; from < 6_000; from += 500)
      expect(at.filter((ms) => ms >= from && ms < from + 1_000).length).toBeLessThanOrEqual(4 + 10 + 2 * 2);
  });

  it("that is used up says nothing about the narrower one", async () => {
    const { clock, budget } = open();
    const own = budget();
    const narrow = { ...BUCKET, within: STRICT };
    const made: number[] = [];
    for (let count = 0; count < 8; count += 1)
      await failureOf(own.run(narrow, GROWTH, async () => void made.push(count)));
    const done: true[] = [];
    void own.run(BUCKET, END, async () => void done.push(true));
    await settle();
    expect(done).toEqual([true]);
    expect(clock.waiting()).toBe(0);
  });
});
