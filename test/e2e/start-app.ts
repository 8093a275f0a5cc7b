import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app.ts";
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { startFakeDiscord } from "../fakes/discord/start-fake-discord.ts";
import { startFakeSearchChat } from "../fakes/fake-search-chat.ts";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";
import { freePort } from "../free-port.ts";

export interface StartAppOptions {
  readonly discord?: boolean;
  readonly slack?: "socket" | "http";
  /** The built-in server answers instead of a scripted endpoint. */
  readonly builtIn?: boolean;
  /** The platforms refuse what is more than they document. */
  readonly isLimited?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole product in this process, with real SDKs and a Redis of its own, against fakes of everything outside. */
export async function startApp({
  discord: withDiscord = false,
  slack: slackMode,
  builtIn = false,
  isLimited = false,
  env = {},
}: StartAppOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "footnote-e2e-"));
  const port = await freePort();
  const signingSecret = ["signing", "secret"].join("-");
  const endpoint = await startFakeSearchChat();
  const discord = await startFakeDiscord(isLimited ? { rateLimit: { limit: 5, windowMs: 5_000, perSecond: 50 } } : {});
  const slack = await startFakeSlack({
    isLimited,
    ...(slackMode === "http" ? { mode: { eventsUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret } } : {}),
  });
  const config = loadConfig({
    DATA_DIR: dataDir,
    PORT: String(port),
    SHUTDOWN_TIMEOUT_MS: "8000",
    LOG_LEVEL: "silent",
    ...(builtIn ? {} : { SEARCH_CHAT_BASE_URL: endpoint.url, SEARCH_CHAT_API_KEY: ["key", "of", "tests"].join("-") }),
    ...(withDiscord
      ? { DISCORD_TOKEN: discord.token, DISCORD_APPLICATION_ID: discord.applicationId, DISCORD_API_URL: discord.apiUrl }
      : {}),
    ...(slackMode === undefined ? {} : { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl }),
    ...(slackMode === "socket" ? { SLACK_APP_TOKEN: slack.appToken } : {}),
    ...(slackMode === "http" ? { SLACK_SIGNING_SECRET: signingSecret } : {}),
    ...env,
  });
  const app = createApp(config, { log: createLogger({ level: config.logLevel }) });
  const close = async () => {
    await app.stop();
    await Promise.all([endpoint.close(), discord.close(), slack.close()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await app.start();
  } catch (error) {
    await close();
    throw error;
  }
  return { app, endpoint, discord, slack, dataDir, url: app.url(), close };
}

export type RunningApp = Awaited<ReturnType<typeof startApp>>;
