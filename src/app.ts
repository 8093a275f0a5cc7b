import { randomUUID } from "node:crypto";
import type { Config } from "./config.ts";
import type { ChannelRef, Messenger, Platform } from "./core/chat.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import { createClosers } from "./core/closers.ts";
import type { ChatListener } from "./core/invocation.ts";
import type { JobQueue } from "./core/jobs.ts";
import type { Logger } from "./core/logger.ts";
import { messageLink } from "./core/message-link.ts";
import type { SearchServiceName } from "./core/search-service.ts";
import { type Endpoint, openEndpoint } from "./endpoint.ts";
import { DEEP_ANSWER_WITHIN_MS } from "./features/ask/answer-deadlines.ts";
import { createAnswerQuestion } from "./features/ask/answer-question.ts";
import { createLeaveToSweep } from "./features/ask/leave-to-sweep.ts";
import { createSweepAnswers, SWEEP } from "./features/ask/sweep-answers.ts";
import { preferencesFrom } from "./features/digest/preferences.ts";
import { reconcileDigests } from "./features/digest/reconcile-digests.ts";
import { createRunDue } from "./features/digest/run-due.ts";
import { createRunPreview } from "./features/digest/run-preview.ts";
import { createRunSlot } from "./features/digest/run-slot.ts";
import { createSweepDigests, DIGEST_SWEEP } from "./features/digest/sweep-digests.ts";
import { createDispatch, type DispatchDeps } from "./features/dispatch.ts";
import type { InstallLayer } from "./features/read-effective-settings.ts";
import { createRunSourcesTest } from "./features/sources/run-sources-test.ts";
import { createReadiness, liveness, type ReadinessCheck } from "./http/health.ts";
import { createHttpServer, type Route } from "./http/http-server.ts";
import { checkPortIsFree } from "./http/listen.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { createGuildChannels } from "./platforms/discord/guild-channels.ts";
import { createDiscordListener } from "./platforms/discord/listener.ts";
import { createDiscordMessenger } from "./platforms/discord/messenger.ts";
import { createSlackListener } from "./platforms/slack/listener.ts";
import { createSlackMessenger } from "./platforms/slack/messenger.ts";
import { createPermalinks } from "./platforms/slack/permalinks.ts";
import { createTeamChannels } from "./platforms/slack/team-channels.ts";
import { withSlackImages } from "./platforms/slack/with-slack-images.ts";
import { createWebMessenger } from "./platforms/web/web-messenger.ts";
import { createWebPlatform } from "./platforms/web/web-platform.ts";
import { createJobQueue } from "./queue/queue.ts";
import { createJobWorker } from "./queue/worker.ts";
import { createApiKeys } from "./store/api-keys.ts";
import { type ConnectionUse, connectRedis, type RedisConnection } from "./store/connect-redis.ts";
import { createMemoryProfiles } from "./store/memory-profiles.ts";
import { openDataPath } from "./store/open-data-path.ts";
import { createStores, type Stores } from "./stores.ts";

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

/** What is built once and shared by the worker and the listeners. */
interface Parts extends Stores {
  readonly endpoint: Endpoint;
  readonly jobs: JobQueue;
  readonly metrics: Metrics;
  readonly install: InstallLayer;
  readonly searchServices: readonly SearchServiceName[];
  readonly clock: Clock;
}

/** A digest that takes longer is tried again. */
const JOB_WITHIN_MS = 180_000;
const HTTP_ENDS_WITHIN_MS = 2_000;
/** What is left of the shutdown for everything but running answers. */
const CLOSE_RESERVE_MS = 6_000;

