import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../../src/logger.ts";
import { type DataPath, openDataPath } from "../../src/store/open-data-path.ts";
import { GENERAL } from "../fakes/slack/fake-slack.ts";
import { type RedisProxy, startRedisProxy } from "../integration/store/redis-proxy.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const projectDir = fileURLToPath(new URL("../../", import.meta.url));
const WITHIN = { timeout: 30_000, interval: 50 };
const ANSWER = { text: "Here [1].", citations: ["https://docs.bullmq.io/"] };

let dataDir: string;
let data: DataPath;
let proxy: RedisProxy;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "footnote-outage-"));
  data = await openDataPath({ log: createLogger({ level: "silent" }) }, { redisUrl: undefined, dataDir });
  proxy = await startRedisProxy(data.url);
});
afterEach(async () => {
  await proxy.close();
  await data.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe("while Redis is away", () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp({ discord: true, slack: "http", env: { REDIS_URL: proxy.url } });
    app.endpoint.answer(ANSWER);
  });
  afterEach(async () => app.close());

  it("tells the asker on Discord that the question was not accepted, and takes the next one when it is back", async () => {
    proxy.cut();
    const lost = app.discord.slash({ command: "ask", options: { question: "Lost?" } });
    await vi.waitFor(() => expect(app.discord.interactionReply(lost).content).toContain("was not accepted"), WITHIN);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    proxy.repair();
    await vi.waitFor(async () => expect((await fetch(`${app.url}/readyz`)).status).toBe(200), WITHIN);
    const next = app.discord.slash({ command: "ask", options: { question: "Back?" } });
    await vi.waitFor(() => expect(app.discord.interactionReply(next).content).toContain("Here [1]"), WITHIN);
    expect(app.endpoint.requests.map(({ question }) => question)).toEqual(["Back?"]);
  }, 60_000);

  it("leaves a mention on Slack unacknowledged, so that its redelivery is answered, once", async () => {
    proxy.cut();
    const delivery = await app.slack.mention("Later?");
    expect(delivery.isAcknowledged()).toBe(false);
    proxy.repair();
    await vi.waitFor(async () => expect((await fetch(`${app.url}/readyz`)).status).toBe(200), WITHIN);
    await app.slack.redeliver(delivery);
    await app.slack.redeliver(delivery);
    expect(delivery.isAcknowledged()).toBe(true);
    const ts =
      delivery.payload.event !== undefined && "ts" in delivery.payload.event ? String(delivery.payload.event.ts) : "";
    await vi.waitFor(() => expect(app.slack.thread(GENERAL, ts)).toHaveLength(1), WITHIN);
    expect(app.endpoint.requests.map(({ question }) => question)).toEqual(["Later?"]);
  }, 60_000);
});

describe("when a worker is killed in the middle of an answer", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  it("another worker finishes it in the same message", async () => {
    const app = await startApp({ discord: true, env: { REDIS_URL: data.url, FOOTNOTE_ROLE: "bot" } });
    const startWorker = () => {
      const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", "--role", "worker"], {
        cwd: projectDir,
        stdio: "ignore",
        env: {
          PATH: process.env["PATH"] ?? "",
          REDIS_URL: data.url,
          PORT: "0",
          LOG_LEVEL: "silent",
          DISCORD_TOKEN: app.discord.token,
          DISCORD_APPLICATION_ID: app.discord.applicationId,
          DISCORD_API_URL: app.discord.apiUrl,
          SEARCH_CHAT_BASE_URL: app.endpoint.url,
        },
      });
      children.push(child);
      return child;
    };
    const live = app.endpoint.nextLive();
    const worker = startWorker();
    const asked = app.discord.mention("Who finishes?");
    const replies = () => app.discord.messages().filter(({ referenceId }) => referenceId === asked.id);
    await live.requested;
    await live.write("Half an answer");
    await vi.waitFor(() => expect(replies().map(({ content }) => content)).toEqual(["Half an answer"]), WITHIN);
    app.endpoint.answer({ text: "The whole answer [1].", citations: ["https://docs.bullmq.io/"] });
    worker.kill("SIGKILL");
    await once(worker, "exit");
    startWorker();
    await vi.waitFor(
      () =>
        expect(
          replies()
            .map(({ content }) => content)
            .join(),
        ).toContain("The whole answer"),
      WITHIN,
    );
    expect(replies()).toHaveLength(1);
    await app.close();
  }, 90_000);
});
