import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseDigestScenarios } from "./digest-scenarios.ts";
import { createDigestChaos, type DigestChaos } from "./run-digests.ts";
import { seededRandom } from "./seeded-random.ts";
import { type Stack, startStack } from "./stack.ts";

// The short version of `npm run chaos -- --fault digests`: each scenario waits for its minute to strike.
const SCENARIOS = ["digests: kill -9 during the first post", "digests: redis and a worker killed while it posts"];
const GRACE_MINUTES = 10;

describe("every due slot of every digest ends in one recorded state, and is posted at most once", () => {
  let stack: Stack;
  let chaos: DigestChaos;
  const stopped = new AbortController();
  beforeAll(async () => {
    stack = await startStack({ env: { DIGEST_GRACE_MINUTES: String(GRACE_MINUTES) } });
    chaos = createDigestChaos(stack, {
      platforms: ["discord", "slack"],
      digests: 3,
      graceMs: GRACE_MINUTES * 60_000,
      random: seededRandom(1),
      signal: stopped.signal,
    });
  }, 120_000);
  afterAll(async () => {
    stopped.abort();
    await chaos.close();
    await stack.close();
  }, 30_000);

  it.each(chooseDigestScenarios(SCENARIOS))("through: $name", { timeout: 300_000 }, async (scenario) => {
    await chaos.run(scenario);
    const mine = (await chaos.judge()).filter(({ fault }) => fault === scenario.name);
    expect(mine.flatMap(({ faults }) => faults)).toEqual([]);
    const ends = mine.map(({ end }) => end);
    // On each platform one of three digests owed a slot that was too old, and one that was only late.
    expect(ends).toHaveLength(12);
    expect(ends.filter((end) => end === "skipped")).toHaveLength(2);
    expect(ends.filter((end) => end === "late")).toHaveLength(2);
  });
});
