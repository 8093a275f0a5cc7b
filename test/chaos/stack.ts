import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { createLogger } from "../../src/logger.ts";
import { openDataPath } from "../../src/store/open-data-path.ts";
import { startApp } from "../e2e/start-app.ts";
import { startEndpointDoor } from "./endpoint-door.ts";
import { type PlatformWire, startPlatformWire, type WireRule } from "./platform-wire.ts";
import type { ChaosPlatform } from "./question.ts";
import { startWorkerProcess, type WorkerProcess } from "./worker-process.ts";

const WORKERS = [0, 1] as const;

export interface StackOptions {
  /** More for the workers. */
  readonly env?: Readonly<Record<string, string>>;
  /** The platforms refuse what is more than they document. */
  readonly isLimited?: boolean;
}

/** The whole product: the bot role in this process, two workers in processes of their own, a real Redis with AOF. */
export async function startStack({ env = {}, isLimited = false }: StackOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "footnote-chaos-"));
  const closers: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const close = async () => {
    for (const closeOne of closers.splice(0).toReversed()) await closeOne();
  };
  try {
    return await start();
  } catch (error) {
    await close();
    throw error;
  }

  async function start() {
    const data = await openDataPath({ log: createLogger({ level: "silent" }) }, { redisUrl: undefined, dataDir });
    closers.push(() => data.close());
    const app = await startApp({
      discord: true,
      slack: "http",
      isLimited,
      env: { REDIS_URL: data.url, FOOTNOTE_ROLE: "bot", SHUTDOWN_TIMEOUT_MS: "8000" },
    });
    closers.push(() => app.close());
    const door = await startEndpointDoor(app.endpoint.url);
    closers.push(() => door.shut());
    const wires: Record<ChaosPlatform, readonly PlatformWire[]> = {
      discord: await Promise.all(WORKERS.map((worker) => startPlatformWire(app.discord.apiUrl, worker))),
      slack: await Promise.all(WORKERS.map((worker) => startPlatformWire(app.slack.apiUrl, worker))),
    };
    const allWires = [...wires.discord, ...wires.slack];
    closers.push(() => Promise.all(allWires.map((wire) => wire.close())));
    const launch = (worker: number): WorkerProcess =>
      startWorkerProcess({
        REDIS_URL: data.url,
        DISCORD_TOKEN: app.discord.token,
        DISCORD_APPLICATION_ID: app.discord.applicationId,
        DISCORD_API_URL: wires.discord[worker]?.url ?? "",
        SLACK_BOT_TOKEN: app.slack.botToken,
        SLACK_SIGNING_SECRET: ["signing", "secret"].join("-"),
        SLACK_API_URL: wires.slack[worker]?.url ?? "",
        SEARCH_CHAT_BASE_URL: door.url,
        WORKER_CONCURRENCY: "400",
        ...env,
      });
    const workers = WORKERS.map(launch);
    closers.push(() => Promise.all(workers.map((worker) => worker.kill())));
    await Promise.all(workers.map(({ ready }) => ready));

    return {
      app,
      door,
      redisUrl: data.url,
      close,
      setRule(rule: WireRule | undefined): void {
        for (const wire of allWires) wire.setRule(rule);
      },
      killWorker: async (worker: number) => workers[worker]?.kill(),
      stopWorker: (worker: number) => workers[worker]?.stop(),
      /** The supervisor starts it again; resolves when it takes jobs. */
      async reviveWorker(worker: number): Promise<void> {
        const revived = launch(worker);
        workers[worker] = revived;
        await revived.ready;
      },
      async killRedis(): Promise<void> {
        const redis = new Redis(data.url, { retryStrategy: () => null });
        redis.on("error", () => undefined);
        const info = await redis.info("server");
        redis.disconnect();
        const pid = Number(/process_id:(\d+)/u.exec(info)?.[1]);
        if (!(pid > 1)) throw new Error("Redis does not say its process id.");
        process.kill(pid, "SIGKILL");
      },
    };
  }
}

export type Stack = Awaited<ReturnType<typeof startStack>>;
