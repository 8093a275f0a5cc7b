/** Time, as everything that waits or stamps takes it, so that a test can be its own clock. */
export interface Clock {
  /** Unix ms. */
  now(): number;
  /** Resolves after at least `ms`; rejects with the signal's reason as soon as it aborts. Keeps no process alive. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        stop();
        reject(signal.reason);
      };
      const stop = begin(ms, () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      });
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};

/** Calls back after `ms`, unless it is stopped. */
function begin(ms: number, onTime: () => void): () => void {
  // A timer of 0 ms takes 1 ms at least. What has arrived already is worked off before an immediate, too.
  if (ms <= 0) {
    const immediate = setImmediate(onTime).unref();
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(onTime, ms).unref();
  return () => clearTimeout(timer);
}
