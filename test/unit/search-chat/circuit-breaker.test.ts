import { beforeEach, describe, expect, it } from "vitest";
import { ProviderError } from "../../../src/core/errors.ts";
import { type Breaker, type BreakerState, createCircuitBreaker } from "../../../src/search-chat/circuit-breaker.ts";

const down = failure();

function failure(retryAfterMs?: number): ProviderError {
  return new ProviderError("down", { code: "PROVIDER_UNAVAILABLE", retryAfterMs });
}

describe("a circuit breaker", () => {
  let nowMs: number;
  let breaker: Breaker;
  let changes: BreakerState["state"][];
  beforeEach(() => {
    nowMs = 1_700_000_000_000;
    changes = [];
    breaker = createCircuitBreaker(
      { clock: { now: () => nowMs } },
      { name: "a", openAfter: 3, halfOpenAfterMs: 30_000, onChange: ({ state }) => changes.push(state) },
    );
  });
  const begin = () => {
    const call = breaker.begin();
    if (call === undefined) throw new Error("the breaker lets nothing through");
    return call;
  };
  const failTimes = async (times: number, error = down) => {
    for (let count = 0; count < times; count += 1) await begin().fail(error);
  };

  it("is closed at first and lets any number of calls through at once", () => {
    expect([1, 2, 3, 4].map(() => begin().isProbe)).toEqual([false, false, false, false]);
    expect(breaker.state()).toEqual({ name: "a", state: "closed", failures: 0 });
  });

  it("stays closed below its number of failures", async () => {
    await failTimes(2);
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 2 });
    expect(breaker.lastFailure()).toBeUndefined();
  });

  it("counts failures in a row only", async () => {
    await failTimes(2);
    await begin().succeed();
    await failTimes(2);
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 2 });
  });

  it("opens with its last failure, and tells how long it stays so", async () => {
    await failTimes(3);
    expect(breaker.state()).toMatchObject({ state: "open", failures: 3 });
    expect(breaker.begin()).toBeUndefined();
    expect(breaker.lastFailure()).toBe(down);
    nowMs += 29_000;
    expect(breaker.waitMs()).toBe(1_000);
    expect(breaker.begin()).toBeUndefined();
  });

  it("is half-open after that, for one probe", async () => {
    await failTimes(3);
    nowMs += 30_000;
    expect(breaker.state().state).toBe("half-open");
    expect(begin().isProbe).toBe(true);
    expect(breaker.state().state).toBe("half-open");
    expect(breaker.begin()).toBeUndefined();
    expect(breaker.waitMs()).toBeGreaterThan(0);
  });

  it("closes when the probe succeeds", async () => {
    await failTimes(3);
    nowMs += 30_000;
    await begin().succeed();
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 0 });
    expect(breaker.lastFailure()).toBeUndefined();
    await failTimes(2);
    expect(breaker.begin()?.isProbe).toBe(false);
    expect(changes).toEqual(["open", "half-open", "closed"]);
  });

  it("opens again, for as long, when the probe fails", async () => {
    await failTimes(3);
    nowMs += 30_000;
    await begin().fail(down);
    expect(breaker.state().state).toBe("open");
    nowMs += 29_999;
    expect(breaker.begin()).toBeUndefined();
    nowMs += 1;
    expect(begin().isProbe).toBe(true);
  });

  it("lets the next call be the probe when the caller of a probe goes away", async () => {
    await failTimes(3);
    nowMs += 30_000;
    await begin().leave();
    expect(breaker.state().state).toBe("half-open");
    await begin().succeed();
    expect(breaker.state().state).toBe("closed");
  });

  it("learns nothing from a call whose caller goes away", async () => {
    await failTimes(2);
    await begin().leave();
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 2 });
  });

  it("takes the first ending of a call only", async () => {
    const call = begin();
    await call.succeed();
    await call.fail(down);
    await call.leave();
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 0 });
  });

  it("is not disturbed by calls that began before it opened", async () => {
    const [failing, leaving] = [begin(), begin()];
    await failTimes(3);
    await failing.fail(down);
    await leaving.leave();
    expect(breaker.state().state).toBe("open");
    expect(breaker.waitMs()).toBe(30_000);
  });

  it.each([
    ["for as long as the endpoint asked", 90_000, 90_000],
    ["for less, where the endpoint asked for less", 5_000, 5_000],
    ["for a second at least", 0, 1_000],
    ["for five minutes at most", 86_400_000, 300_000],
  ])("stays open %s", async (_, retryAfterMs, expected) => {
    await failTimes(2);
    await failTimes(1, failure(retryAfterMs));
    expect(breaker.waitMs()).toBe(expected);
  });

  it("does not depend on the machine's clock, which may be set back", async () => {
    nowMs = 0;
    await failTimes(3);
    nowMs += 30_000;
    expect(begin().isProbe).toBe(true);
  });
});
