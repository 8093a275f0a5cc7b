import { AppError, ProviderError } from "../../core/errors.ts";
import type { JobContext } from "../../core/jobs.ts";

/** Who asked learns within about this time that the search is away, and has a button to try again. */
const GIVE_UP_AFTER_MS = 30_000;
/** What the endpoint may charge for is asked three times at most. */
export const MAX_COSTLY_RUNS = 3;
/** The queue leaves this much before the last costly run, so whoever comes this late has had its three. */
const COSTLY_RUNS_TAKE_MS = 15_000;
/** A search that says nothing takes its deadlines, up to 90 s a run: after this, one more run has been enough. */
const HANGING_AFTER_MS = 60_000;

export interface FailedRun {
  readonly error: unknown;
  readonly context: JobContext;
  /** Since the question was asked. */
  readonly waitedMs: number;
  /** The endpoint was asked in this run. */
  readonly hasAsked: boolean;
}

/**
 * The error that ends the question, when no retry follows; undefined leaves it to the retry. It is final when a retry
 * cannot help or is the queue's last, when the answer took too long, when the other side asks for more time than whoever
 * asked will wait, and when another run might be charged for a fourth time.
 */
export function finalFailure({ error, context, waitedMs, hasAsked }: FailedRun): AppError | undefined {
  const { attempt, isLastAttempt, signal } = context;
  if (signal.aborted) {
    const isTooLate = signal.reason instanceof Error && signal.reason.name === "TimeoutError";
    if (!isTooLate) return undefined;
    return new ProviderError("The answer took longer than its deadline", {
      code: "PROVIDER_UNAVAILABLE",
      cause: error,
    });
  }
  const failure =
    error instanceof AppError ? error : new AppError("An unexpected error", { code: "INTERNAL", cause: error });
  const isFinal = isLastAttempt || !failure.retryable || isTooLongToWait() || isTooCostly();
  return isFinal ? failure : undefined;

  function isTooLongToWait(): boolean {
    if (!(failure instanceof ProviderError) || failure.retryAfterMs === undefined) return false;
    // A question that has waited in a long queue is tried again all the same.
    const elapsedMs = attempt < MAX_COSTLY_RUNS ? 0 : waitedMs;
    return elapsedMs + failure.retryAfterMs > GIVE_UP_AFTER_MS;
  }

  function isTooCostly(): boolean {
    if (!(failure instanceof ProviderError)) return hasAsked && attempt >= MAX_COSTLY_RUNS;
    // A search that was away needs a moment; the queue sees to it that there are no more than two costly runs before.
    const enoughMs = attempt >= MAX_COSTLY_RUNS ? COSTLY_RUNS_TAKE_MS : HANGING_AFTER_MS;
    return failure.mayHaveRun && attempt > 1 && waitedMs >= enoughMs;
  }
}
