/** Lets `burst` through at once and one more every `everyMs`, by this process's own count. */
export interface Trickle {
  take(): boolean;
  /** Whether as much may pass as if nothing ever had. */
  isFull(): boolean;
}

/** Counts by one number: the moment at which nothing will be owed any more. */
export function createTrickle(
  clock: { now(): number },
  { burst, everyMs }: { readonly burst: number; readonly everyMs: number },
): Trickle {
  let paidAt = 0;
  return {
    take() {
      const now = clock.now();
      // A clock that is set back must not close it for long.
      const from = Math.min(Math.max(paidAt, now), now + burst * everyMs);
      if (from + everyMs > now + burst * everyMs) return false;
      paidAt = from + everyMs;
      return true;
    },
    isFull: () => paidAt <= clock.now(),
  };
}
