import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { EventSink } from "./event-stream.ts";
import { createNodeEventSink } from "./node-event-sink.ts";
import { nodeResponseOf } from "./node-response.ts";
import { createWebEventSink } from "./web-event-sink.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache",
  // Keeps nginx from holding the stream back.
  "x-accel-buffering": "no",
} as const;

export interface StreamReply {
  readonly sink: EventSink;
  /** What the handler returns. */
  readonly response: Response;
}

/**
 * Begins a streamed reply. On node:http it is written straight to the response: a web stream in between costs as much as
 * the answer's own work.
 */
export function openStreamReply(
  context: Context,
  { requestId, onLeft }: { readonly requestId: string; readonly onLeft: () => void },
): StreamReply {
  const node = nodeResponseOf(context);
  if (node !== undefined) {
    const sink = createNodeEventSink(node, { ...HEADERS, "request-id": requestId });
    return { sink, response: RESPONSE_ALREADY_SENT };
  }
  const sink = createWebEventSink({ onLeft });
  return { sink, response: context.body(sink.body, 200, HEADERS) };
}
