import type { ServerEvent } from "./server-event.ts";

/** An answer's events, one at a time. */
export interface EventReader {
  /** Undefined: that was the last. Rejects with the signal's reason as soon as it aborts, whatever the answer does. */
  next(): Promise<ServerEvent | undefined>;
}

/** Reads an answer until it ends or the signal aborts; then its source is let go. */
export function readEvents(events: AsyncIterable<ServerEvent>, signal: AbortSignal): EventReader {
  const iterator = events[Symbol.asyncIterator]();
  let giveUp: ((reason: unknown) => void) | undefined;
  signal.addEventListener(
    "abort",
    () => {
      giveUp?.(signal.reason);
      // The answer stops by the same signal; what it throws by then concerns nobody.
      iterator.return?.().then(undefined, () => undefined);
    },
    { once: true },
  );
  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        giveUp = reject;
        iterator.next().then(({ done, value }) => resolve(done === true ? undefined : value), reject);
      }),
  };
}
