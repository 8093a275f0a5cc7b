import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { freePort } from "../free-port.ts";
import { type Bot, startBot } from "./bot-process.ts";
import { compileFootnote, imageFlags } from "./sides.ts";
import { percentile } from "./statistics.ts";

// Measures what our search-chat server adds to a call of its upstream, side by side, and what 1,000 streams at once
// cost it: the server and the upstream have a process each, and this driver asks both.
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "600" },
    streams: { type: "string", default: "1000" },
  },
});
const requests = Number(values.requests);
const streams = Number(values.streams);

/** A short, quick answer of a real model: 40 tokens, one each 10 ms, the first after 50 ms. */
const SHORT = { model: "paced-50-10-40", tokens: 40 } as const;
/** Long enough that all of them stream at once, once all have begun. */
const LONG = { model: "paced-50-250-120", tokens: 120 } as const;
/** As many as the bots' bench, until V8 has compiled what runs often: its compiler takes half of what the first 300 use. */
const WARM_UP = 5_000;
/** Until V8 has tidied up after that, and has compiled what runs otherwise with few at once. */
const SETTLE = 1_200;
/** Few answers at once wake an idle machine for every read, which costs more than the read; among many it is shared. */
const IN_FLIGHT = 8;
const MANY_IN_FLIGHT = 64;
const MAX_CPU_MS = 3;
const MAX_FIRST_TOKEN_MS = 2;
const MAX_RSS_MB = 500;

const footnote = compileFootnote();
const dataDir = await mkdtemp(join(tmpdir(), "footnote-bench-"));
process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => process.exit(130));

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const upstream = await startUpstream();
const server = await startServer();

await askBoth(WARM_UP, MANY_IN_FLIGHT);
await askBoth(SETTLE, IN_FLIGHT);
const { direct, through, cpuMs } = await measure(IN_FLIGHT);
const { cpuMs: cpuMsOfMany } = await measure(MANY_IN_FLIGHT);
const idleRssMb = await server.bot.peakRssMb();
const held = await Promise.all(Array.from({ length: streams }, () => ask(server.origin, LONG)));
const rssMb = await server.bot.peakRssMb();
await server.bot.stop();
upstream.child.kill("SIGKILL");
agent.destroy();

const added = (share: number) => percentile(through.map(firstMs), share) - percentile(direct.map(firstMs), share);
const broken = [...direct, ...through, ...held].filter(({ isWhole }) => !isWhole).length;
console.table({
  [`CPU per request, ${IN_FLIGHT} at once, ms`]: { measured: round(cpuMs), "at most": MAX_CPU_MS },
  [`CPU per request, ${MANY_IN_FLIGHT} at once, ms`]: { measured: round(cpuMsOfMany), "at most": MAX_CPU_MS },
  "first token later, p50, ms": { measured: round(added(0.5)), "at most": MAX_FIRST_TOKEN_MS },
  "first token later, p99, ms": { measured: round(added(0.99)) },
  [`peak RSS of ${streams} streams, MB`]: { measured: round(rssMb), "at most": MAX_RSS_MB },
  "peak RSS before, MB": { measured: round(idleRssMb) },
  "broken answers": { measured: broken, "at most": 0 },
});
const isTooMuch = cpuMs > MAX_CPU_MS || added(0.5) > MAX_FIRST_TOKEN_MS || rssMb > MAX_RSS_MB || broken > 0;
process.exit(isTooMuch ? 1 : 0);

interface Asked {
  readonly firstMs: number;
  readonly isWhole: boolean;
}

/** Asks as many as wanted, and looks what the server uses for it. */
async function measure(inFlight: number) {
  const before = await server.bot.cpuMs();
  const asked = await askBoth(requests, inFlight);
  return { ...asked, cpuMs: ((await server.bot.cpuMs()) - before) / requests };
}

/** Asks upstream and server in turns, so that both have the same minute. */
async function askBoth(
  count: number,
  inFlight: number,
): Promise<{ readonly direct: readonly Asked[]; readonly through: readonly Asked[] }> {
  const direct: Asked[] = [];
  const through: Asked[] = [];
  let left = count;
  const asker = async () => {
    while (left > 0) {
      left -= 1;
      direct.push(await ask(upstream.origin, SHORT));
      through.push(await ask(server.origin, SHORT));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, asker));
  return { direct, through };
}

/** Asks one streamed question, and looks whether every token came. */
function ask(origin: string, { model, tokens }: { readonly model: string; readonly tokens: number }): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    let firstMs = Number.NaN;
    let text = "";
    const call = request(`${origin}/v1/chat/completions`, { method: "POST", agent }, (response) => {
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (Number.isNaN(firstMs) && text.includes('"content":"w')) firstMs = performance.now() - startedAt;
      });
      response.once("end", () => {
        // The server sends tokens that came together as one.
        const found = text.match(/w\d+ /gu)?.length ?? 0;
        resolve({ firstMs, isWhole: found === tokens && text.includes("[DONE]") });
      });
      response.once("error", reject);
    });
    call.once("error", reject);
    call.end(JSON.stringify({ model, stream: true, messages: [{ role: "user", content: "What is a lock?" }] }));
  });
}

async function startUpstream(): Promise<{ readonly child: ChildProcess; readonly origin: string }> {
  const { PATH, HOME } = process.env;
  const file = fileURLToPath(new URL("./paced-upstream.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env: { PATH, HOME, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { child, origin: `http://127.0.0.1:${port}` };
}

async function startServer(): Promise<{ readonly bot: Bot; readonly origin: string }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    SEARCH_SERVER_PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: "error",
    UPSTREAM_BASE_URL: `${upstream.origin}/v1`,
    UPSTREAM_MODEL: SHORT.model,
  };
  return {
    bot: await startBot({ nodeArguments: [...imageFlags, footnote, "search-server"], env, origin }, { pinned: false }),
    origin,
  };
}

function firstMs(asked: Asked): number {
  return asked.firstMs;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
