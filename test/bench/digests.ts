import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Digest, digestSchema } from "../../src/core/digest.ts";
import { scheduleDigest } from "../../src/features/digest/schedule-digest.ts";
import { slotJitterMs } from "../../src/features/digest/slot-jitter.ts";
import { createLogger } from "../../src/logger.ts";
import { createJobQueue } from "../../src/queue/queue.ts";
import { connectRedis } from "../../src/store/connect-redis.ts";
import { createDigestStore } from "../../src/store/digest-store.ts";
import { openDataPath } from "../../src/store/open-data-path.ts";
import { freePort } from "../free-port.ts";
import { startBot } from "./bot-process.ts";
import { judgeDigests, printDigests } from "./digest-report.ts";
import { createLimitedSlack } from "./limited-slack.ts";
import { listen } from "./listen.ts";
import { createNewsEndpoint, STORY } from "./news-endpoint.ts";
import { compileFootnote, imageFlags } from "./sides.ts";

// Measures how late digests are that are all due in the same minute, one in each channel: one worker process, a Redis
// with AOF, a Slack that refuses what is more than it documents, and an endpoint that takes no time of its own.
const { values } = parseArgs({
  options: {
    digests: { type: "string", default: "1000" },
    /** Due at a quarter of an hour, where most people want theirs and slots are spread; that may be 15 minutes away. */
    quarter: { type: "boolean", default: false },
    /** Jobs at once, as WORKER_CONCURRENCY. */
    concurrency: { type: "string", default: "50" },
  },
});

/** The app has one token, and Slack's limits are of a workspace or a channel: which one is all that it looks at. */
const WORKSPACES = 20;
const ITEMS = 5;
const MINUTE_MS = 60_000;
/** They are all stored and scheduled before they are due. */
const STORED_WITHIN_MS = 15_000;
const STORE_AT_ONCE = 50;
const POSTED_WITHIN_MS = 10 * MINUTE_MS;
const LOOK_EVERY_MS = 250;
/** A second post of the same would have come by then. */
const SETTLE_MS = 5_000;

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const footnote = compileFootnote();
const dataDir = await mkdtemp(join(tmpdir(), "footnote-bench-"));
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
const log = createLogger({ level: "silent" });
const data = await openDataPath({ log }, { redisUrl: undefined, dataDir });
if (data.kind !== "private") throw new Error("This needs redis-server or valkey-server on the PATH.");
const connection = connectRedis({ url: data.url, log }, "store");
const queueConnection = connectRedis({ url: data.url, log }, "queue");
const jobs = createJobQueue({ connection: queueConnection, log });
const store = createDigestStore({ connection, log });

const slack = createLimitedSlack();
const endpoint = createNewsEndpoint({ items: ITEMS });
const [slackPort, endpointPort, port] = [await listen(slack.server), await listen(endpoint.server), await freePort()];
const bot = await startBot(
  {
    origin: `http://127.0.0.1:${port}`,
    nodeArguments: [...imageFlags, footnote, "--role", "worker"],
    env: {
      SLACK_BOT_TOKEN: ["xoxb", "bench"].join("-"),
      SLACK_SIGNING_SECRET: "bench-signing",
      SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
      SEARCH_CHAT_BASE_URL: `http://127.0.0.1:${endpointPort}/v1`,
      REDIS_URL: data.url,
      PORT: String(port),
      LOG_LEVEL: "error",
      WORKER_CONCURRENCY: values.concurrency,
    },
  },
  { pinned: false },
);

let isBroken = true;
try {
  const storedAt = Date.now();
  const slot = nextSlot(storedAt + STORED_WITHIN_MS);
  const digests = Array.from({ length: Number(values.digests) }, (_, index) => makeDigest(index, { slot, storedAt }));
  for (let from = 0; from < digests.length; from += STORE_AT_ONCE) {
    await Promise.all(digests.slice(from, from + STORE_AT_ONCE).map(storeDigest));
  }
  if (Date.now() >= slot) throw new Error("The digests were not stored before they were due.");
  process.stderr.write(`${digests.length} digests are due at ${new Date(slot).toISOString()}.\n`);
  await untilAllIsTold(digests.length * ITEMS, slot + POSTED_WITHIN_MS);
  await delay(SETTLE_MS);
  const verdict = judgeDigests(slack.messages, { digests, items: ITEMS });
  isBroken = verdict.missing + verdict.doubled > 0;
  printDigests(verdict, {
    slot,
    digests: digests.length,
    slack,
    workspaces: WORKSPACES,
    searches: endpoint.searches(),
  });
} finally {
  await bot.stop();
  await jobs.close();
  await Promise.all([queueConnection.close(), connection.close()]);
  await data.close();
}
process.exit(isBroken ? 1 : 0);

function makeDigest(index: number, { slot, storedAt }: { readonly slot: number; readonly storedAt: number }): Digest {
  const id = `d${String(index).padStart(4, "0")}`;
  const due = new Date(slot);
  const cron = `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
  return digestSchema.parse({
    version: 1,
    id,
    channel: channelOf(index),
    topic: `News of ${id}`,
    cron,
    when: cron,
    timeZone: "UTC",
    items: ITEMS,
    // Every third one is six messages in its channel, which is more than Slack takes there at once.
    layout: index % 3 === 0 ? "thread" : "together",
    createdBy: "U0BENCH",
    createdAt: storedAt,
    settledUntil: storedAt,
  });
}

function channelOf(index: number) {
  return { platform: "slack", workspaceId: `T0BENCH${index % WORKSPACES}`, channelId: `C0BENCH${index}` } as const;
}

/** As `/digest create` does. */
async function storeDigest(digest: Digest): Promise<void> {
  await store.add(digest);
  await scheduleDigest(digest, { jobs });
}

/** The next full minute that is, or is not, one of those at which slots are spread. */
function nextSlot(after: number): number {
  for (let slot = Math.ceil(after / MINUTE_MS) * MINUTE_MS; ; slot += MINUTE_MS) {
    const isSpread = [0, 1, 2].some((index) => slotJitterMs(channelOf(index), slot) > 0);
    if (isSpread === values.quarter) return slot;
  }
}

async function untilAllIsTold(stories: number, deadline: number): Promise<void> {
  const told = new Set<string>();
  for (let seen = 0; told.size < stories && Date.now() < deadline; await delay(LOOK_EVERY_MS)) {
    for (const { text } of slack.messages.slice(seen)) for (const story of text.match(STORY) ?? []) told.add(story);
    seen = slack.messages.length;
  }
}
