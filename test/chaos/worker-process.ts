import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const projectDir = fileURLToPath(new URL("../../", import.meta.url));
/** Its end of the pipe ends with us, kill -9 included. */
const DIE_WITH_PARENT =
  'data:text/javascript,process.stdin.resume().on("end",()=>process.kill(process.pid,"SIGKILL")).unref()';
const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 30_000;

export interface WorkerProcess {
  /** kill -9, and resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, as at a deploy; resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when it takes jobs. */
  readonly ready: Promise<void>;
}

/** Starts a worker as an operator would; it cannot outlive this process. */
export function startWorkerProcess(env: Readonly<Record<string, string>>): WorkerProcess {
  const child = spawn(
    process.execPath,
    ["--import", DIE_WITH_PARENT, "--import", "tsx", "src/main.ts", "--role", "worker"],
    {
      cwd: projectDir,
      stdio: ["pipe", "pipe", process.env["CHAOS_LOG"] === undefined ? "ignore" : "inherit"],
      env: {
        PATH: process.env["PATH"] ?? "",
        HOST: "127.0.0.1",
        PORT: "0",
        LOG_LEVEL: process.env["CHAOS_LOG"] ?? "silent",
        ...env,
      },
    },
  );
  const killNow = () => child.kill("SIGKILL");
  process.once("exit", killNow);
  child.once("exit", () => process.off("exit", killNow));
  return {
    ready: untilReady(child),
    kill: () => end("SIGKILL"),
    async stop() {
      const late = setTimeout(killNow, STOP_WITHIN_MS);
      await end("SIGTERM");
      clearTimeout(late);
    },
  };

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("A worker did not start in time.")), READY_WITHIN_MS).unref();
    child.stdout?.on("data", (bytes: Buffer) => {
      if (process.env["CHAOS_LOG"] !== undefined) process.stderr.write(bytes);
      if (!bytes.toString("utf8").includes("Footnote is ready")) return;
      clearTimeout(late);
      resolve();
    });
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`A worker ended before it was ready (${code}).`));
    });
  });
  // Whoever kills a worker that is still starting does not wait for it.
  ready.catch(() => undefined);
  return ready;
}
