import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Messenger, Reply } from "../../../src/core/chat.ts";
import { systemClock } from "../../../src/core/clock.ts";
import type { Logger } from "../../../src/core/logger.ts";
import { createSlackListener, type SlackListener } from "../../../src/platforms/slack/listener.ts";
import { createSlackMessenger } from "../../../src/platforms/slack/messenger.ts";
import { ASKER, type FakeSlackOptions, GENERAL, startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { openChannel } from "../../unit/features/feature-bench.ts";

export interface SlackAppOptions extends Omit<FakeSlackOptions, "mode"> {
  readonly mode?: "http" | "socket";
  readonly channelManagers?: readonly string[];
}

/** A fake workspace with our listener and messenger on it, as the composition root would wire them. */
export async function startSlackApp({ mode = "socket", channelManagers = [], ...options }: SlackAppOptions = {}) {
  const log = recordingLogger();
  const signingSecret = ["signing", "secret"].join(" ");
  let listener: SlackListener | undefined;
  const server = createServer((request, response) => listener?.httpListener?.(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const slack = await startFakeSlack({
    ...options,
    mode: mode === "http" ? { eventsUrl: `${origin}/slack/events`, signingSecret } : "socket",
  });
  const connection = { botToken: slack.botToken, apiUrl: slack.apiUrl };
  const listenerOf = (): SlackListener =>
    createSlackListener(
      { log: log.logger, clock: systemClock },
      {
        ...connection,
        channelManagers,
        receive: mode === "http" ? { mode, signingSecret } : { mode, appToken: slack.appToken },
      },
    );
  const first = listenerOf();
  listener = first;
  const messengerOf = (): Messenger =>
    createSlackMessenger({ log: log.logger, clock: options.clock ?? systemClock }, connection);
  let questions = 0;

  return {
    slack,
    listener: first,
    /** What another process has once the first one is gone: Slack's events go to it from then on. */
    anotherListener(): SlackListener {
      listener = listenerOf();
      return listener;
    },
    origin,
    logged: log.lines,
    messenger: messengerOf(),
    /** What a second worker has. */
    anotherMessenger: messengerOf,

    /** A question asked by a message, ready to be answered. */
    asked(question = "What is new?", { channel = GENERAL }: { channel?: string } = {}): Reply {
      questions += 1;
      const { ts } = slack.write(question, { channel });
      return {
        id: `answer-${questions}`,
        target: {
          kind: "message",
          channel: { platform: "slack", workspaceId: slack.teamId, channelId: channel },
          messageId: ts,
          threadId: ts,
        },
        asker: { id: ASKER },
        question,
      };
    },

    /** What nobody has asked for, ready to be posted. */
    unasked({
      channel = GENERAL,
      layout = "together",
    }: {
      channel?: string;
      layout?: "together" | "thread";
    } = {}): Reply {
      questions += 1;
      return {
        id: `digest-${questions}`,
        target: {
          kind: "channel",
          channel: { platform: "slack", workspaceId: slack.teamId, channelId: channel },
          layout,
          title: "News",
          isCrossposted: false,
        },
        asker: { id: ASKER },
        question: "News",
      };
    },

    async close(): Promise<void> {
      await first.stop();
      await listener?.stop();
      server.close();
      server.closeAllConnections();
      await slack.close();
    },
  };
}

export type SlackApp = Awaited<ReturnType<typeof startSlackApp>>;

/** A logger whose lines a test can read. */
function recordingLogger() {
  const lines: string[] = [];
  const write = (...parts: unknown[]) => {
    lines.push(parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" "));
  };
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  return { logger, lines };
}

/** Such a workspace with every feature behind its listener. */
export async function startSlackWithFeatures(mode: "http" | "socket") {
  const bot = openChannel();
  const app = await startSlackApp({ mode });
  await app.listener.start(bot.dispatch);
  return { app, bot };
}

export type SlackWithFeatures = Awaited<ReturnType<typeof startSlackWithFeatures>>;
