import { ProviderError } from "../core/errors.ts";
import { untilAborted } from "../core/linked-abort.ts";

/** How long one call may wait, in milliseconds, for each thing it waits for. */
export interface Deadlines {
  /** Connection, search and the response's headers. A gateway that does not stream generates in this time as well. */
  readonly headersMs: number;
  readonly firstByteMs: number;
  /** Between two pieces of the body; a keep-alive comment counts as one. */
  readonly idleMs: number;
  /** The whole call, so that an endpoint that only sends keep-alives cannot hold it for ever. */
  readonly totalMs: number;
}

/** 302.AI's own web apps give up on a whole answer after 60 s, other clients after 120 s. */
export const defaultDeadlines = {
  headersMs: 90_000,
  firstByteMs: 60_000,
  idleMs: 60_000,
  totalMs: 300_000,
} as const satisfies Deadlines;

interface Wait {
  /** What is waited for, as the operator reads it. */
  readonly name: string;
  readonly ms: number;
  readonly requestId?: string | undefined;
}

/** The time limits and the abort of one call. */
export interface CallWatch {
  /** Aborts when the caller aborts or a deadline passes. */
  readonly signal: AbortSignal;
  /** Waits for a network promise. Throws the caller's reason, or ProviderError when it fails or takes too long. */
  within<Value>(wait: Wait, promise: Promise<Value>): Promise<Value>;
  /** Stops the clocks. Whoever reads the body frees the socket. */
  close(): void;
}

/** Watches one call to the endpoint until it is closed. */
export function watchCall(caller: AbortSignal, totalMs: number): CallWatch {
  const call = new AbortController();
  const abort = () => call.abort(caller.reason);
  if (caller.aborted) abort();
  caller.addEventListener("abort", abort, { once: true });
  const expire = (wait: Wait) => setTimeout(() => call.abort(tookTooLong(wait)), wait.ms);
  const total = expire({ name: "the whole answer", ms: totalMs });
  return {
    signal: call.signal,
    async within(wait, promise) {
      const timer = expire(wait);
      try {
        // A fetch implementation need not notice the signal.
        return await untilAborted(promise, call.signal);
      } catch (error) {
        call.signal.throwIfAborted();
        throw brokeOff(error, wait);
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      clearTimeout(total);
      caller.removeEventListener("abort", abort);
    },
  };
}

function tookTooLong({ name, ms, requestId }: Wait): ProviderError {
  return new ProviderError(`The search-chat endpoint took too long: waited ${ms} ms for ${name}.`, {
    code: "PROVIDER_UNAVAILABLE",
    requestId,
    mayHaveRun: true,
  });
}

function brokeOff(error: unknown, { name, requestId }: Wait): ProviderError {
  return new ProviderError(
    `The search-chat endpoint could not be reached or broke off (${reasonOf(error)}), waiting for ${name}. Check SEARCH_CHAT_BASE_URL and the network.`,
    { code: "PROVIDER_UNAVAILABLE", requestId, mayHaveRun: !isBeforeSending(error), cause: error },
  );
}

/** The connection was never made, so nothing was asked. */
function isBeforeSending(error: unknown): boolean {
  return /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|E(?:HOST|NET)(?:UNREACH|DOWN)|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_(?:TLS|SSL)_\w+|\w*CERT\w*)$/u.test(
    reasonOf(error),
  );
}

/** What happened, such as ECONNREFUSED. fetch says only "fetch failed", and the rest in its cause. */
function reasonOf(error: unknown): string {
  for (const known of [error, error instanceof Error ? error.cause : undefined])
    if (known instanceof Error && "code" in known && typeof known.code === "string") return known.code;
  return error instanceof Error ? error.name : "no reason given";
}
