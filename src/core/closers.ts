import type { Clock } from "./clock.ts";
import type { Logger } from "./logger.ts";

/** What has to be closed when a process stops. */
export interface Closers {
  /** What is added later is closed earlier. */
  add(close: () => Promise<void>): void;
  /** Closes everything, one after the other, a failure of one notwithstanding; resolves at the deadline at the latest. */
  closeAll(deadlineMs: number): Promise<void>;
}

/** Starts with nothing to close. */
export function createClosers({ clock, log }: { readonly clock: Clock; readonly log: Logger }): Closers {
  const closers: (() => Promise<void>)[] = [];
  return {
    add: (close) => void closers.push(close),
    async closeAll(deadlineMs) {
      const done = new AbortController();
      const late = clock.wait(deadlineMs, done.signal).then(
        () => "late" as const,
        () => undefined,
      );
      if ((await Promise.race([closeInTurn(), late])) === "late")
        log.error("the shutdown took longer than SHUTDOWN_TIMEOUT_MS and was cut short");
      done.abort();
    },
  };

  async function closeInTurn(): Promise<void> {
    for (const close of closers.toReversed()) {
      await close().catch((error: unknown) => log.error({ err: error }, "a part did not close cleanly"));
    }
  }
}
