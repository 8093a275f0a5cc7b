import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { StoreError } from "../../core/errors.ts";
import type { ChatListener, Invocation, Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { TranscriptStore } from "../../core/transcript.ts";
import { streamChannelEvents } from "./channel-events.ts";
import { commandSuggestions } from "./command-suggestions.ts";
import { createEntryViews } from "./entry-view.ts";
import { createReceiveCommand } from "./receive-command.ts";
import { createReceiveControl } from "./receive-control.ts";
import { createReceiveMessage } from "./receive-message.ts";
import { createWebRoutes } from "./web-routes.ts";

export interface WebPlatformDeps {
  readonly transcripts: TranscriptStore;
  readonly clock: { now(): number };
  /** Unique texts of letters, digits and dashes. */
  readonly newId: () => string;
  readonly log: Logger;
}

export interface WebPlatformOptions {
  /** What this install offers, for the hint of `/sources service`. */
  readonly searchServices: readonly SearchServiceName[];
  /** Names besides localhost and bare addresses under which the page may be opened, without ports. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** How often a silent event stream says that it is alive. */
  readonly heartbeatMs?: number | undefined;
}

export interface WebPlatform {
  readonly listener: ChatListener;
  /** Answers `/`, `/assets/*` and `/web/*`. */
  readonly httpListener: RequestListener;
}

/** The chat platform in the browser: what `npm start` opens when no other is set up. It binds no port of its own. */
export function createWebPlatform(
  { transcripts, clock, newId, log }: WebPlatformDeps,
  { searchServices, allowedHosts = [], heartbeatMs = 15_000 }: WebPlatformOptions,
): WebPlatform {
  const stopping = new AbortController();
  const toEntryView = createEntryViews();
  const receiveMessage = createReceiveMessage({ transcripts, clock, newId });
  const receiveControl = createReceiveControl({ transcripts, clock, newId });
  const receiveCommand = createReceiveCommand({ transcripts, clock, newId });
  let onInvocation: Parameters<ChatListener["start"]>[0] | undefined;

  const deliver = async (invocation: Invocation): Promise<Outcome> => {
    if (onInvocation === undefined)
      throw new StoreError("the web platform is starting or stopping: nothing is taken down");
    return onInvocation(invocation);
  };
  const routes = createWebRoutes(
    {
      transcripts,
      log,
      toEntryView,
      receive: (channelId, message) => receiveMessage(channelId, message, deliver),
      press: (channelId, press) => receiveControl(channelId, press, deliver),
      pressButton: (channelId, pressed) => receiveCommand.press(channelId, pressed, deliver),
      fillForm: (channelId, filled) => receiveCommand.fill(channelId, filled, deliver),
      events: streamChannelEvents({ transcripts, log, toEntryView, stopping: stopping.signal }, { heartbeatMs }),
    },
    { allowedHosts, suggestions: commandSuggestions(searchServices) },
  );

  const handle = getRequestListener(routes.fetch);

  return {
    // It answers its own failures with 500, so there is nothing left to wait for.
    httpListener: (request, response) => void handle(request, response),
    listener: {
      async start(receiver) {
        onInvocation = receiver;
      },
      async stop() {
        onInvocation = undefined;
        stopping.abort();
      },
      isReady: () => onInvocation !== undefined,
    },
  };
}
