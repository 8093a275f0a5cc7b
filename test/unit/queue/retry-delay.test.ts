import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/core/errors.ts";
import { retryDelayMs } from "../../../src/queue/retry-delay.ts";

describe("retryDelayMs", () => {
  it("doubles from one second up to a minute", () => {
    const delays = [1, 2, 3, 4, 5, 12].map((failures) => retryDelayMs(new Error("?"), failures, () => 0));
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 60_000]);
  });

  it("adds up to a half by chance", () => {
    expect(retryDelayMs(new Error("?"), 2, () => 0.999)).toBe(2_999);
  });

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
