import { randomUUID } from "node:crypto";
import type { Config } from "./config.ts";
import type { Messenger, Platform } from "./core/chat.ts";
import { systemClock } from "./core/clock.ts";
import type { ChatListener } from "./core/invocation.ts";
import type { Logger } from "./core/logger.ts";
import { emptyLayer } from "./core/settings.ts";
import { openEndpoint } from "./endpoint.ts";
import { createAnswerQuestion } from "./features/ask/answer-question.ts";
import { createDispatch } from "./features/dispatch.ts";
import { createReadiness, liveness, type ReadinessCheck } from "./http/health.ts";
import { createHttpServer, type Route } from "./http/http-server.ts";
import { checkPortIsFree } from "./http/listen.ts";
import { createMetrics } from "./http/metrics.ts";
import { createDiscordListener } from "./platforms/discord/listener.ts";
import { createDiscordMessenger } from "./platforms/discord/messenger.ts";
import { createSlackListener } from "./platforms/slack/listener.ts";
import { createSlackMessenger } from "./platforms/slack/messenger.ts";
import { createWebMessenger } from "./platforms/web/web-messenger.ts";
import { createWebPlatform } from "./platforms/web/web-platform.ts";
import { createJobQueue } from "./queue/queue.ts";
import { createJobWorker } from "./queue/worker.ts";
import { connectRedis } from "./store/connect-redis.ts";
import { openDataPath } from "./store/open-data-path.ts";
import { createOutbox } from "./store/outbox.ts";
import { createSettingsStore } from "./store/settings-store.ts";
import { createTranscriptStore } from "./store/transcript-store.ts";

export interface App {
  /** Resolves when questions are taken. Rejects with a ConfigError that says what to do; call `stop` then, too. */
  start(): Promise<void>;
  /** Listeners first, then running answers, then the queue, then Redis; within the configured time. May be called twice. */
  stop(): Promise<void>;
  /** What a person who has just started it wants to know, a sentence a line; the address first. After the start. */
  describe(): readonly string[];
  /** Where the HTTP side listens, with the port it got. After the start. */
  url(): string;
}

/** An answer that takes longer is ended with a sentence that says so. */
const ANSWER_WITHIN_MS = 180_000;
const HTTP_ENDS_WITHIN_MS = 2_000;
/** What is left of the shutdown for everything but running answers. */
const CLOSE_RESERVE_MS = 6_000;

