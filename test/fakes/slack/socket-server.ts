import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Attempt, Delivery } from "./deliveries.ts";

const envelopeTypes = { command: "slash_commands", event: "events_api", action: "interactive" } as const;

type Answer = { readonly result: Attempt["result"]; readonly response?: unknown };

/** Slack's end of Socket Mode: one-time addresses, `hello`, envelopes, acknowledgements by envelope id. */
export function createSocketDoor(server: Server) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, { readonly socket: WebSocket; resolve(answer: Answer): void }>();
  let sequence = 0;

  server.on("upgrade", (request, socket, head) => {
    const ticket = new URL(request.url ?? "/", "http://localhost").searchParams.get("ticket") ?? "";
    if (!tickets.delete(ticket)) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("message", (data: Buffer) => acknowledge(data.toString("utf8")));
      webSocket.on("close", () => {
        for (const { socket: owner, resolve } of waiting.values()) {
          if (owner === webSocket) resolve({ result: "unreachable" });
        }
      });
      webSocket.send(JSON.stringify({ type: "hello", num_connections: sockets.clients.size }));
    });
  });

  return {
    openTicket(): string {
      sequence += 1;
      tickets.add(`${sequence}`);
      return `${sequence}`;
    },
    connections: () => [...sockets.clients].filter(({ readyState }) => readyState === 1).length,
    /** As Slack does every few hours, or when Socket Mode is switched off. */
    disconnect(reason: "refresh_requested" | "link_disabled"): void {
      for (const client of sockets.clients) client.send(JSON.stringify({ type: "disconnect", reason }));
    },
    send(
      { kind, payload }: Delivery,
      { retryNum, ackDeadlineMs }: { retryNum: number; ackDeadlineMs: number },
    ): Promise<Answer> {
      const socket = [...sockets.clients].find(({ readyState }) => readyState === 1);
      if (socket === undefined) return Promise.resolve({ result: "unreachable" });
      sequence += 1;
      const envelopeId = `envelope-${sequence}`;
      socket.send(
        JSON.stringify({
          envelope_id: envelopeId,
          type: envelopeTypes[kind],
          payload,
          accepts_response_payload: kind === "command" || payload["type"] === "view_submission",
          ...(retryNum === 0 ? {} : { retry_attempt: retryNum, retry_reason: "timeout" }),
        }),
      );
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle({ result: "timeout" }), ackDeadlineMs).unref();
        const settle = (answer: Answer) => {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve(answer);
        };
        waiting.set(envelopeId, { socket, resolve: settle });
      });
    },
    close(): void {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };

  function acknowledge(message: string): void {
    const { envelope_id, payload } = JSON.parse(message) as { envelope_id: string; payload?: unknown };
    waiting.get(envelope_id)?.resolve({ result: "acked", response: payload });
  }
}

export type SocketDoor = ReturnType<typeof createSocketDoor>;