/** Builds every part that a role needs and wires them; nothing else constructs concrete parts. */
export function createApp(config: Config, { log }: { readonly log: Logger }): App {
  const clock = systemClock;
  const lines: string[] = [];
  const closers = createClosers({ clock, log });
  const checks: ReadinessCheck[] = [];
  let port = config.http.port;
  let stopped: Promise<void> | undefined;

  return {
    start,
    stop: () => {
      stopped ??= closers.closeAll(config.shutdownTimeoutMs);
      return stopped;
    },
    describe: () => lines,
    url: () => `http://${config.http.host.includes(":") ? `[${config.http.host}]` : config.http.host}:${port}`,
  };

  async function start(): Promise<void> {
    await checkPortIsFree(config.http);
    const data = await openDataPath({ log }, config);
    closers.add(() => data.close());
    const connect = (use: ConnectionUse) => {
      const connection = connectRedis({ url: data.url, log }, use);
      closers.add(() => connection.close());
      return connection;
    };
    const connection = connect("store");
    // Elsewhere `keys add` could not reach them: nobody but this process knows its private Redis.
    const keys = data.kind === "redis" ? createApiKeys({ connection }) : undefined;
    const endpoint = await openEndpoint({ clock, log, keys, profiles: createMemoryProfiles({ connection }) }, config);
    closers.add(() => endpoint.close());
    const subscriber = connect("subscriber");
    const jobs = createJobQueue({ connection: connect("queue"), log });
    closers.add(() => jobs.close());
    const metrics = createMetrics();
    const parts = {
      endpoint,
      jobs,
      metrics,
      ...createStores({ connection, subscriber, clock, log }),
      install: config.install,
      searchServices: config.searchServices,
      clock,
    };
    metrics.gauge(
      "footnote_search_breakers_open",
      "Search services and models that are given a rest",
      () => endpoint.breakers().filter(({ state }) => state === "open").length,
    );
    checks.push({ name: "redis", check: async () => (await connection.run((redis) => redis.ping())) === "PONG" });
    if (config.role !== "bot") await startWorker(parts, connect("worker"));
    const routes: Route[] = [
      { prefix: "/livez", listener: liveness },
      { prefix: "/readyz", listener: createReadiness(checks, () => ({ search: endpoint.breakers() })) },
      { prefix: "/metrics", listener: metrics.listener },
    ];
    if (endpoint.listener !== undefined)
      routes.push({ prefix: "/v1", listener: endpoint.listener }, { prefix: "/302", listener: endpoint.listener });
    const listeners = config.role === "worker" ? [] : createListeners(parts, routes);

    const http = createHttpServer({ routes, log }, config.http);
    closers.add(() => http.stop(HTTP_ENDS_WITHIN_MS));
    ({ port } = await http.start());
    const dispatch = createDispatch({
      ...parts,
      onAccepted: metrics.questionAccepted,
      isInWorkspace: createWorkspaceCheck(),
      linkTo: createLinks(),
      random: Math.random,
      log,
    });
    for (const listener of listeners) closers.add(() => listener.stop());
    await Promise.all(listeners.map((listener) => listener.start(dispatch)));
    lines.push(...describe({ endpoint: endpoint.describe, data: data.describe }));
  }

  async function startWorker(parts: Parts, connection: RedisConnection): Promise<void> {
    const messengers: Record<Platform, Messenger | undefined> = {
      discord: config.discord && createDiscordMessenger({ log, clock, budget: parts.budget }, config.discord),
      slack: config.slack && createSlackMessenger({ log, clock, budget: parts.budget }, config.slack),
      web: createWebMessenger(parts),
    };
    const deps = {
      ...parts,
      defaultModel: config.model,
      provider: withSlackImages(parts.endpoint.provider, { log }, config.slack),
      messengerOf: (platform: Platform) => messengers[platform],
      preferencesOf: preferencesFrom(parts.feedback),
      onEnd: parts.metrics.answerEnded,
      onSlotEnd: parts.metrics.slotEnded,
    };
    const grace = { graceMs: config.digestGraceMs };
    const handlers = {
      answer: createAnswerQuestion(deps),
      sweep: createSweepAnswers(deps),
      "digest-due": createRunDue(deps, grace),
      "digest-slot": createRunSlot(deps, grace),
      "digest-preview": createRunPreview(deps),
      "sources-test": createRunSourcesTest(deps),
      "digest-sweep": createSweepDigests(deps, grace),
    };
    const worker = createJobWorker(
      { connection, handlers, onAnswerDied: createLeaveToSweep(parts), log, clock, random: Math.random },
      { concurrency: config.workerConcurrency, deadlineMs: JOB_WITHIN_MS, answerDeadlineMs: DEEP_ANSWER_WITHIN_MS },
    );
    closers.add(() => worker.close(Math.max(0, config.shutdownTimeoutMs - CLOSE_RESERVE_MS)));
    checks.push({ name: "worker", check: () => worker.isReady() });
    await parts.jobs.every("sweep", SWEEP.payload, SWEEP);
    await parts.jobs.every("digest-sweep", DIGEST_SWEEP.payload, DIGEST_SWEEP);
    await reconcileDigests({ ...parts, log });
  }

  function createWorkspaceCheck(): (channel: ChannelRef) => Promise<boolean> {
    const byPlatform: Record<Platform, ((channel: ChannelRef) => Promise<boolean>) | undefined> = {
      discord: config.discord && createGuildChannels(config.discord),
      slack: config.slack && createTeamChannels({ log }, config.slack),
      web: async () => true,
    };
    return async (channel) => (await byPlatform[channel.platform]?.(channel)) ?? false;
  }

  function createLinks(): DispatchDeps["linkTo"] {
    const permalinks = config.slack && createPermalinks({ log }, config.slack);
    return async (workspace, message) => {
      const url = message.platform === "slack" ? await permalinks?.(message) : undefined;
      return url === undefined ? messageLink(workspace, message) : { url, label: "message" };
    };
  }

  /** The platforms that are on; adds what they serve over HTTP to the routes. */
  function createListeners(parts: Parts, routes: Route[]): readonly ChatListener[] {
    const { transcripts, searchServices } = parts;
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
    return Object.entries(byPlatform).flatMap(([name, listener]) => {
      if (listener === undefined) return [];
      checks.push({ name, check: () => listener.isReady() });
      return [listener];
    });
  }

  function describe({ endpoint, data }: { readonly endpoint: readonly string[]; readonly data: string }) {
    const off = [
      config.discord === undefined ? "Discord (no DISCORD_TOKEN)" : "",
      config.slack === undefined ? "Slack (no SLACK_BOT_TOKEN)" : "",
    ].filter((text) => text !== "");
    const address = `http://${config.http.host}:${port}`;
    return [
      config.role !== "worker" && config.webHosts !== undefined
        ? `Footnote is ready: open ${address}`
        : `Footnote is ready (${config.role}), health at ${address}/readyz`,
      ...endpoint,
      data,
      ...(off.length === 0 ? [] : [`Off: ${off.join(", ")}.`]),
      ...(config.webHosts === undefined
        ? ["The browser platform is off, because it has no accounts and HOST is not loopback; WEB_HOSTS turns it on."]
        : []),
    ];
  }
}
