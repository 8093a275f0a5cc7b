import { type App, SocketModeReceiver } from "@slack/bolt";
import { z } from "zod";
import type { Clock } from "../../core/clock.ts";
import { ConfigError, PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { isTokenError, slackErrorOf, toPlatformError } from "./platform-error.ts";
import { toSdkLogger } from "./sdk-logger.ts";

/** Slack pings every few seconds; a connection that stays silent for longer is dead. */
const SERVER_PING_TIMEOUT_MS = 20_000;
const CLIENT_PING_TIMEOUT_MS = 3_000;
const OPEN_TIMEOUT_MS = 10_000;
const HELLO_WITHIN_MS = 15_000;
const CLOSE_WITHIN_MS = 2_000;
const MAX_BACKOFF_MS = 30_000;
/** A connection that lived shorter was refused rather than refreshed. */
const SHORTEST_LIFE_MS = 10_000;

const envelopeSchema = z.object({
  body: z.record(z.string(), z.unknown()),
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === "function"),
});

interface Deps {
  readonly log: Logger;
  readonly clock: Clock;
}

/**
 * Slack's way in over a WebSocket that we open. https://docs.slack.dev/apis/events-api/using-socket-mode
 *
 * Two things are ours rather than the SDK's. An envelope is acknowledged only after it has been processed: Bolt would
 * do so before. And a lost connection is opened again by us: the SDK waits for seconds first, and a refusal while it
 * reconnects is an unhandled rejection.
 */
export function createSocketDoor(
  { log, clock }: Deps,
  { appToken, apiUrl }: { readonly appToken: string; readonly apiUrl: string },
) {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: toSdkLogger(log),
    autoReconnectEnabled: false,
    clientPingTimeout: CLIENT_PING_TIMEOUT_MS,
    serverPingTimeout: SERVER_PING_TIMEOUT_MS,
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: OPEN_TIMEOUT_MS },
    },
  });
  const { client } = receiver;
  const stopping = new AbortController();
  let isConnected = false;
  let isKept = false;
  let connectedAt = 0;
  let failures = 0;

  client.on("connected", () => {
    isConnected = true;
    connectedAt = clock.now();
  });
  client.on("disconnected", () => {
    isConnected = false;
    if (isKept) void reconnect();
  });

  /** Runs until there is a connection again, or the door closes. */
  async function reconnect(): Promise<void> {
    isKept = false;
    if (clock.now() - connectedAt >= SHORTEST_LIFE_MS) failures = 0;
    while (!stopping.signal.aborted) {
      const backoffMs = failures === 0 ? 0 : Math.min(MAX_BACKOFF_MS, 500 * 2 ** failures);
      failures += 1;
      try {
        await clock.wait(backoffMs, stopping.signal);
        await connect();
        isKept = true;
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error({ err: toStartError(error) }, "Slack's socket is closed; trying to open it again");
      }
    }
  }

  /** The SDK itself would wait for the first word on a connection for ever. */
  async function connect(): Promise<void> {
    const hello = new AbortController();
    const tooLate = clock.wait(HELLO_WITHIN_MS, AbortSignal.any([hello.signal, stopping.signal])).then(() => "late");
    try {
      if ((await Promise.race([client.start(), tooLate])) !== "late") return;
    } finally {
      hello.abort();
      tooLate.catch(() => undefined);
    }
    void client.disconnect();
    throw new PlatformError("Slack opened a socket but said nothing on it", { code: "PLATFORM_UNAVAILABLE" });
  }

  return {
    receiver,
    /** Resolves when Slack has said hello. */
    async open(app: App): Promise<void> {
      client.removeAllListeners("slack_event");
      client.on("slack_event", (envelope: unknown) => void process(app, envelope));
      try {
        await connect();
      } catch (error) {
        throw toStartError(error);
      }
      isKept = true;
    },
    async close(): Promise<void> {
      isKept = false;
      stopping.abort();
      const closed = new AbortController();
      // Without the race, a peer that never answers the closing handshake would hold us for 30 s.
      await Promise.race([client.disconnect(), clock.wait(CLOSE_WITHIN_MS, closed.signal).catch(() => undefined)]);
      closed.abort();
    },
    isOpen: () => isConnected,
  };

  async function process(app: App, envelope: unknown): Promise<void> {
    const parsed = envelopeSchema.safeParse(envelope);
    if (!parsed.success) return;
    const { body, ack } = parsed.data;
    let response: unknown;
    try {
      await app.processEvent({
        body,
        ack: async (answer: unknown) => {
          response = answer;
        },
      });
      await ack(response);
    } catch (error) {
      log.warn({ err: error }, "An event could not be taken in; Slack may deliver it again");
    }
  }
}

function toStartError(cause: unknown): Error {
  if (cause instanceof PlatformError) return cause;
  const reason = slackErrorOf(cause);
  if (reason === undefined || !(isTokenError(reason) || reason === "missing_scope"))
    return toPlatformError(cause, "apps.connections.open");
  return new ConfigError(
    `SLACK_APP_TOKEN was refused (${reason}): make an app-level token with connections:write under Basic Information, and switch Socket Mode on`,
    { cause },
  );
}
