import { afterEach, beforeEach, vi } from "vitest";

/**
 * For test files that say how long something takes; call it before the other hooks. Timers and `performance.now()` go on
 * only while this process is given time, 20 ms a turn, so that a busy machine makes nothing late. Sockets and other
 * processes go on as ever. `expect.poll` puts them forward each time it looks: measure nothing across it.
 */
export function useOwnTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
      shouldAdvanceTime: true,
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
