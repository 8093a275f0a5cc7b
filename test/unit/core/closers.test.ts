import { describe, expect, it } from "vitest";
import { createClosers } from "../../../src/core/closers.ts";
import { createFakeClock, settle } from "../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

describe("what is closed when a process stops", () => {
  const start = () => {
    const clock = createFakeClock();
    const log = createMemoryLog();
    const logged = log.lines;
    return { clock, logged, closers: createClosers({ clock, log }) };
  };

  it("is closed in turn, what was opened last first, though one fails", async () => {
    const { closers, clock, logged } = start();
    const closed: string[] = [];
    for (const name of ["redis", "worker", "http"])
      closers.add(async () => {
        await settle();
        closed.push(name);
        if (name === "worker") throw new Error("stuck");
      });
    await closers.closeAll(1_000);
    expect(closed).toEqual(["http", "worker", "redis"]);
    expect(logged.map(({ sentence }) => sentence)).toEqual(["a part did not close cleanly"]);
    expect(clock.waiting()).toBe(0);
  });

  it("is left at the deadline, which the operator is told", async () => {
    const { closers, clock, logged } = start();
    closers.add(() => new Promise(() => {}));
    const closing = closers.closeAll(1_000);
    await clock.advance(1_000);
    await closing;
    expect(logged.map(({ level, sentence }) => [level, sentence])).toEqual([
      ["error", "the shutdown took longer than SHUTDOWN_TIMEOUT_MS and was cut short"],
    ]);
  });
});
