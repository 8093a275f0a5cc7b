import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";

/** How often the last text of a part is tried before the job is left to retry. */
const TRIES = 4;
const FIRST_RETRY_MS = 500;

/** Does again what failed and may be repeated, after the time that was asked for, until it is done or the signal aborts. */
export async function retrySend(
  send: () => Promise<void>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return;
    } catch (error) {
      const mayRepeat = error instanceof AppError && error.retryable;
      if (!mayRepeat || attempt === TRIES) throw error;
      const isTooLate = await clock.wait(error.retryAfterMs ?? FIRST_RETRY_MS * 2 ** (attempt - 1), signal).then(
        () => false,
        () => true,
      );
      if (isTooLate) throw error;
    }
  }
}
