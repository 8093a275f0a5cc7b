import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { gather } from "../../../src/store/gather.ts";

function recordCalls() {
  const calls: (readonly string[])[] = [];
  const ask = gather(async (items: readonly string[]) => {
    calls.push(items);
    return (item) => `${item}!`;
  });
  return { calls, ask };
}

describe("what is asked for in one turn of the event loop", () => {
  it("is asked for in one call, and each gets its own result", async () => {
    const { calls, ask } = recordCalls();
    expect(await Promise.all([ask("a"), ask("b"), ask("a")])).toEqual(["a!", "b!", "a!"]);
    expect(calls).toEqual([["a", "b", "a"]]);
  });

  it("leaves what comes in the next turn to the next call", async () => {
    const { calls, ask } = recordCalls();
    const first = ask("a");
    await turn();
    await Promise.all([first, ask("b")]);
    expect(calls).toEqual([["a"], ["b"]]);
  });

  it("is cut into calls of 500, so that no call holds up the others", async () => {
    const { calls, ask } = recordCalls();
    const names = Array.from({ length: 1_001 }, (_, index) => `row-${index}`);
    expect(await Promise.all(names.map(ask))).toEqual(names.map((name) => `${name}!`));
    expect(calls.map(({ length }) => length)).toEqual([500, 500, 1]);
  });
});

describe("a call that fails", () => {
  it("fails for all who asked, and not for those who ask next", async () => {
    let calls = 0;
    const ask = gather(async (_: readonly string[]) => {
      calls += 1;
      if (calls === 1) throw new Error("away");
      return (item) => item;
    });
    const outcomes = await Promise.allSettled([ask("a"), ask("b")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await ask("c")).toBe("c");
  });

  it("fails only for the one whose result cannot be read", async () => {
    const ask = gather(async (_: readonly string[]) => (item) => {
      if (item === "broken") throw new Error("not a row");
      return item;
    });
    const outcomes = await Promise.allSettled([ask("broken"), ask("whole")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });
});
