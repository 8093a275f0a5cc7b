import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Logger } from "../../core/logger.ts";
import type { TranscriptStore } from "../../core/transcript.ts";
import type { ToEntryView } from "./entry-view.ts";

export interface ChannelEventsDeps {
  readonly transcripts: TranscriptStore;
  readonly log: Logger;
  readonly toEntryView: ToEntryView;
  /** Ends every stream when the platform stops. */
  readonly stopping: AbortSignal;
}

export interface ChannelEventsOptions {
  /** How often a silent stream says that it is alive. */
  readonly heartbeatMs: number;
}

/** How long a browser waits before it connects again. */
const RECONNECT_AFTER_MS = 1_000;

/**
 * Streams a channel to one page as server-sent events: first `entries`, all there is, then `entry` for each change.
 * Watching begins before the first read, so a page that lost its connection misses nothing by connecting again.
 */
export function streamChannelEvents(
  { transcripts, log, toEntryView, stopping }: ChannelEventsDeps,
  { heartbeatMs }: ChannelEventsOptions,
) {
  return (context: Context, channelId: string): Response =>
    streamSSE(context, async (stream) => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      const signal = AbortSignal.any([left.signal, stopping]);
      const heartbeat = setInterval(() => void stream.writeSSE({ event: "alive", data: "" }), heartbeatMs);
      try {
        const changes = await transcripts.watch(channelId, signal);
        const entries = (await transcripts.read(channelId)).map(toEntryView);
        await stream.writeSSE({ event: "entries", data: JSON.stringify(entries), retry: RECONNECT_AFTER_MS });
        for await (const entry of changes) {
          await stream.writeSSE({ event: "entry", data: JSON.stringify(toEntryView(entry)) });
          if (signal.aborted) break;
        }
      } catch (error) {
        // The stream ends here; the page says so and connects again.
        if (!signal.aborted) log.warn({ err: error, channelId }, "a channel could not be watched");
      } finally {
        clearInterval(heartbeat);
        left.abort();
      }
    });
}
