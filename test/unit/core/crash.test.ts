import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAULTS, openWorld } from "./crash-bench.ts";
import { job, reply } from "./reply-bench.ts";

const NONE = "\n\n_No source backs this answer._";
const LONG = [`${"a ".repeat(24)}\n\n`, `${"b ".repeat(24)}\n\n`, "c c c"];
const SHORT = ["Forty-two."];
const never = () => undefined;

/** What people see of an answer that nothing happened to, and how many calls that took. */
async function undisturbed(pieces: readonly string[]) {
  const world = openWorld();
  const { ended, calls } = await world.run(pieces, never);
  expect(ended).toBe("final");
  return { texts: world.messenger.texts(reply), calls };
}

const expected = { short: await undisturbed(SHORT), long: await undisturbed(LONG) };
const table = (["short", "long"] as const).flatMap((length) =>
  Array.from({ length: expected[length].calls }, (_, call) => call).flatMap((call) =>
    (["killedBefore", "killedAfter"] as const).map((fault) => [fault, call, length] as const),
  ),
);

describe("an answer whose process is", () => {
  it("is long enough for the table to say something", () => {
    expect(expected.short).toEqual({ texts: [`Forty-two.${NONE}`], calls: 4 });
    expect(expected.long.texts).toHaveLength(3);
    expect(expected.long.calls).toBeGreaterThan(10);
  });

  it.each(table)("%s call %i (a %s answer) is whole once, after the next run", async (fault, at, length) => {
    const world = openWorld();
    const pieces = length === "short" ? SHORT : LONG;
    await world.run(pieces, (call) => (call === at ? fault : undefined));
    await world.run(pieces, never);
    expect(world.messenger.texts(reply)).toEqual(expected[length].texts);
    expect(world.messenger.isSettled(reply)).toBe(true);
    expect(world.messenger.controls(reply)).toEqual(["regenerate"]);
    expect(world.outbox.history.at(-1)?.state).toBe("final");
  });

  it.each(Array.from({ length: expected.long.calls }, (_, call) => call))(
    "killed at call %i leaves nothing of a long answer when the next run's is short",
    async (at) => {
      for (const fault of ["killedBefore", "killedAfter"] as const) {
        const world = openWorld();
        await world.run(LONG, (call) => (call === at ? fault : undefined));
        const closed = world.outbox.history.at(-1)?.state === "final";
        await world.run(SHORT, never);
        expect(world.messenger.texts(reply)).toEqual(closed ? expected.long.texts : expected.short.texts);
      }
    },
  );

  it.each(Array.from({ length: 14 }, (_, call) => call))(
    "killed at call %i of a regeneration replaces the old answer all the same",
    async (at) => {
      for (const fault of ["killedBefore", "killedAfter"] as const) {
        const world = openWorld();
        await world.run(LONG, never);
        const closed = world.outbox.history.at(-1);
        if (closed === undefined) throw new Error("the outbox knows nothing");
        const again = { ...job, run: 1 };
        await world.outbox.write(reply.target.channel, reply.id, { ...closed, state: "accepted", job: again });
        await world.run(["Other words. ", ...SHORT], (call) => (call === at ? fault : undefined), again);
        await world.run(["Other words. ", ...SHORT], never, again);
        expect(world.messenger.texts(reply)).toEqual([`Other words. Forty-two.${NONE}`]);
        expect(world.messenger.controls(reply)).toEqual(["regenerate"]);
        // A late run of the first job has nothing to say any more.
        expect((await world.run(LONG, never)).ended).toBeUndefined();
        expect(world.messenger.texts(reply)).toHaveLength(1);
      }
    },
  );

  it("killed, or whose platform fails, in any way and at any time, ends in exactly one whole outcome", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined }), { maxLength: 40 }),
        fc.boolean(),
        async (faults, isLong) => {
          const world = openWorld();
          await world.runUntilClosed(isLong ? LONG : SHORT, (call) => faults[call]);
          const { texts } = isLong ? expected.long : expected.short;
          expect(world.messenger.texts(reply)).toEqual(texts);
          expect(world.messenger.isSettled(reply)).toBe(true);
          expect(world.outbox.history.at(-1)?.state).toBe("final");
        },
      ),
      { numRuns: 150 },
    );
  });
});
