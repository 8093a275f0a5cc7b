import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Logger } from "../core/logger.ts";
import { type ListenAddress, listen } from "./listen.ts";
import { sendJson } from "./send-json.ts";

/** Everything at and under `prefix`; of several that fit, the longest one answers. `/` is everything. */
export interface Route {
  readonly prefix: string;
  readonly listener: RequestListener;
}

export interface HttpServer {
  /** Resolves when requests can arrive, with the port. Rejects with a ConfigError that says what to do about the port. */
  start(): Promise<{ readonly port: number }>;
  /**
   * Takes no new requests, gives the running ones until the deadline, then cuts them off; streams that never end by
   * themselves are cut off at once. May be called twice.
   */
  stop(deadlineMs: number): Promise<void>;
}

/** Slack gives up after 3 s; nobody else who means well takes this long to send a request. */
const REQUEST_WITHIN_MS = 30_000;
const HEADERS_WITHIN_MS = 10_000;
/** Longer than any part is silent while it answers; who takes nothing for so long has gone away. */
const SILENT_FOR_MS = 150_000;
const CLOSE_IDLE_EVERY_MS = 50;

/** The one HTTP side of the process: hands each request to the part whose path it is. */
export function createHttpServer(
  { routes, log }: { readonly routes: readonly Route[]; readonly log: Logger },
  { silentForMs = SILENT_FOR_MS, ...address }: ListenAddress & { readonly silentForMs?: number },
): HttpServer {
  const byLength = [...routes].sort((a, b) => b.prefix.length - a.prefix.length);
  const streams = new Set<ServerResponse>();
  const server = createServer(
    { requestTimeout: REQUEST_WITHIN_MS, headersTimeout: HEADERS_WITHIN_MS },
    (request, response) => {
      if (isEventSource(request)) {
        streams.add(response);
        response.once("close", () => streams.delete(response));
      }
      handle(request, response);
    },
  );
  server.setTimeout(silentForMs);
  let stopped: Promise<void> | undefined;

  return {
    async start() {
      const bound = await listen(server, address);
      server.on("error", (error) => log.error({ err: error }, "the HTTP server reports an error"));
      return { port: bound };
    },
    stop(deadlineMs) {
      stopped ??= end(deadlineMs);
      return stopped;
    },
  };

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const route = byLength.find(({ prefix }) => isUnder(path, prefix));
    if (route === undefined) {
      sendJson(response, 404, { error: { message: `There is nothing at ${path}` } });
      return;
    }
    try {
      route.listener(request, response);
    } catch (error) {
      log.error({ err: error, prefix: route.prefix }, "a request could not be handled");
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: { message: "Something went wrong on our side" } });
    }
  }

  async function end(deadlineMs: number): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of streams) response.destroy();
    // A kept-alive connection becomes idle when its response has ended; Node itself would wait 5 s for another request.
    const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    const cutOff = setTimeout(() => server.closeAllConnections(), deadlineMs);
    await closed;
    clearInterval(closeIdle);
    clearTimeout(cutOff);
  }
}

function isUnder(path: string, prefix: string): boolean {
  return prefix === "/" || path === prefix || path.startsWith(`${prefix}/`);
}

/** What a browser's EventSource asks for: a stream without an end. https://html.spec.whatwg.org/multipage/server-sent-events.html */
function isEventSource({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && headers.accept?.includes("text/event-stream") === true;
}
