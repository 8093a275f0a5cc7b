import type { EventSink } from "./event-stream.ts";

export interface WebEventSink extends EventSink {
  readonly body: ReadableStream<Uint8Array>;
}

const encoder = new TextEncoder();

/** The body of a web Response as a sink. `onLeft` is called when its reader goes away before the end. */
export function createWebEventSink({ onLeft }: { readonly onLeft: () => void }): WebEventSink {
  let caughtUp: (() => void) | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const send = (text: string) => {
    if (text !== "") controller?.enqueue(encoder.encode(text));
  };
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    pull: () => caughtUp?.(),
    cancel() {
      controller = undefined;
      onLeft();
    },
  });
  return {
    body,
    isBehind: () => (controller?.desiredSize ?? 0) <= 0,
    onCaughtUp(listener) {
      caughtUp = listener;
    },
    send,
    end(text) {
      send(text);
      controller?.close();
      controller = undefined;
    },
  };
}
