/** A signal that aborts with another one, or by itself. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(reason: Error): void;
  /** Lets go of the other signal; when the work is over, for that one may live on. */
  release(): void;
}

/**
 * Follows a signal, for those of its reasons that `follows` names. Every answer needs several, and `AbortSignal.any`
 * costs many times as much.
 */
export function linkAbort(parent: AbortSignal, follows: (reason: unknown) => boolean = () => true): LinkedAbort {
  const own = new AbortController();
  const onAbort = () => {
    if (follows(parent.reason)) own.abort(parent.reason);
  };
  if (parent.aborted) onAbort();
  else parent.addEventListener("abort", onAbort, { once: true });
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    release: () => parent.removeEventListener("abort", onAbort),
  };
}

/** Runs what has to be over within `ms`: then its signal aborts. Unlike `AbortSignal.timeout` it leaves no timer behind. */
export async function withinDeadline<Result>(
  ms: number,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DOMException(`It took longer than ${ms} ms`, "TimeoutError")), ms);
  try {
    return await run(deadline.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** What the promise gives, or a rejection with the signal's reason should that come first. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    const release = () => signal.removeEventListener("abort", abort);
    promise.then(
      (value) => {
        release();
        resolve(value);
      },
      (error: unknown) => {
        release();
        reject(error);
      },
    );
  });
}
