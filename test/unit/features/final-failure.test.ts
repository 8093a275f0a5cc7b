import { describe, expect, it } from "vitest";
import { PlatformError, ProviderError } from "../../../src/core/errors.ts";
import { finalFailure } from "../../../src/features/ask/final-failure.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

const refused = new ProviderError("refused", { code: "PROVIDER_UNAVAILABLE" });
const broken = new ProviderError("broke off", { code: "PROVIDER_UNAVAILABLE", mayHaveRun: true });
const platformDown = new PlatformError("down", { code: "PLATFORM_UNAVAILABLE" });
const resting = (retryAfterMs: number) => new ProviderError("rests", { code: "PROVIDER_UNAVAILABLE", retryAfterMs });

/** Whether a question ends with this error, in this run, so long after it was asked. */
function isFinal(error: unknown, attempt: number, { waitedMs = 0, isLastAttempt = false, hasAsked = true } = {}) {
  const context = { attempt, isLastAttempt, signal: new AbortController().signal, log: createMemoryLog() };
  return finalFailure({ error, context, waitedMs, hasAsked }) !== undefined;
}

describe("a question ends", () => {
  it("with the third call that may be charged for, which comes when a blip is over", () => {
    expect(isFinal(broken, 1)).toBe(false);
    expect(isFinal(broken, 2, { waitedMs: 20_000 })).toBe(false);
    expect(isFinal(broken, 3, { waitedMs: 14_999 })).toBe(false);
    expect(isFinal(broken, 3, { waitedMs: 15_000 })).toBe(true);
  });

  it("with the second call when the calls say nothing for minutes", () => {
    expect(isFinal(broken, 1, { waitedMs: 90_000 })).toBe(false);
    expect(isFinal(broken, 2, { waitedMs: 59_999 })).toBe(false);
    expect(isFinal(broken, 2, { waitedMs: 60_000 })).toBe(true);
    expect(isFinal(platformDown, 2, { waitedMs: 60_000 })).toBe(false);
  });

  it("only with the queue's last run when the endpoint has certainly not worked", () => {
    for (const attempt of [1, 3, 7]) expect(isFinal(refused, attempt, { waitedMs: 29_000 })).toBe(false);
    expect(isFinal(refused, 8, { isLastAttempt: true })).toBe(true);
  });

  it("with the third answer that could not be shown, since each is charged for", () => {
    expect(isFinal(platformDown, 2)).toBe(false);
    expect(isFinal(platformDown, 3)).toBe(true);
    expect(isFinal(new TypeError("a bug"), 3)).toBe(true);
    expect(isFinal(platformDown, 3, { hasAsked: false })).toBe(false);
  });

  it("when the search wants to be left alone for longer than whoever asked will wait", () => {
    expect(isFinal(resting(30_001), 1)).toBe(true);
    expect(isFinal(resting(5_000), 4, { waitedMs: 25_000 })).toBe(false);
    expect(isFinal(resting(5_000), 4, { waitedMs: 25_001 })).toBe(true);
  });

  it("not before its third run because a long queue has made it wait", () => {
    expect(isFinal(resting(5_000), 1, { waitedMs: 600_000 })).toBe(false);
    expect(isFinal(resting(5_000), 2, { waitedMs: 600_000 })).toBe(false);
  });

  it("not because a platform wants to be left alone", () => {
    const slowDown = new PlatformError("slow", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 60_000 });
    expect(isFinal(slowDown, 1)).toBe(false);
  });
});
