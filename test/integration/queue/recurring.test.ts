import { describe, expect, inject, it } from "vitest";
import { closeBenchesAfterEach, startQueueBench } from "./queue-bench.ts";

closeBenchesAfterEach();

const SWEEP = { version: 1 } as const;

describe("a recurring job", () => {
  it("is one for all processes, however many ask for it and however often", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queues = [bench.queue(), bench.queue(), bench.queue()];
    const ask = () =>
      Promise.all(queues.map((queue) => queue.every("sweep", SWEEP, { id: "sweep", everyMs: 3_600_000 })));
    await ask();
    await ask();
    // Its first run is at once or at the next full hour, as the clock has it; one job stands for both.
    const planned = async () => {
      const { waiting = 0, delayed = 0, active = 0 } = await bench.counts();
      return waiting + delayed + active;
    };
    expect(await planned()).toBe(1);
    let runs = 0;
    bench.worker({
      sweep: async () => {
        runs += 1;
      },
    });
    await expect.poll(() => runs).toBe(1);
    await ask();
    await expect.poll(() => bench.counts()).toMatchObject({ waiting: 0, active: 0, delayed: 1 });
    expect(runs).toBe(1);
  });

  it("takes a new interval over", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    const queue = bench.queue();
    let runs = 0;
    bench.worker({
      sweep: async () => {
        runs += 1;
      },
    });
    await queue.every("sweep", SWEEP, { id: "sweep", everyMs: 3_600_000 });
    await expect.poll(() => runs).toBe(1);
    await queue.every("sweep", SWEEP, { id: "sweep", everyMs: 50 });
    await expect.poll(() => runs).toBeGreaterThan(2);
  });

  it("does not pile up behind one that takes longer than the interval", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    let runs = 0;
    let finish = () => {};
    bench.worker({
      sweep: () => {
        runs += 1;
        return new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
    });
    await bench.queue().every("sweep", SWEEP, { id: "sweep", everyMs: 50 });
    const leftOut = () => bench.lines.filter(({ sentence }) => sentence.includes("this one is left out"));
    await expect.poll(() => leftOut().length).toBeGreaterThan(2);
    expect(runs).toBe(1);
    const { waiting = 0, delayed = 0, completed } = await bench.counts();
    expect(waiting + delayed).toBeLessThanOrEqual(1);
    expect(completed).toBe(0);
    finish();
    await expect.poll(() => runs).toBe(2);
    finish();
  });

  it("that fails is not tried again but run at its next time, and leaves little behind", async () => {
    const bench = startQueueBench(inject("redisUrl"));
    let runs = 0;
    bench.worker({
      sweep: async () => {
        runs += 1;
        throw new TypeError("a bug");
      },
    });
    await bench.queue().every("sweep", SWEEP, { id: "sweep", everyMs: 20 });
    await expect.poll(() => runs).toBeGreaterThan(15);
    const { delayed = 0, waiting = 0, failed } = await bench.counts();
    expect(delayed + waiting).toBeLessThanOrEqual(1);
    expect(failed).toBeLessThanOrEqual(10);
  });
});
