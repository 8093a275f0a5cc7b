import type { ServerResponse } from "node:http";
import type { EventSink } from "./event-stream.ts";

/** A response of node:http as a sink; its head goes with the first piece. */
export function createNodeEventSink(
  response: Pick<
    ServerResponse,
    "headersSent" | "writableNeedDrain" | "destroyed" | "writeHead" | "write" | "end" | "on"
  >,
  headers: Readonly<Record<string, string>>,
): EventSink {
  const begin = () => {
    if (!response.headersSent) response.writeHead(200, headers);
  };
  return {
    isBehind: () => response.writableNeedDrain,
    onCaughtUp: (listener) => void response.on("drain", listener),
    send(text) {
      if (response.destroyed) return;
      begin();
      response.write(text);
    },
    end(text) {
      if (response.destroyed) return;
      begin();
      response.end(text);
    },
  };
}
