import { AppError } from "../core/errors.ts";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * How long a job waits after its `failures`-th failure: never shorter than the other side asked for, else 1 s, 2 s, 4 s …
 * Up to a half is added by chance, so that jobs that failed together do not come back together.
 */
export function retryDelayMs(error: unknown, failures: number, random: () => number): number {
  const asked = error instanceof AppError ? (error.retryAfterMs ?? 0) : 0;
  const ours = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
  return Math.ceil(Math.max(asked, ours) + ours * 0.5 * random());
}
