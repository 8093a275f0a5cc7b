import { channelKey } from "../../src/core/chat.ts";
import type { StopRequests } from "../../src/core/stop-requests.ts";

/** Stop requests in memory. */
export interface MemoryStopRequests extends StopRequests {
  /** How many waits have neither been answered nor aborted. */
  waiting(): number;
  /** How many waits have been begun. */
  readonly waits: number;
}

export function createMemoryStopRequests(): MemoryStopRequests {
  const requests = new Set<string>();
  const waiters = new Map<string, Set<() => void>>();
  let waits = 0;
  return {
    async request(channel, answerId) {
      const key = `${channelKey(channel)}:${answerId}`;
      requests.add(key);
      for (const wake of waiters.get(key) ?? []) wake();
    },
    async wait(channel, answerId, signal) {
      waits += 1;
      const key = `${channelKey(channel)}:${answerId}`;
      if (signal.aborted) return false;
      if (requests.has(key)) return true;
      const waiting = waiters.get(key) ?? new Set();
      waiters.set(key, waiting);
      return new Promise<boolean>((resolve) => {
        const end = (isAsked: boolean) => {
          waiting.delete(wake);
          signal.removeEventListener("abort", onAbort);
          resolve(isAsked);
        };
        const wake = () => end(true);
        const onAbort = () => end(false);
        waiting.add(wake);
        signal.addEventListener("abort", onAbort, { once: true });
      });
    },
    async clear(channel, answerId) {
      requests.delete(`${channelKey(channel)}:${answerId}`);
    },
    waiting: () => [...waiters.values()].reduce((sum, waiting) => sum + waiting.size, 0),
    get waits() {
      return waits;
    },
  };
}
