import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { JobPayload } from "../../src/core/jobs.ts";
import { createLogger } from "../../src/logger.ts";
import { createJobQueue } from "../../src/queue/queue.ts";
import { connectRedis } from "../../src/store/connect-redis.ts";
import { setup as startRedis } from "../redis.ts";
import type { OutsideCall, OutsideState } from "./memory-outside.ts";
import { compileFootnote, imageFlags } from "./sides.ts";

// Measures what one worker process costs while N answers stream through it at once: the endpoint and Slack are processes
// of their own, and the worker is measured by a probe that is loaded before it.
const { values } = parseArgs({
  options: {
    answers: { type: "string", default: "1000,10000" },
    /** For how long all of them stream before they may end. */
    "hold-ms": { type: "string", default: "30000" },
    /** How often each answer grows. */
    "every-ms": { type: "string", default: "10000" },
    /** Flags of the worker's node beside those of the image, separated by blanks. */
    "node-flags": { type: "string", default: "" },
    /** The worker's priority, down to -20 for root: on a machine that others use, their load is no delay of ours. */
    nice: { type: "string", default: "0" },
    /** Says where the memory and the time go. */
    profile: { type: "boolean", default: false },
  },
});
const flags = values["node-flags"].split(" ").filter((flag) => flag !== "");
const MAX_PEAK_RSS_MB = 1_024;
const MAX_P99_MS = 100;
const START_WITHIN_MS = 150_000;
const ADD_AT_ONCE = 200;
const WORKSPACES = 1_000;

const projectDir = fileURLToPath(new URL("../../", import.meta.url));
const children = new Set<ChildProcess>();
process.once("exit", () => killAll());
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => process.exit(130));

interface Reading {
  readonly seconds: number;
  readonly rssMb: number;
  readonly peakRssMb: number;
  readonly heapMb: number;
  readonly externalMb: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Without the time in which other processes had the CPU. */
  readonly ownP99Ms: number;
  readonly ownMaxMs: number;
  /** Pauses for garbage collection. */
  readonly gcMs: number;
  readonly gcMaxMs: number;
  readonly cpuMs: number;
}

const footnote = compileFootnote();
let isTooMuch = false;
for (const count of values.answers.split(",").map(Number)) {
  const { idle, starting, streaming, ending, finished } = await measure(count);
  const peak = ending.peakRssMb;
  const p99 = Math.max(starting.p99Ms, streaming.p99Ms, ending.p99Ms);
  if (peak >= MAX_PEAK_RSS_MB || p99 >= MAX_P99_MS || finished < count) isTooMuch = true;
  console.log(
    `\n${count} answers at once: ${finished} finished, peak RSS ${peak.toFixed(0)} MB, p99 ${p99.toFixed(0)} ms`,
  );
  console.table(
    Object.fromEntries(
      Object.entries({ idle, starting, streaming, ending }).map(([phase, reading]) => [
        phase,
        Object.fromEntries(Object.entries(reading).map(([name, value]) => [name, Math.round(value)])),
      ]),
    ),
  );
}
process.exit(isTooMuch ? 1 : 0);

async function measure(count: number) {
  let redisUrl = "";
  const provide = (_name: string, url: string) => {
    redisUrl = url;
  };
  const stopRedis = await startRedis({ provide } as never);
  const connection = connectRedis({ url: redisUrl, log: createLogger({ level: "silent" }) }, "store");
  const jobs = createJobQueue({ connection, log: createLogger({ level: "silent" }) });
  try {
    const endpoint = await startOutside("endpoint");
    const slack = await startOutside("slack");
    const worker = await startWorker({ redisUrl, endpoint, slack });
    const idle = await read(worker);
    if (values.profile) await tell(worker, "startHeap");
    if (values.profile) await tell(worker, "startCpu");

    for (let from = 0; from < count; from += ADD_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(ADD_AT_ONCE, count - from) }, (_, index) => from + index);
      await Promise.all(numbers.map((number) => jobs.add("answer", questionOf(number), { id: `bench-${number}` })));
    }
    await until(async () => (await ask(endpoint.child, "state")).started >= count, START_WITHIN_MS);
    if (values.profile) printTop("CPU ms, starting", await tell(worker, "stopCpu"));
    const starting = await read(worker);
    if (values.profile) await tell(worker, "startCpu");
    await delay(Number(values["hold-ms"]));
    if (values.profile) printTop("CPU ms, all streaming", await tell(worker, "stopCpu"));
    if (values.profile) printTop("heap MB, all streaming", await tell(worker, "stopHeap"));
    const streaming = await read(worker);
    if (values.profile) await tell(worker, "startCpu");
    await ask(endpoint.child, "finish");
    await until(async () => (await ask(slack.child, "state")).finished >= count, START_WITHIN_MS);
    if (values.profile) printTop("CPU ms, ending", await tell(worker, "stopCpu"));
    const ending = await read(worker);
    const { finished } = await ask(slack.child, "state");
    return { idle, starting, streaming, ending, finished };
  } finally {
    await jobs.close();
    await connection.close();
    killAll();
    await stopRedis();
  }
}

