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
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      timer.unref();
      signal.addEventListener("abort", onAbort, { once: true });
    }),
};
