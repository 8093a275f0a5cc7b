import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toRows } from "./report.ts";
import { type Chaos, createChaos } from "./run-scenario.ts";
import { chooseScenarios } from "./scenario.ts";
import { seededRandom } from "./seeded-random.ts";
import { type Stack, startStack } from "./stack.ts";

// The short version of `npm run chaos`: a few questions, and the faults that most often lose or double something.
const FAULTS = [
  {
    name: "a platform that loses its answers",
    faults: ["platform resets after posting", "platform 500 after posting"],
  },
  { name: "an endpoint that fails", faults: ["endpoint 402", "endpoint 413"] },
  { name: "kill -9 while the first post is on its way", faults: ["kill -9 during first"] },
  { name: "kill -9 after the last edit", faults: ["kill -9 after finish"] },
  { name: "kill -9 of Redis", faults: ["redis killed once"] },
] as const;

describe("every accepted question ends in exactly one visible outcome", () => {
  let stack: Stack;
  let chaos: Chaos;
  const stopped = new AbortController();
  beforeAll(async () => {
    stack = await startStack();
    chaos = createChaos(stack, {
      platforms: ["discord", "slack"],
      questions: 3,
      random: seededRandom(1),
      signal: stopped.signal,
    });
  }, 120_000);
  afterAll(async () => {
    stopped.abort();
    await stack.close();
  }, 30_000);

  it.each(FAULTS)("through: $name", { timeout: 180_000 }, async ({ faults }) => {
    for (const scenario of chooseScenarios(faults)) await chaos.run(scenario);
    const mine = chaos.followed().filter(({ fault }) => faults.some((name) => fault.startsWith(name)));
    const { rows, wrong } = toRows(mine, chaos.verdictOf);
    expect(wrong).toEqual([]);
    expect(rows.reduce((sum, { answered, errors }) => sum + answered + errors, 0)).toBe(mine.length);
    expect(mine.length).toBeGreaterThanOrEqual(6);
  });
});
