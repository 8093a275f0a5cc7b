import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freePort } from "../free-port.ts";

const projectDir = fileURLToPath(new URL("../../", import.meta.url));
const WITHIN = { timeout: 30_000, interval: 100 };

/** `npm start` as a newcomer's machine runs it: no environment, and where asked, nothing but Node on PATH. */
describe("the trial mode", () => {
  let dataDir: string;
  let children: ChildProcess[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "footnote-trial-"));
    children = [];
  });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
    }
    await rm(dataDir, { recursive: true, force: true });
  });

  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", ...args], {
      cwd: projectDir,
      env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dataDir, LOG_LEVEL: "warn", ...env },
    });
    children.push(child);
    let output = "";
    let errors = "";
    child.stdout.on("data", (bytes) => {
      output += String(bytes);
    });
    child.stderr.on("data", (bytes) => {
      errors += String(bytes);
    });
    return { child, output: () => output, errors: () => errors };
  }

  const answersIn = async (
    url: string,
  ): Promise<readonly { state: string; html: string; sources: readonly { host: string }[] }[]> => {
    const response = await fetch(`${url}/web/channels/general/messages`);
    const { entries } = (await response.json()) as {
      entries: { kind: string; state: string; html: string; sources: { host: string }[] }[];
    };
    return entries.filter(({ kind, state }) => kind === "answer" && state === "final");
  };
  const say = (url: string, text: string) =>
    fetch(`${url}/web/channels/general/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    });

  it.each([
    ["a Redis of its own", {}, "Questions and settings are kept under"],
    ["Node and nothing else", { PATH: "/nonexistent" }, "Nothing survives a restart"],
  ])(
    "answers a question from the allowed hosts only, with %s",
    async (_place, env, sentence) => {
      const url = `http://127.0.0.1:${await freePort()}`;
      const { output } = run([], { ...env, PORT: new URL(url).port });
      await vi.waitFor(() => expect(output()).toContain(`open ${url}`), WITHIN);
      expect(output()).toContain(sentence);
      await say(url, "/sources include bullmq.io");
      await say(url, "How do I add jobs to a queue and process them in a worker with BullMQ?");
      await vi.waitFor(async () => expect(await answersIn(url)).toHaveLength(2), WITHIN);
      const [, answer] = await answersIn(url);
      expect(answer?.html).toContain("Worker");
      expect(new Set(answer?.sources.map(({ host }) => host))).toEqual(new Set(["bullmq.io"]));
    },
    60_000,
  );

  it("keeps its channels and settings over a restart when a Redis of its own is there", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const first = run([], { PORT: new URL(url).port });
    await vi.waitFor(() => expect(first.output()).toContain(`open ${url}`), WITHIN);
    await say(url, "/sources exclude zod.dev");
    first.child.kill("SIGTERM");
    await once(first.child, "exit");
    expect(first.child.exitCode).toBe(0);
    const second = run([], { PORT: new URL(url).port });
    await vi.waitFor(() => expect(second.output()).toContain(`open ${url}`), WITHIN);
    await say(url, "/sources show");
    await vi.waitFor(async () => expect((await answersIn(url)).at(-1)?.html).toContain("zod.dev"), WITHIN);
    expect(await answersIn(url)).toHaveLength(2);
  }, 60_000);

  it("says what to do when its port is taken, and ends", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    const address = blocker.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const { child, errors } = run([], { PORT: String(port) });
    await once(child, "exit");
    blocker.close();
    expect(child.exitCode).toBe(1);
    expect(errors()).toContain(`Port ${port} is already in use. Stop the other program or set PORT to another number.`);
  }, 30_000);

  it("names every fault of the environment at once, and ends", async () => {
    const { child, errors } = run([], { PORT: "many", LOG_LEVEL: "loud", SLACK_BOT_TOKEN: "nonsense" });
    await once(child, "exit");
    expect(child.exitCode).toBe(1);
    for (const name of ["PORT", "LOG_LEVEL", "SLACK_BOT_TOKEN"]) expect(errors()).toContain(name);
  }, 30_000);

  it("answers in the terminal from the included sites, and exits non-zero on an error", async () => {
    const good = run([
      "ask",
      "How do I add jobs to a queue with BullMQ?",
      "--include",
      "bullmq.io",
      "--exclude",
      "zod.dev",
    ]);
    await once(good.child, "exit");
    expect(good.child.exitCode).toBe(0);
    expect(good.output()).toMatch(/\*\*Sources\*\*\s+1\. \[[^\]]+\]\(https:\/\/bullmq\.io/u);
    const bad = run(["ask", "How?", "--include", "co.uk"]);
    await once(bad.child, "exit");
    expect(bad.child.exitCode).toBe(1);
    expect(bad.errors()).toContain("whole domain ending");
    expect(bad.output()).toBe("");
  }, 60_000);
});
