import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/core/errors.ts";
import { ATTEMPTS, attemptsOf, retryDelayMs, retryDelayOf } from "../../../src/queue/retry-delay.ts";

const refused = new ProviderError("?", { code: "PROVIDER_UNAVAILABLE" });
const broken = new ProviderError("?", { code: "PROVIDER_UNAVAILABLE", mayHaveRun: true });

/** When the runs of a job begin whose every run fails at once. */
function runsOf(error: unknown, chance: number): readonly number[] {
  const starts = [0];
  for (let failures = 1; failures < ATTEMPTS; failures += 1)
    starts.push((starts.at(-1) ?? 0) + retryDelayMs(error, failures, () => chance));
  return starts;
}

describe("retryDelayMs", () => {
  it("doubles from one second up to four", () => {
    const delays = [1, 2, 3, 4, 12].map((failures) => retryDelayMs(new Error("?"), failures, () => 0));
    expect(delays).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  it("adds up to a quarter by chance", () => {
    expect(retryDelayMs(new Error("?"), 3, () => 0.999)).toBe(4_999);
  });

  it("leaves time for an outage to end between calls that may be charged for", () => {
    expect([1, 2, 3].map((failures) => retryDelayMs(broken, failures, () => 0))).toEqual([3_000, 15_000, 15_000]);
  });

  it.each([0, 0.999])(
    "lets a job be run more than once behind a blip of 15 s, and end within 30 s (chance %s)",
    (chance) => {
      const starts = runsOf(refused, chance);
      expect(starts.filter((at) => at > 15_000 && at < 30_000).length).toBeGreaterThanOrEqual(2);
      expect(starts.at(-1)).toBeLessThanOrEqual(30_000);
      expect(runsOf(broken, chance)[2]).toBeGreaterThan(15_000);
      expect(runsOf(broken, chance)[2]).toBeLessThanOrEqual(30_000);
    },
  );

  it("is a whole number of milliseconds that is never shorter than the other side asked for", () => {
    const asked = fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: undefined });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 50 }), chance, (retryAfterMs, failures, random) => {
        const error = new ProviderError("?", { code: "PROVIDER_RATE_LIMITED", retryAfterMs });
        const delay = retryDelayMs(error, failures, () => random);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(Math.max(retryAfterMs ?? 0, 1_000));
      }),
    );
  });
});

describe("the slot of a digest", () => {
  it("is tried again for more than half an hour, and not often", () => {
    let waited = 0;
    for (let failures = 1; failures < attemptsOf("digest-slot"); failures += 1)
      waited += retryDelayOf("digest-slot", { error: new Error("?"), failures }, () => 0);
    expect(waited).toBeGreaterThan(30 * 60_000);
    expect(attemptsOf("digest-slot")).toBeLessThan(ATTEMPTS);
  });

  it("waits as long as the other side asks for", () => {
    const error = new ProviderError("429", { code: "PROVIDER_RATE_LIMITED", retryAfterMs: 40_000 });
    expect(retryDelayOf("digest-slot", { error, failures: 1 }, () => 0)).toBe(40_000);
  });

  it("is alone in its patience", () => {
    expect(attemptsOf("answer")).toBe(ATTEMPTS);
    expect(retryDelayOf("answer", { error: new Error("?"), failures: 1 }, () => 0)).toBe(1_000);
  });
});
