import type { CallErrors } from "./call-errors.ts";
import type { CallWatch, Deadlines } from "./deadlines.ts";
import type { EndpointReply } from "./endpoint-fetch.ts";

/** More than any answer; an endpoint that never stops is cut off. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface ReadBytesOptions {
  readonly watch: CallWatch;
  readonly deadlines: Pick<Deadlines, "firstByteMs" | "idleMs">;
  readonly errors: CallErrors;
  readonly requestId: string | undefined;
}

/** Reads a body with a deadline for its first byte and for every pause. Leaving the loop releases the socket. */
export async function* readBytes(
  body: EndpointReply["body"],
  { watch, deadlines, errors, requestId }: ReadBytesOptions,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  const nextByte = { name: "the next byte of the answer", ms: deadlines.idleMs, requestId };
  let wait = { name: "the first byte of the answer", ms: deadlines.firstByteMs, requestId };
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await watch.within(wait, reader.read());
      if (done || value === undefined) return;
      size += value.byteLength;
      if (size > MAX_BYTES) throw errors.tooLong(MAX_BYTES, wait);
      yield value;
      wait = nextByte;
    }
  } finally {
    // A stream that already failed refuses to be cancelled with that same failure, which was thrown above.
    reader.cancel().catch(() => undefined);
  }
}
