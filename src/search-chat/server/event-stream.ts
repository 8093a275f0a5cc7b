import { KEEP_ALIVE } from "./completion-chunks.ts";

/** A reader this far behind holds its answer up. */
const MAX_WAITING_CHARS = 64 * 1024;

/** A reply that is written piece by piece. */
export interface EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Sends text soon; what is written in one turn is sent in one piece. Gives a promise where the reader is behind. */
  write(text: string): Promise<void> | undefined;
  /** Sends what is left and closes. Nothing can be written after. */
  end(text: string): void;
}

const encoder = new TextEncoder();

/** Opens a reply. `onLeft` is called when its reader goes away before the end. */
export function openEventStream(
  { onLeft }: { readonly onLeft: () => void },
  { keepAliveMs }: { readonly keepAliveMs: number },
): EventStream {
  let waiting = "";
  let isEnded = false;
  let isScheduled = false;
  let sentSinceBeat = false;
  let caughtUp: (() => void) | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  const sendNow = () => {
    const text = waiting;
    if (text === "") return;
    // Emptied first: taking a piece asks for the next at once.
    waiting = "";
    controller?.enqueue(encoder.encode(text));
  };
  const send = () => {
    isScheduled = false;
    // A reader that has not taken the last piece asks for the next with `pull`.
    if ((controller?.desiredSize ?? 0) <= 0) return;
    sentSinceBeat ||= waiting !== "";
    sendNow();
    caughtUp?.();
    caughtUp = undefined;
  };
  const stop = () => {
    isEnded = true;
    clearInterval(beat);
    caughtUp?.();
  };
  const beat = setInterval(() => {
    if (!sentSinceBeat && waiting === "") waiting = KEEP_ALIVE;
    send();
    sentSinceBeat = false;
  }, keepAliveMs);
  beat.unref();

  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    pull() {
      // What is being written in this turn goes at its end, in one piece.
      if (!isScheduled) send();
    },
    cancel() {
      controller = undefined;
      stop();
      onLeft();
    },
  });
  return {
    body,
    write(text) {
      if (isEnded) return undefined;
      waiting += text;
      if (!isScheduled) {
        isScheduled = true;
        setImmediate(send);
      }
      if (waiting.length < MAX_WAITING_CHARS) return undefined;
      return new Promise((resolve) => {
        caughtUp = resolve;
      });
    },
    end(text) {
      if (isEnded) return;
      stop();
      waiting += text;
      sendNow();
      controller?.close();
      controller = undefined;
    },
  };
}