/** Builds every part that a role needs and wires them; nothing else constructs concrete parts. */
export function createApp(config: Config, { log }: { readonly log: Logger }): App {
  const clock = systemClock;
  const lines: string[] = [];
  const closers: (() => Promise<void>)[] = [];
  let port = config.http.port;
  let stopped: Promise<void> | undefined;

  return {
    start,
    stop: () => {
      stopped ??= stopWithin(config.shutdownTimeoutMs);
      return stopped;
    },
    describe: () => lines,
    url: () => `http://${config.http.host.includes(":") ? `[${config.http.host}]` : config.http.host}:${port}`,
  };

  async function start(): Promise<void> {
    await checkPortIsFree(config.http);
    const endpoint = await openEndpoint({ clock, log }, config);
    const data = await openDataPath({ log }, config);
    closers.push(() => data.close());
    const connect = (use: Parameters<typeof connectRedis>[1]) => {
      const connection = connectRedis({ url: data.url, log }, use);
      closers.push(() => connection.close());
      return connection;
    };

    const connection = connect("store");
    const settings = createSettingsStore({ connection, log });
    const outbox = createOutbox({ connection });
    const transcripts = createTranscriptStore({ connection, subscriber: connect("subscriber"), log });
    const jobs = createJobQueue({ connection, log });
    closers.push(() => jobs.close());
    const { searchServices } = config;
    const install = { ...emptyLayer, searchService: searchServices[0] };
    const metrics = createMetrics();
    const checks: ReadinessCheck[] = [
      { name: "redis", check: async () => (await connection.run((redis) => redis.ping())) === "PONG" },
    ];

    if (config.role !== "bot") {
      const messengers: Record<Platform, Messenger | undefined> = {
        discord: config.discord && createDiscordMessenger({ log, clock }, config.discord),
        slack: config.slack && createSlackMessenger({ log, clock }, config.slack),
        web: createWebMessenger({ transcripts, clock }),
      };
      const answer = createAnswerQuestion({
        provider: endpoint.provider,
        settings,
        install,
        searchServices,
        outbox,
        clock,
        messengerOf: (platform) => messengers[platform],
        onEnd: metrics.answerEnded,
      });
      const worker = createJobWorker(
        { connection: connect("worker"), handlers: { answer }, log, random: Math.random },
        { concurrency: config.workerConcurrency, deadlineMs: ANSWER_WITHIN_MS },
      );
      closers.push(() => worker.close(Math.max(0, config.shutdownTimeoutMs - CLOSE_RESERVE_MS)));
      checks.push({ name: "worker", check: () => worker.isReady() });
    }

    const routes: Route[] = [
      { prefix: "/livez", listener: liveness },
      { prefix: "/readyz", listener: createReadiness(checks) },
      { prefix: "/metrics", listener: metrics.listener },
    ];
    if (endpoint.listener !== undefined) routes.push({ prefix: "/v1", listener: endpoint.listener });
    const listeners: ChatListener[] = [];
    if (config.role !== "worker") {
      const discord = config.discord && createDiscordListener({ log, clock }, config.discord);
      const slack = config.slack && createSlackListener({ log, clock }, config.slack);
      const web =
        config.webHosts &&
        createWebPlatform(
          { transcripts, clock, newId: randomUUID, log },
          { searchServices, allowedHosts: config.webHosts },
        );
      if (slack?.httpListener !== undefined) routes.push({ prefix: "/slack/events", listener: slack.httpListener });
      if (web !== undefined) routes.push({ prefix: "/", listener: web.httpListener });
      const byPlatform: Record<Platform, ChatListener | undefined> = { discord, slack, web: web?.listener };
      for (const [name, listener] of Object.entries(byPlatform)) {
        if (listener === undefined) continue;
        listeners.push(listener);
        checks.push({ name, check: () => listener.isReady() });
      }
    }

    const http = createHttpServer({ routes, log }, config.http);
    closers.push(() => http.stop(HTTP_ENDS_WITHIN_MS));
    ({ port } = await http.start());
    const dispatch = createDispatch({
      jobs,
      settings,
      install,
      searchServices,
      onAccepted: metrics.questionAccepted,
    });
    // The web page is ready at once; a platform that refuses our credentials ends the start.
    for (const listener of listeners) closers.push(() => listener.stop());
    await Promise.all(listeners.map((listener) => listener.start(dispatch)));
    lines.push(...describe({ endpoint: endpoint.describe, data: data.describe }));
  }

  function describe({ endpoint, data }: { readonly endpoint: string; readonly data: string }): readonly string[] {
    const off = [
      config.discord === undefined ? "Discord (no DISCORD_TOKEN)" : "",
      config.slack === undefined ? "Slack (no SLACK_BOT_TOKEN)" : "",
    ].filter((text) => text !== "");
    const address = `http://${config.http.host}:${port}`;
    return [
      config.role !== "worker" && config.webHosts !== undefined
        ? `Footnote is ready: open ${address}`
        : `Footnote is ready (${config.role}), health at ${address}/readyz`,
      endpoint,
      data,
      ...(off.length === 0 ? [] : [`Off: ${off.join(", ")}.`]),
      ...(config.webHosts === undefined
        ? ["The browser platform is off, because it has no accounts and HOST is not loopback; WEB_HOSTS turns it on."]
        : []),
    ];
  }

  async function stopWithin(deadlineMs: number): Promise<void> {
    const late = AbortSignal.timeout(deadlineMs);
    const isLate = new Promise<"late">((resolve) =>
      late.addEventListener("abort", () => resolve("late"), { once: true }),
    );
    if ((await Promise.race([closeAll(), isLate])) === "late")
      log.error("the shutdown took longer than SHUTDOWN_TIMEOUT_MS and was cut short");
  }

  async function closeAll(): Promise<void> {
    for (const close of closers.toReversed()) {
      await close().catch((error: unknown) => log.error({ err: error }, "a part did not close cleanly"));
    }
  }
}
