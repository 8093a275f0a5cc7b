import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import type { Logger } from "../../../src/core/logger.ts";
import { createWebPlatform } from "../../../src/platforms/web/web-platform.ts";
import { createMemoryTranscripts } from "../../fakes/memory-transcripts.ts";

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** The web platform on a port of its own, over transcripts in memory. */
export async function startWebSite(options: { readonly heartbeatMs?: number; readonly port?: number } = {}) {
  const transcripts = createMemoryTranscripts();
  const clock = { now: () => Date.now() };
  const platform = createWebPlatform(
    { transcripts, clock, newId: randomUUID, log: silent },
    { searchServices: ["docs"], allowedHosts: ["footnote.example"], heartbeatMs: options.heartbeatMs },
  );
  const server = createServer(platform.httpListener);
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    transcripts,
    clock,
    origin,
    port: address.port,
    listener: platform.listener,
    start: (onInvocation: (invocation: Invocation) => Promise<Outcome>) => platform.listener.start(onInvocation),
    /** Sends one typed text as the page does. */
    send: (
      text: string,
      id?: string,
      { channel = "general", inReplyTo }: { readonly channel?: string; readonly inReplyTo?: string } = {},
    ) =>
      fetch(`${origin}/web/channels/${channel}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text, id, inReplyTo }),
      }),
    async close() {
      await platform.listener.stop();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type WebSite = Awaited<ReturnType<typeof startWebSite>>;
