import type { Clock } from "../../../core/clock.ts";
import { linkAbort, untilAborted } from "../../../core/linked-abort.ts";

/**
 * Runs what has to be over within `ms`; then its signal aborts, and this rejects with a `TimeoutError`. Rejects with the
 * outer signal's reason should that abort first. Whatever was begun does not outlive it.
 */
export async function withinTime<Result>(
  clock: Pick<Clock, "wait">,
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const call = linkAbort(signal);
  clock.wait(ms, call.signal).then(
    () => call.abort(new DOMException(`It took longer than ${ms} ms`, "TimeoutError")),
    () => undefined,
  );
  try {
    return await untilAborted(run(call.signal), call.signal);
  } finally {
    call.abort(new Error("the call is over"));
    call.release();
  }
}
