import type { CallErrors, Wait } from "./call-errors.ts";

/** How long one call may wait, in milliseconds, for each thing it waits for. */
export interface Deadlines {
  /** Connection, search and the response's headers. A gateway that does not stream generates in this time as well. */
  readonly headersMs: number;
  readonly firstByteMs: number;
  /** Between two pieces of the body; a keep-alive comment counts as one. */
  readonly idleMs: number;
  /** The whole call, so that an endpoint that only sends keep-alives cannot hold it for ever. */
  readonly totalMs: number;
}

/** 302.AI's own web apps give up on a whole answer after 60 s, other clients after 120 s. */
export const defaultDeadlines = {
  headersMs: 90_000,
  firstByteMs: 60_000,
  idleMs: 60_000,
  totalMs: 300_000,
} as const satisfies Deadlines;

/** A deep search reads for minutes, and not every endpoint tells of it meanwhile. Our own has 600 s for all of it. */
export const deepSearchDeadlines = {
  headersMs: 240_000,
  firstByteMs: 240_000,
  idleMs: 240_000,
  totalMs: 630_000,
} as const satisfies Deadlines;

/** The time limits and the abort of one call. */
export interface CallWatch {
  /** Aborts when the caller aborts or a deadline passes. */
  readonly signal: AbortSignal;
  /**
   * Waits for a network promise, one at a time. Throws the caller's reason, or the call's error when it fails or takes
   * too long.
   */
  within<Value>(wait: Wait, promise: Promise<Value>): Promise<Value>;
  /** Stops the clocks. Whoever reads the body frees the socket. */
  close(): void;
}

export interface WatchOptions {
  readonly totalMs: number;
  readonly errors: CallErrors;
}

interface Waiting {
  readonly wait: Wait;
  readonly reject: (reason: unknown) => void;
}

/**
 * Watches one call to an endpoint until it is closed. An answer has hundreds of waits of one length, so they share one
 * timer, which is only set back.
 */
export function watchCall(caller: AbortSignal, { totalMs, errors }: WatchOptions): CallWatch {
  const call = new AbortController();
  let waiting: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let timerMs = 0;
  // A fetch implementation need not notice the signal.
  call.signal.addEventListener("abort", () => waiting?.reject(call.signal.reason), { once: true });
  const abort = () => call.abort(caller.reason);
  if (caller.aborted) abort();
  caller.addEventListener("abort", abort, { once: true });
  const total = setTimeout(() => call.abort(errors.tookTooLong({ name: "the whole answer", ms: totalMs })), totalMs);

  const startTimer = (ms: number): void => {
    if (timer !== undefined && timerMs === ms) {
      timer.refresh();
      return;
    }
    clearTimeout(timer);
    timerMs = ms;
    timer = setTimeout(() => {
      // Between two waits it is the consumer who takes his time.
      if (waiting === undefined) timer = undefined;
      else call.abort(errors.tookTooLong(waiting.wait));
    }, ms);
  };

  return {
    signal: call.signal,
    within: (wait, promise) =>
      new Promise((resolve, reject) => {
        waiting = { wait, reject };
        if (call.signal.aborted) reject(call.signal.reason);
        else startTimer(wait.ms);
        promise.then(
          (value) => {
            waiting = undefined;
            resolve(value);
          },
          (error: unknown) => {
            waiting = undefined;
            reject(call.signal.aborted ? call.signal.reason : errors.brokeOff(error, wait));
          },
        );
      }),
    close() {
      clearTimeout(total);
      clearTimeout(timer);
      caller.removeEventListener("abort", abort);
    },
  };
}
