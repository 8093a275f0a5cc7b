import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { endEvents, openStream, textEvent, write } from "../../fakes/fake-search-chat-reply.ts";

/** How an endpoint fails, byte for byte. What it leaves open hangs. */
export type Fault = (response: ServerResponse) => void | Promise<void>;

export interface FailingEndpoint {
  readonly url: string;
  /** The services that were asked, in order. */
  readonly asked: readonly string[];
  /** Breaks this service; undefined: every one. */
  fail(fault: Fault, service?: string): void;
  close(): Promise<void>;
}

/** An endpoint that can fail below what a well-behaved HTTP server lets a fake do. */
export async function startFailingEndpoint(): Promise<FailingEndpoint> {
  const asked: string[] = [];
  let broken: { readonly fault: Fault; readonly service: string | undefined } | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const service = String(JSON.parse(Buffer.concat(chunks).toString())["search-service"]);
      asked.push(service);
      const isBroken = broken !== undefined && (broken.service ?? service) === service;
      void (isBroken ? broken?.fault(response) : answer(response));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    fail(fault, service) {
      broken = { fault, service };
    },
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answer(response: ServerResponse): Promise<void> {
  openStream(response);
  await write(response, textEvent("from the fallback"));
  response.end(endEvents({}));
}

/** Sends the headers of a stream and these pieces, and then leaves it open. */
export function streamed(...pieces: readonly (string | Uint8Array)[]): Fault {
  return async (response) => {
    openStream(response);
    for (const piece of pieces) await write(response, piece);
  };
}

/** Does the one, and then the other. */
export function inTurn(first: Fault, second: Fault): Fault {
  return async (response) => {
    await first(response);
    await second(response);
  };
}

export const ends: Fault = (response) => void response.end();
export const resets: Fault = (response) => void response.destroy();
export const hangs: Fault = () => undefined;

/** Sends comments for ever, so that the connection never falls silent. */
export const drips: Fault = (response) => {
  openStream(response);
  const timer = setInterval(() => response.write(": keep-alive\n\n"), 10);
  response.once("close", () => clearInterval(timer));
};

/** Refuses with a status and the words of a vendor. */
export function refuses(status: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message: "a vendor's sentence about a private question" } }));
  };
}
