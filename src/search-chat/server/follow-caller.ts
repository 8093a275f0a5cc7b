import type { Context } from "hono";
import { nodeResponseOf } from "./node-response.ts";

/**
 * Calls `onLeft` when the caller goes away before the reply is whole, also where he has gone already; the returned
 * function lets go of him. A signal is made only where there is no socket: each costs as much as a few words.
 */
export function followCaller(context: Context, onLeft: () => void): () => void {
  const response = nodeResponseOf(context);
  if (response === undefined) {
    const { signal } = context.req.raw;
    signal.addEventListener("abort", onLeft, { once: true });
    if (signal.aborted) onLeft();
    return () => signal.removeEventListener("abort", onLeft);
  }
  const onClose = () => {
    if (!response.writableFinished) onLeft();
  };
  response.once("close", onClose);
  if (response.destroyed) onClose();
  return () => response.off("close", onClose);
}