function questionOf(number: number): JobPayload<"answer"> {
  // So many workspaces that none of them is held up by what Slack lets an app send there.
  const workspace = number % WORKSPACES;
  const channel = { platform: "slack", workspaceId: `T0BENCH${workspace}`, channelId: `C0BENCH${workspace}` } as const;
  return {
    version: 1,
    reply: {
      id: `bench-${number}`,
      target: { kind: "message", channel, messageId: `1700000000.${String(number).padStart(6, "0")}` },
      asker: { id: "U0ASKER" },
      question: `What is number ${number}?`,
    },
    sites: [],
    receivedAt: Date.now(),
  };
}

interface Outside {
  readonly child: ChildProcess;
  readonly port: number;
}

async function startOutside(role: "endpoint" | "slack"): Promise<Outside> {
  const child = start(["--import", "tsx", "test/bench/memory-outside.ts", role], {
    BENCH_EVERY_MS: values["every-ms"],
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { child, port };
}

async function startWorker({ redisUrl, endpoint, slack }: { redisUrl: string; endpoint: Outside; slack: Outside }) {
  const probe = fileURLToPath(new URL("./memory-probe.mjs", import.meta.url));
  const env = {
    REDIS_URL: redisUrl,
    PORT: "0",
    LOG_LEVEL: "error",
    WORKER_CONCURRENCY: "10000",
    SLACK_BOT_TOKEN: ["xoxb", "bench"].join("-"),
    SLACK_SIGNING_SECRET: "bench-signing",
    SLACK_API_URL: `http://127.0.0.1:${slack.port}/api/`,
    SEARCH_CHAT_BASE_URL: `http://127.0.0.1:${endpoint.port}/v1`,
  };
  const child = start([...imageFlags, ...flags, "--import", probe, footnote, "--role", "worker"], env, values.nice);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (bytes: Buffer) => bytes.includes("Footnote is ready") && resolve());
    child.once("exit", () => reject(new Error("The worker did not start.")));
  });
  return child;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>, niceness = "0"): ChildProcess {
  const { PATH, HOME } = process.env;
  const child = spawn("nice", ["-n", niceness, process.execPath, ...args], {
    cwd: projectDir,
    env: { PATH, HOME, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

async function ask(child: ChildProcess, call: OutsideCall): Promise<OutsideState> {
  child.send(call);
  const [state] = (await once(child, "message")) as [OutsideState];
  return state;
}

/** A reading covers the time since the one before. */
async function read(worker: ChildProcess): Promise<Reading> {
  const reading = (await tell(worker, "read")) as Reading;
  await tell(worker, "reset");
  return reading;
}

async function tell(worker: ChildProcess, verb: string): Promise<unknown> {
  worker.send(verb);
  const [{ answer }] = (await once(worker, "message")) as [{ answer: unknown }];
  return answer;
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo()) && performance.now() < deadline) await delay(250);
}

function printTop(title: string, lines: unknown): void {
  console.log(`\n${title}`);
  for (const { place, sum } of lines as readonly { place: string; sum: number }[]) {
    console.log(`${sum.toFixed(1).padStart(9)}  ${place}`);
  }
}
