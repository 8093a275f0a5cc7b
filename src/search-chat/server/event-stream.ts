import { KEEP_ALIVE } from "./completion-chunks.ts";

/** A reader this far behind holds its answer up. */
const MAX_WAITING_CHARS = 64 * 1024;

/** Where a reply goes, piece by piece. */
export interface EventSink {
  /** Whether the last piece has not been taken yet. */
  isBehind(): boolean;
  /** Says whom to call when pieces are taken again. */
  onCaughtUp(listener: () => void): void;
  send(text: string): void;
  /** Sends what is left and closes. Does nothing where the reader has gone. */
  end(text: string): void;
}

/** A reply that is written piece by piece. */
export interface EventStream {
  /** Sends text soon; what is written in one turn is sent in one piece. Gives a promise where the reader is behind. */
  write(text: string): Promise<void> | undefined;
  /** Sends what is left and closes. Nothing can be written after. */
  end(text: string): void;
}

export interface EventStreamOptions {
  readonly keepAliveMs: number;
  /** Nobody waits any longer for a reader who is behind; `end` has to be called all the same. */
  readonly signal: AbortSignal;
}

/** Opens a reply, with a sign of life whenever it has been silent. */
export function openEventStream(sink: EventSink, { keepAliveMs, signal }: EventStreamOptions): EventStream {
  let waiting = "";
  let isEnded = false;
  let isScheduled = false;
  let sentSinceBeat = false;
  let caughtUp: (() => void) | undefined;

  const goOn = () => {
    caughtUp?.();
    caughtUp = undefined;
  };
  const send = () => {
    isScheduled = false;
    if (isEnded || sink.isBehind()) return;
    if (waiting !== "") {
      const text = waiting;
      // Emptied first: taking a piece may ask for the next at once.
      waiting = "";
      sentSinceBeat = true;
      sink.send(text);
    }
    goOn();
  };
  const beat = setInterval(() => {
    if (!sentSinceBeat && waiting === "") waiting = KEEP_ALIVE;
    send();
    sentSinceBeat = false;
  }, keepAliveMs);
  beat.unref();
  sink.onCaughtUp(() => {
    // What is being written in this turn goes at its end, in one piece.
    if (!isScheduled) send();
  });
  signal.addEventListener("abort", goOn, { once: true });

  return {
    write(text) {
      if (isEnded) return undefined;
      waiting += text;
      if (!isScheduled) {
        isScheduled = true;
        process.nextTick(send);
      }
      if (waiting.length < MAX_WAITING_CHARS || signal.aborted) return undefined;
      return new Promise((resolve) => {
        caughtUp = resolve;
      });
    },
    end(text) {
      if (isEnded) return;
      isEnded = true;
      clearInterval(beat);
      sink.end(waiting + text);
    },
  };
}
