import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { toGuildPayload, toUserPayload } from "./fake-discord-payloads.ts";
import type { FakeState } from "./fake-discord-state.ts";

const GUILDS = 1 << 0;
/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT must be allowed in the portal. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const HEARTBEAT_INTERVAL_MS = 41_250;

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly events: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

export interface FakeGatewayOptions {
  readonly server: Server;
  readonly token: string;
  readonly url: () => string;
  /** Refuse every identify with this close code. */
  readonly refuseWith: () => number | undefined;
  /** The privileged intents that are switched on in the portal. */
  readonly allowed: number;
}

/** Discord's gateway on the same port as its REST interface: identify, resume with replay, close codes. */
export function createFakeGateway(state: FakeState, { server, token, url, refuseWith, allowed }: FakeGatewayOptions) {
  const sockets = new WebSocketServer({ server, path: "/gateway" });
  const sessions = new Map<string, Session>();

  sockets.on("connection", (socket) => {
    let session: Session | undefined;
    send(socket, { op: 10, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS } });
    socket.on("message", (data) => {
      const { op, d } = JSON.parse(String(data)) as {
        op: number;
        d: { token: string; intents: number; session_id: string; seq: number };
      };
      if (op === 1) send(socket, { op: 11 });
      if (op === 2) session = identify(socket, d);
      if (op === 6) session = resume(socket, d);
    });
    socket.on("close", () => {
      if (session?.socket === socket) session.socket = undefined;
    });
  });

  return {
    /** Sends an event to each session that asked for one of the intents; `needs` 0 goes to all. */
    dispatch(t: string, needs: number, d: (intents: number) => unknown): void {
      for (const session of sessions.values()) {
        if (needs === 0 || (session.intents & needs) !== 0) deliver(session, t, d(session.intents));
      }
    },
    /** How many sessions hold a connection right now. */
    connections: () => [...sessions.values()].filter(({ socket }) => socket !== undefined).length,
    /** Closes every connection from our side. */
    disconnect(code: number): void {
      for (const socket of sockets.clients) socket.close(code);
    },
    /** Sends the last event once more under a new number, as after a resume that lost count. */
    repeatLast(t: string): void {
      for (const session of sessions.values()) {
        const last = session.events.findLast((event) => event.t === t);
        if (last !== undefined) deliver(session, t, last.d);
      }
    },
    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };

  function identify(socket: WebSocket, d: { token: string; intents: number }): Session | undefined {
    const refusal = refuseWith();
    if (d.token !== token) socket.close(4004);
    else if (refusal !== undefined) socket.close(refusal);
    else if ((d.intents & PRIVILEGED & ~allowed) !== 0) socket.close(4014);
    else return welcome(socket, d.intents);
    return undefined;
  }

  function welcome(socket: WebSocket, intents: number): Session {
    const session: Session = { id: `session-${sessions.size + 1}`, intents, events: [], socket };
    sessions.set(session.id, session);
    deliver(session, "READY", {
      v: 10,
      user: toUserPayload(state.bot),
      guilds: [{ id: state.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: url(),
      application: { id: state.applicationId, flags: 0 },
    });
    if ((intents & GUILDS) !== 0) deliver(session, "GUILD_CREATE", toGuildPayload(state));
    return session;
  }

  function resume(
    socket: WebSocket,
    { session_id: id, seq }: { session_id: string; seq: number },
  ): Session | undefined {
    const session = sessions.get(id);
    if (session === undefined) {
      send(socket, { op: 9, d: false });
      return undefined;
    }
    session.socket = socket;
    for (const event of session.events.filter(({ s }) => s > seq)) send(socket, { op: 0, ...event });
    deliver(session, "RESUMED", {});
    return session;
  }

  function deliver(session: Session, t: string, d: unknown): void {
    const event = { s: session.events.length + 1, t, d };
    session.events.push(event);
    if (session.socket !== undefined) send(session.socket, { op: 0, ...event });
  }
}

function send(socket: WebSocket, payload: object): void {
  socket.send(JSON.stringify(payload));
}
