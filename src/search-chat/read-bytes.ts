import type { CallErrors } from "./call-errors.ts";
import type { CallWatch, Deadlines } from "./deadlines.ts";
import type { EndpointReply } from "./endpoint-fetch.ts";
import type { ReadPause } from "./read-pause.ts";

/** More than any answer; an endpoint that never stops is cut off. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface ReadBytesOptions {
  readonly watch: CallWatch;
  readonly deadlines: Pick<Deadlines, "firstByteMs" | "idleMs">;
  readonly errors: CallErrors;
  readonly requestId: string | undefined;
  readonly onFirstByte?: (() => void) | undefined;
  /** Nothing is read while it runs. */
  readonly pause?: ReadPause | undefined;
}

/**
 * Reads a body with a deadline for its first byte and for every pause. Leaving the loop, or its end, releases the socket
 * and closes the watch.
 */
export async function* readBytes(
  body: EndpointReply["body"],
  { watch, deadlines, errors, requestId, onFirstByte, pause }: ReadBytesOptions,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  const nextByte = { name: "the next byte of the answer", ms: deadlines.idleMs, requestId };
  let wait = { name: "the first byte of the answer", ms: deadlines.firstByteMs, requestId };
  let size = 0;
  const read = () => {
    const over = pause?.over();
    return over === undefined ? reader.read() : over.then(() => reader.read());
  };
  try {
    for (;;) {
      const { done, value } = await watch.within(wait, read());
      if (done || value === undefined) return;
      if (size === 0) onFirstByte?.();
      size += value.byteLength;
      if (size > MAX_BYTES) throw errors.tooLong(MAX_BYTES, wait);
      yield value;
      wait = nextByte;
    }
  } finally {
    watch.close();
    // A stream that already failed refuses to be cancelled with that same failure, which was thrown above.
    reader.cancel().catch(() => undefined);
  }
}
