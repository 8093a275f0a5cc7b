import type { SendContext } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import { linkAbort } from "./linked-abort.ts";

/**
 * How often the last text of a part is tried before the job is left to retry, which asks the endpoint again and may be
 * charged for it: 23.5 s where every try fails at once.
 */
const TRIES = 7;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;

/**
 * Does again what failed and may be repeated, after the time that was asked for, until it is done or the signal aborts.
 * Without patience it waits no more.
 */
export async function retrySend(
  send: () => Promise<void>,
  { clock, signal, patience }: { readonly clock: Clock } & Pick<SendContext, "signal" | "patience">,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return;
    } catch (error) {
      const mayRepeat = error instanceof AppError && error.retryable;
      if (!mayRepeat || attempt === TRIES) throw error;
      const oursMs = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
      const isTooLate = await pause(error.retryAfterMs ?? oursMs);
      if (isTooLate) throw error;
    }
  }
  /** Whether it is over before its time. */
  async function pause(ms: number): Promise<boolean> {
    const waiting = linkAbort(signal);
    const giveUp = () => waiting.abort(IMPATIENT);
    if (patience?.aborted === true) giveUp();
    else patience?.addEventListener("abort", giveUp, { once: true });
    try {
      await clock.wait(ms, waiting.signal);
      return false;
    } catch {
      return true;
    } finally {
      waiting.release();
      patience?.removeEventListener("abort", giveUp);
    }
  }
}

/** One for all: an abort without a reason makes an error with a stack each time. */
const IMPATIENT = new Error("It no longer pays to wait");
