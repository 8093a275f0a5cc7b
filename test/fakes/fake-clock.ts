import type { Clock } from "../../src/core/clock.ts";

/** Time that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on, step by step: everything that was waiting runs at its own time. */
  advance(ms: number): Promise<void>;
  /** How many waits have neither ended nor been aborted. */
  waiting(): number;
}

interface Waiter {
  readonly at: number;
  wake(): void;
}

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start;
  const waiters = new Set<Waiter>();
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const onAbort = () => {
          waiters.delete(waiter);
          reject(signal.reason);
        };
        const waiter: Waiter = {
          at: now + ms,
          wake() {
            waiters.delete(waiter);
            signal.removeEventListener("abort", onAbort);
            resolve();
          },
        };
        waiters.add(waiter);
        signal.addEventListener("abort", onAbort, { once: true });
      }),
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = [...waiters].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = until;
    },
    waiting: () => waiters.size,
  };
}

/** Lets everything run that can run without time passing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
