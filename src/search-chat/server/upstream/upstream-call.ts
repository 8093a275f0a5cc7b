import type { CallErrors } from "../../call-errors.ts";
import { reasonOf } from "../../call-errors.ts";
import { type Deadlines, watchCall } from "../../deadlines.ts";
import type { EndpointFetch } from "../../endpoint-fetch.ts";
import { readBytes } from "../../read-bytes.ts";
import { readErrorBody } from "../../read-error-body.ts";
import type { ReadPause } from "../../read-pause.ts";
import { readReplyHead } from "../../reply-head.ts";
import { ServerFailure } from "../failure.ts";
import { UpstreamRefusal } from "./upstream-refusal.ts";

/** How long the server waits for a model. Ollama loads a model into memory before the first byte, which takes minutes. */
export const upstreamDeadlines = {
  headersMs: 180_000,
  firstByteMs: 120_000,
  idleMs: 90_000,
  totalMs: 900_000,
} as const satisfies Deadlines;

export interface UpstreamCallDeps {
  readonly fetch: EndpointFetch;
  /** The wall clock. */
  readonly clock: { now(): number };
}

export interface UpstreamCall {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: a GET without a body. */
  readonly body: string | undefined;
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal;
  /** Called once, with the time from asking to the first byte of an answer. */
  readonly onFirstByte?: ((ms: number) => void) | undefined;
  /** Nothing is read while it runs. */
  readonly pause?: ReadPause | undefined;
}

/**
 * Makes one call, and gives the bytes of its answer, which are to be read to their end or left. Throws UpstreamRefusal
 * where the upstream server refuses, ServerFailure where it cannot be reached or takes too long, and the caller's reason
 * where he is gone; the bytes throw the last two as well.
 */
export async function upstreamCall(
  { fetch, clock }: UpstreamCallDeps,
  { url, headers, body, deadlines, signal, onFirstByte, pause }: UpstreamCall,
): Promise<AsyncIterable<Uint8Array>> {
  const watch = watchCall(signal, { totalMs: deadlines.totalMs, errors: callErrors });
  const askedAtMs = clock.now();
  try {
    const reply = await watch.within(
      { name: "the response's headers", ms: deadlines.headersMs },
      fetch(url, {
        method: body === undefined ? "GET" : "POST",
        headers,
        body: body ?? null,
        signal: watch.signal,
        redirect: "manual",
      }),
    );
    const head = readReplyHead(reply, clock.now());
    const bytes = readBytes(reply.body, {
      watch,
      deadlines,
      errors: callErrors,
      requestId: head.requestId,
      pause,
      onFirstByte: reply.ok && onFirstByte !== undefined ? () => onFirstByte(clock.now() - askedAtMs) : undefined,
    });
    if (reply.ok) return bytes;
    throw new UpstreamRefusal(head, await readErrorBody(bytes, signal));
  } catch (error) {
    watch.close();
    throw error;
  }
}

const callErrors: CallErrors = {
  tookTooLong: ({ name, ms }) =>
    new ServerFailure("tookTooLong", {
      detail: "The language model took too long.",
      cause: new Error(`The upstream server took too long: waited ${ms} ms for ${name}.`),
    }),
  brokeOff: (error, { name }) => {
    const reason = reasonOf(error);
    const failure = reason === "ETIMEDOUT" ? "tookTooLong" : "modelFailed";
    return new ServerFailure(failure, {
      detail: "The language model cannot be reached or broke off. Try again.",
      cause: new Error(`The upstream server could not be reached or broke off (${reason}), waiting for ${name}.`, {
        cause: error,
      }),
    });
  },
  tooLong: (maxBytes) =>
    new ServerFailure("modelFailed", { cause: new Error(`The upstream's reply is longer than ${maxBytes} bytes.`) }),
};
