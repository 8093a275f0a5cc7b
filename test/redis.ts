import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import type { TestProject } from "vitest/node";
import { freePort } from "./free-port.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A real Redis. It is shared and never flushed: tests keep apart by workspace ids and queue prefixes of their own. */
    redisUrl: string;
  }
}

const SERVERS = ["redis-server", "valkey-server"];
const START_WITHIN_MS = 10_000;
const INSTALL_COMMAND = "apt-get install --yes --no-install-recommends redis-server";

/** Gives every test a real Redis: `REDIS_URL`, or a server of this machine, or Debian's package. It never skips. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { REDIS_URL } = process.env;
  if (REDIS_URL !== undefined && REDIS_URL !== "") {
    project.provide("redisUrl", REDIS_URL);
    return async () => {};
  }
  const server = await startServer(findServer() ?? installServer());
  project.provide("redisUrl", server.url);
  return server.stop;
}

function findServer(): string | undefined {
  return SERVERS.find((command) => spawnSync(command, ["--version"]).status === 0);
}

function installServer(): string {
  console.log("The tests need a Redis and found none: installing Debian's redis-server with apt-get.");
  const isRoot = process.getuid?.() === 0;
  const run = (command: string) =>
    isRoot
      ? spawnSync("sh", ["-c", command], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
      : spawnSync("sudo", ["-n", "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", command]);
  // Installing without an update first is quicker, and works wherever the package lists are still there.
  const installed =
    run(INSTALL_COMMAND).status === 0 || run(`apt-get update --quiet && ${INSTALL_COMMAND}`).status === 0;
  const server = installed ? findServer() : undefined;
  if (server === undefined) {
    throw new Error(
      `The tests need a real Redis. Run \`sudo ${INSTALL_COMMAND}\`, or set REDIS_URL to one that is already running.`,
    );
  }
  return server;
}

async function startServer(command: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "footnote-test-redis-"));
  const port = await freePort();
  const child = spawn(
    command,
    ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory],
    { stdio: "ignore" },
  );
  // A test run that is interrupted must leave nothing behind.
  const abandon = () => {
    child.kill("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  };
  process.once("exit", abandon);
  const stop = async () => {
    process.off("exit", abandon);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    await rm(directory, { recursive: true, force: true });
  };
  const url = `redis://127.0.0.1:${port}`;
  try {
    await untilItAnswers(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
    redis.on("error", () => {});
    try {
      await redis.connect();
      await redis.ping();
      return;
    } catch (error) {
      if (Date.now() > deadline || child.exitCode !== null) {
        throw new Error("The Redis for the tests did not start.", { cause: error });
      }
      await delay(25);
    } finally {
      redis.disconnect();
    }
  }
}
