import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../free-port.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const START_WITHIN_MS = 30_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SearchServerProcess {
  /** Up to and without `/v1`. */
  readonly url: string;
  /** What it said at the start. */
  readonly lines: readonly string[];
  /** Asks a question; the key as a bearer token. */
  chat(body: object, key?: string): Promise<Response>;
  get(path: string, key?: string): Promise<Response>;
  forget(userid: string, key?: string): Promise<Response>;
  /** Resolves with how it ended; SIGKILL is no end that this waits for. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

export interface Install {
  readonly dataDir: string;
  /** Runs `search-server …` to its end. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Makes an API key, by the command, and returns it. */
  addKey(name: string, ...rights: readonly string[]): Promise<string>;
  start(env?: Readonly<Record<string, string>>): Promise<SearchServerProcess>;
  /** Ends what still runs, and leaves nothing. */
  close(): Promise<void>;
}

/** An install of the search-chat server with a data directory of its own, run as an operator runs it. */
export async function openInstall(shared: Readonly<Record<string, string>> = {}): Promise<Install> {
  const dataDir = await mkdtemp(join(tmpdir(), "footnote-search-server-"));
  const running = new Set<ChildProcess>();
  const spawnOne = (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", "search-server", ...args], {
      cwd: root,
      env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir, LOG_LEVEL: "error", ...shared, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (piece) => (said.stdout += String(piece)));
    child.stderr.on("data", (piece) => (said.stderr += String(piece)));
    const ended = once(child, "close").then((): Ended => {
      running.delete(child);
      return { code: child.exitCode, ...said };
    });
    return { child, said, ended };
  };
  const run: Install["run"] = (args, env = {}) => spawnOne(args, env).ended;

  return {
    dataDir,
    run,
    async addKey(name, ...rights) {
      const { code, stdout, stderr } = await run(["keys", "add", name, ...rights]);
      if (code !== 0) throw new Error(stderr);
      return stdout.split("\n")[0] ?? "";
    },
    async start(env = {}) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const { child, said, ended } = spawnOne([], { SEARCH_SERVER_PORT: String(port), ...env });
      const deadline = AbortSignal.timeout(START_WITHIN_MS);
      const isReady = () => /^Calls .*\n/mu.test(said.stdout);
      while (!isReady()) {
        const next = await Promise.race([once(child.stdout, "data", { signal: deadline }), ended]);
        if (!Array.isArray(next)) throw new Error(next.stderr);
      }
      const headers = (key: string | undefined) => (key === undefined ? {} : { authorization: `Bearer ${key}` });
      return {
        url,
        lines: said.stdout.split("\n").filter((line) => line !== ""),
        chat: (body, key) =>
          fetch(`${url}/v1/chat/completions`, {
            method: "POST",
            headers: { "content-type": "application/json", ...headers(key) },
            body: JSON.stringify(body),
          }),
        forget: (userid, key) => fetch(`${url}/v1/memory/${userid}`, { method: "DELETE", headers: headers(key) }),
        get: (path, key) => fetch(`${url}${path}`, { headers: headers(key) }),
        stop(signal = "SIGTERM") {
          child.kill(signal);
          return ended;
        },
      };
    },
    async close() {
      await Promise.all(
        [...running].map(async (child) => {
          const ended = once(child, "close");
          child.kill("SIGTERM");
          await ended;
        }),
      );
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
