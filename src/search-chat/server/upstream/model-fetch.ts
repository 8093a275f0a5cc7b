import { Agent, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import type { ByteReader, EndpointFetch, EndpointReply } from "../../endpoint-fetch.ts";

/** As long as undici gives a connection. */
const CONNECT_WITHIN_MS = 10_000;

const agentOptions = {
  keepAlive: true,
  // Servers let go of an idle connection after 5 s at the earliest; one that is let go of at this moment fails its call.
  timeout: 4_000,
  // A socket that nobody reads stops at its next piece: what is behind it waits in the kernel, and wakes nobody.
  highWaterMark: 1,
};

/**
 * Asks a language model with node's own client. Unlike undici's, it leaves the words of an answer that is not being read
 * in the kernel: a model that writes a word each 10 ms wakes the process for every read, not for every word. It follows
 * no redirect, and gives a connection 10 s to be made (ETIMEDOUT).
 */
export function createModelFetch({ connectWithinMs = CONNECT_WITHIN_MS } = {}): EndpointFetch {
  const http = { request: requestHttp, agent: new Agent(agentOptions), connected: "connect" };
  const https = { request: requestHttps, agent: new TlsAgent(agentOptions), connected: "secureConnect" };

  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const { request, agent, connected } = url.protocol === "https:" ? https : http;
      const call = request(url, { method, headers, agent });
      const abort = () => call.destroy(signal.reason);
      let connecting: NodeJS.Timeout | undefined;
      call.once("socket", (socket) => {
        if (!socket.connecting) return;
        connecting = setTimeout(() => call.destroy(tookTooLong(connectWithinMs)), connectWithinMs);
        socket.once(connected, () => clearTimeout(connecting));
      });
      // It stays for an error that comes after the head, which the reader is told of by the reply.
      call.on("error", reject);
      call.once("close", () => {
        clearTimeout(connecting);
        signal.removeEventListener("abort", abort);
      });
      call.once("response", (reply) => resolve(toEndpointReply(reply)));
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort, { once: true });
      call.end(body ?? undefined);
    });
}

function tookTooLong(ms: number): Error {
  return Object.assign(new Error(`There was no connection within ${ms} ms`), { code: "ETIMEDOUT" });
}

function toEndpointReply(reply: IncomingMessage): EndpointReply {
  const { statusCode: status = 0 } = reply;
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: {
      get(name) {
        const value = reply.headers[name];
        return value === undefined ? null : String(value);
      },
    },
    body: { getReader: () => readerOf(reply) },
  };
}

/**
 * Each read at the end of a pause takes all that has arrived; another one may leave some to the next. Between two of them
 * nothing is taken from the socket but the one piece that stops it; a reply that pauses alone would stop it only with the
 * second.
 */
function readerOf(reply: IncomingMessage): ByteReader {
  let arrived: Uint8Array[] = [];
  let hasRead = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const onChange = () => wake?.();
  stop();
  reply.on("data", (piece: Uint8Array) => {
    arrived.push(piece);
    onChange();
  });
  // It stays for an error that comes after the last read.
  reply.on("error", (error) => {
    failure = error;
    onChange();
  });
  for (const event of ["end", "close"]) reply.once(event, onChange);
  const isOver = () => failure !== undefined || reply.readableEnded || reply.destroyed;

  function stop(): void {
    reply.pause();
    if (!reply.complete) reply.socket.pause();
  }
  function go(): void {
    reply.resume();
    if (!reply.complete) reply.socket.resume();
  }

  return {
    async read() {
      // One piece came before the socket stopped, and the rest is in the kernel.
      const isMoreBehind = hasRead && !reply.complete && reply.readableLength + reply.socket.readableLength > 0;
      hasRead = true;
      if (!isOver()) {
        await new Promise<void>((resolve) => {
          wake = isMoreBehind ? () => setImmediate(resolve) : resolve;
          go();
        });
        wake = undefined;
        stop();
      }
      const [first, ...others] = arrived;
      arrived = [];
      if (first !== undefined)
        return { done: false, value: others.length === 0 ? first : Buffer.concat([first, ...others]) };
      if (failure !== undefined) throw failure;
      if (reply.readableEnded) return { done: true };
      throw new Error("The connection was closed");
    },
    async cancel() {
      // Nobody waits for the end behind the end marker; where it has come already, the next call takes the connection.
      go();
      setImmediate(() => {
        if (!reply.complete) reply.destroy();
      });
    },
  };
}
