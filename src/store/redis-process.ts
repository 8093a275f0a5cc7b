import { type ChildProcess, spawn } from "node:child_process";

/** Long enough to write the append-only file out. */
const STOP_WITHIN_MS = 5_000;
const LAST_WORDS_LENGTH = 500;

/**
 * Runs the server ($0) with its file ($1), and ends it when descriptor 3 closes. That happens however our process ends,
 * kill -9 included, so that no server is left behind.
 */
const SUPERVISE = `
"$0" "$1" 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -TERM $server; } 2>/dev/null &
wait $server
`;

export interface RedisProcess {
  readonly ended: Promise<void>;
  /** The end of what it printed, for the operator. */
  lastWords(): string;
  /** SIGTERM, and after a deadline SIGKILL. */
  stop(): Promise<void>;
}

/** Runs one `redis-server` that cannot outlive this process. */
export function spawnRedis(command: string, configPath: string): RedisProcess {
  // In a process group of its own, so that Ctrl-C ends us first and the server only when we have drained.
  const child = spawn("sh", ["-c", SUPERVISE, command, configPath], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let words = "";
  const listen = (chunk: Buffer) => {
    words = `${words}${chunk}`.slice(-LAST_WORDS_LENGTH);
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  const ended = untilExit(child).finally(() => child.stdio[3]?.destroy());
  return {
    ended,
    lastWords: () => words.trim(),
    async stop() {
      const kill = setTimeout(() => killGroup(child), STOP_WITHIN_MS);
      child.stdio[3]?.destroy();
      await ended;
      clearTimeout(kill);
    },
  };
}

function untilExit(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    // It could not even be started.
    child.once("error", () => resolve());
  });
}

function killGroup(child: ChildProcess): void {
  // Without a pid it never started; a negative pid stands for the whole group.
  if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}
