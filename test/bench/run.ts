import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Redis } from "ioredis";
import { freePort } from "../free-port.ts";
import { setup as startRedis } from "../redis.ts";
import { createAnswerBoard } from "./answer-board.ts";
import { startBot } from "./bot-process.ts";
import { createFakeEndpoint } from "./fake-endpoint.ts";
import { createFakeSlack } from "./fake-slack.ts";
import { listen } from "./listen.ts";
import { type Figures, measureSide } from "./measure-side.ts";
import { printReport } from "./report.ts";
import { compileSides, defaultSides, isSideName, type SideName, sides } from "./sides.ts";
import { createEventSender } from "./slack-event.ts";

// Measures Footnote against bots that do less or the same. Every bot has a process, and where the machine allows it a
// core, of its own; the fake Slack, the fake endpoint, Redis and this driver share the other.
const { values } = parseArgs({
  options: {
    /** A few seconds at full speed: in less, one collection of the old heap or one turn of another process decides. */
    events: { type: "string", default: "3000" },
    rounds: { type: "string", default: "3" },
    /** Names of `sides`, comma-separated. */
    only: { type: "string" },
    /** Prints which methods of the Slack API each side called. */
    calls: { type: "boolean", default: false },
    /** Writes a CPU profile of each side into this folder. */
    profile: { type: "string" },
  },
});
const events = Number(values.events);
const rounds = Number(values.rounds);
const names = values.only?.split(",").filter(isSideName) ?? defaultSides;

const pinned = pinDriver();
compileSides(names);

let redisUrl = "";
const stopRedis = await startRedis({
  provide: (_name: string, url: string) => {
    redisUrl = url;
  },
} as never);
const redis = new Redis(redisUrl);

const results = new Map<SideName, Figures[]>(names.map((name) => [name, []]));
for (let round = 1; round <= rounds; round += 1) {
  // Every other round runs backwards, so that none of the sides always has the quieter minute.
  for (const name of round % 2 === 1 ? names : names.toReversed()) {
    process.stderr.write(`round ${round} of ${rounds}: ${sides[name].title}\n`);
    results.get(name)?.push(await measure(name));
  }
}

redis.disconnect();
await stopRedis();
printReport(results, { events, rounds, pinned });
const faults = [...results.values()].flat().reduce((sum, { lost, doubled }) => sum + lost + doubled, 0);
process.exit(faults > 0 ? 1 : 0);

async function measure(name: SideName): Promise<Figures> {
  await redis.flushall();
  const board = createAnswerBoard();
  const slack = createFakeSlack(board);
  const endpoint = createFakeEndpoint(board);
  const slackPort = await listen(slack.server);
  const endpointPort = await listen(endpoint.server);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const signingSecret = "bench-signing";
  const bot = await startBot(
    {
      origin,
      nodeArguments: [
        ...(values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}/${name}`]),
        ...sides[name].run,
      ],
      env: {
        SLACK_BOT_TOKEN: ["xoxb", "bench"].join("-"),
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
        SEARCH_CHAT_BASE_URL: `http://127.0.0.1:${endpointPort}/v1`,
        SEARCH_CHAT_API_KEY: "bench",
        REDIS_URL: redisUrl,
        PORT: String(port),
        LOG_LEVEL: "warn",
      },
    },
    { pinned },
  );
  const sender = createEventSender({ origin, signingSecret });
  try {
    return await measureSide({ board, bot, pace: endpoint.pace, send: sender.send }, { events });
  } finally {
    await sender.close();
    await bot.stop();
    for (const { server } of [slack, endpoint]) {
      server.closeAllConnections();
      server.close();
    }
    if (values.calls) console.log(name, Object.fromEntries(slack.calls));
  }
}

/** Puts this process, and so all that it starts, on core 0. */
function pinDriver(): boolean {
  if (availableParallelism() < 2) return false;
  return spawnSync("taskset", ["-a", "-c", "-p", "0", String(process.pid)], { stdio: "ignore" }).status === 0;
}
