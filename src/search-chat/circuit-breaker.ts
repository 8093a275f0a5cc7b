import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IHalfOpenAfterBackoffContext,
} from "cockatiel";
import type { ProviderError } from "../core/errors.ts";

/** How one breaker stands, as health and metrics show it. */
export interface BreakerState {
  readonly name: string;
  /** `half-open`: the next call goes through as a probe, or one is on its way. */
  readonly state: "closed" | "open" | "half-open";
  /** Failures in a row. */
  readonly failures: number;
}

/** A call that was let through. Its first ending counts; each resolves when the breaker knows of it. */
export interface BreakerCall {
  /** Whether the breaker was half-open, so that its fate hangs on this call. */
  readonly isProbe: boolean;
  succeed(): Promise<void>;
  fail(error: ProviderError): Promise<void>;
  /** The call ended and says nothing about the service: its caller went away. */
  leave(): Promise<void>;
}

export interface Breaker {
  /** Lets a call through, or none: undefined. */
  begin(): BreakerCall | undefined;
  /** How long until a call may be let through; 0 when it may be now. */
  waitMs(): number;
  state(): BreakerState;
  /** What opened it, while it is not closed. */
  lastFailure(): ProviderError | undefined;
}

export interface BreakerOptions {
  readonly name: string;
  /** Failures in a row that open it. */
  readonly openAfter: number;
  /** How long it stays open, unless the endpoint named a time. */
  readonly halfOpenAfterMs: number;
  onChange?(state: BreakerState): void;
}

/** An endpoint that names a time to wait is believed between these. */
const SHORTEST_OPEN_MS = 1_000;
const LONGEST_OPEN_MS = 300_000;
/** How long to wait for somebody else's probe. */
const PROBE_ENDS_AFTER_MS = 1_000;

const LEFT = new Error("the caller of a call went away");
const LEFT_PROBE = new Error("the caller of a probe went away");

/**
 * Keeps calls from a service that fails: closed → open after so many failures in a row → half-open after a while, with
 * one probe → closed or open again. A probe whose caller goes away leaves the next call to be the probe.
 */
export function createCircuitBreaker(
  { clock }: { readonly clock: { now(): number } },
  { name, openAfter, halfOpenAfterMs, onChange }: BreakerOptions,
): Breaker {
  let openUntilMs = 0;
  let lastFailure: ProviderError | undefined;
  const stayOpen = ({ result }: IHalfOpenAfterBackoffContext): IBackoff<IHalfOpenAfterBackoffContext> => {
    const wasLeft = "error" in result && result.error === LEFT_PROBE;
    const openMs = lastFailure?.retryAfterMs ?? halfOpenAfterMs;
    openUntilMs = wasLeft ? 0 : clock.now() + Math.min(Math.max(openMs, SHORTEST_OPEN_MS), LONGEST_OPEN_MS);
    // cockatiel would read the machine's own clock; `waitMs` keeps the time, so here every moment is late enough.
    return { duration: Number.NEGATIVE_INFINITY, next: stayOpen };
  };
  const count = new ConsecutiveBreaker(openAfter);
  const policy = circuitBreaker(
    handleWhen((error) => error !== LEFT),
    { breaker: count, halfOpenAfter: { next: stayOpen } },
  );
  policy.onStateChange(() => onChange?.(state()));
  return { begin, waitMs, state, lastFailure: () => (policy.state === CircuitState.Closed ? undefined : lastFailure) };

  function waitMs(): number {
    switch (policy.state) {
      case CircuitState.Closed:
        return 0;
      case CircuitState.HalfOpen:
        return PROBE_ENDS_AFTER_MS;
      default:
        return Math.max(0, openUntilMs - clock.now());
    }
  }

  function state(): BreakerState {
    const { state: current } = policy;
    const isOpen = current === CircuitState.Open && waitMs() > 0;
    return {
      name,
      state: current === CircuitState.Closed ? "closed" : isOpen ? "open" : "half-open",
      failures: count.state,
    };
  }

  function begin(): BreakerCall | undefined {
    if (waitMs() > 0) return undefined;
    const isProbe = policy.state !== CircuitState.Closed;
    let settle: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;
    const ended = policy.execute(
      () =>
        new Promise<void>((resolve, reject) => {
          settle = { resolve, reject };
        }),
    );
    // Whoever ends the call knows how it ended.
    const known = ended.catch(() => undefined);
    return {
      isProbe,
      succeed() {
        settle?.resolve();
        return known;
      },
      fail(error) {
        lastFailure = error;
        settle?.reject(error);
        return known;
      },
      leave() {
        settle?.reject(isProbe ? LEFT_PROBE : LEFT);
        return known;
      },
    };
  }
}
