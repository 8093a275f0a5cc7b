import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectRedis } from "../../../src/store/connect-redis.ts";
import { findRedisServer } from "../../../src/store/private-redis.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { freePort } from "../../free-port.ts";

/** Longer than any connection lets a socket be silent. */
const EVERY_DEADLINE_MS = 60_000;
/** Longer than the pause before the first try, and shorter than any of those. */
const RECONNECT_PAUSE_MS = 1_000;

let port: number;
let server: ChildProcess;
let opened: Redis[];

beforeEach(async () => {
  port = await freePort();
  server = await startServer();
  // The client's deadlines and pauses pass when the test says so; sockets and processes take their time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  opened = [];
});
afterEach(async () => {
  vi.useRealTimers();
  for (const redis of opened) redis.disconnect();
  await killServer();
});

async function startServer(): Promise<ChildProcess> {
  const command = findRedisServer();
  if (command === undefined) throw new Error("These tests need a redis-server or valkey-server on PATH.");
  const child = spawn(command, ["--port", `${port}`, "--bind", "127.0.0.1", "--save", ""], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(child.stdout)) {
    if (line.includes("Ready to accept connections")) break;
  }
  child.stdout.resume();
  return child;
}

async function killServer(): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}

function connect(): Redis {
  const { redis } = connectRedis({ url: `redis://127.0.0.1:${port}`, log: createMemoryLog() }, "worker");
  opened.push(redis);
  return redis;
}

function duplicateConnection(): Redis {
  const redis = connect().duplicate();
  redis.on("error", () => {});
  opened.push(redis);
  return redis;
}

/** Unlike the one of node:events it does not mind the errors of an outage. */
function next(redis: Redis, event: "ready" | "close"): Promise<string> {
  return new Promise((resolve) => redis.once(event, () => resolve(event)));
}

describe("a connection that waits while Redis is killed and started again", () => {
  it.each([
    ["itself", connect],
    ["as a duplicate, which BullMQ makes for commands that block", duplicateConnection],
  ])("keeps its new socket, %s, past the deadline of the old one", async (_name, open) => {
    const redis = open();
    await next(redis, "ready");
    const waiting = redis.blpop("jobs", 0);
    const broken = next(redis, "close");
    await killServer();
    await broken;
    server = await startServer();
    const isBack = next(redis, "ready");
    await vi.advanceTimersByTimeAsync(RECONNECT_PAUSE_MS);
    await isBack;
    // An answer on the new socket: nothing is waited for on either.
    await connect().rpush("jobs", "a job");
    expect(await waiting).toEqual(["jobs", "a job"]);

    const closed = next(redis, "close");
    await vi.advanceTimersByTimeAsync(EVERY_DEADLINE_MS);
    expect(await Promise.race([closed, redis.ping()])).toBe("PONG");
  });
});
