import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface BotCommand {
  /** What node runs, with its own flags first. */
  readonly nodeArguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly origin: string;
}

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;
const CPU_PROBE = fileURLToPath(new URL("./cpu-probe.mjs", import.meta.url));

/** A bot in a process of its own, on a core of its own where the machine can pin. */
export async function startBot({ nodeArguments, env, origin }: BotCommand, options: { readonly pinned: boolean }) {
  const command = [process.execPath, "--import", CPU_PROBE, ...nodeArguments];
  const [file = "", ...args] = options.pinned ? ["taskset", "-c", "1", ...command] : command;
  const { PATH, HOME } = process.env;
  const child = spawn(file, args, {
    env: { PATH, HOME, NODE_ENV: "production", ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  await untilReady(origin, child);
  return {
    async cpuMs(): Promise<number> {
      child.send("cpu");
      const [microseconds] = await once(child, "message");
      return Number(microseconds) / 1000;
    },
    /** The most memory it has ever had, as Linux counts it. */
    async peakRssMb(): Promise<number> {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB/mu.exec(status)?.[1]) / 1024;
    },
    async stop(): Promise<void> {
      process.off("exit", killChild);
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      const timer = setTimeout(killChild, STOP_WITHIN_MS);
      await exit;
      clearTimeout(timer);
    },
  };
}

export type Bot = Awaited<ReturnType<typeof startBot>>;

async function untilReady(origin: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The bot ended with ${child.exitCode} before it was ready.`);
    const isReady = await fetch(`${origin}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await delay(50);
  }
  child.kill("SIGKILL");
  throw new Error(`The bot was not ready within ${READY_WITHIN_MS} ms.`);
}
