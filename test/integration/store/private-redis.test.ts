import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DataPath, openDataPath } from "../../../src/store/open-data-path.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";

let dataDir: string;
const opened: DataPath[] = [];
const clients: Redis[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "footnote-data-"));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(opened.splice(0).map((path) => path.close()));
  await rm(dataDir, { recursive: true, force: true });
});

async function open(
  options: Partial<Parameters<typeof openDataPath>[1]> = {},
  log = createMemoryLog(),
): Promise<DataPath> {
  const path = await openDataPath({ log }, { redisUrl: undefined, dataDir, ...options });
  opened.push(path);
  return path;
}

function client(url: string): Redis {
  const redis = new Redis(url, { retryStrategy: (attempt) => Math.min(attempt * 20, 200), maxRetriesPerRequest: null });
  redis.on("error", () => {});
  clients.push(redis);
  return redis;
}

async function serverPid(url: string): Promise<number> {
  return Number(/process_id:(\d+)/u.exec(await client(url).info("server"))?.[1]);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the data path", () => {
  it("takes REDIS_URL as it is, and does not repeat its password", async () => {
    const redisUrl = `redis://user:${["pass", "word"].join("")}@redis.example:6390/2`;
    const path = await open({ redisUrl });
    expect(path).toMatchObject({
      url: redisUrl,
      kind: "redis",
      describe: "Questions and settings are kept in Redis at redis.example:6390.",
    });
  });

  it("without any server runs one inside the process, which says that nothing survives", async () => {
    const path = await open({ findServer: () => undefined });
    expect(path.kind).toBe("in-process");
    expect(path.describe).toMatch(/^Nothing survives a restart/u);
    expect(await client(path.url).set("key", "value")).toBe("OK");
    const stranger = client(path.url.replace(/:[^:@]*@/u, "@"));
    await expect(stranger.get("key")).rejects.toThrow(/NOAUTH/u);
  });
});

describe("the private Redis", () => {
  it("keeps what was written over a restart, under DATA_DIR", async () => {
    const first = await open();
    expect(first).toMatchObject({ kind: "private", describe: expect.stringContaining(dataDir) });
    await client(first.url).set("key", "value");
    await first.close();
    await first.close();
    expect(await client((await open()).url).get("key")).toBe("value");
  });

  it("is closed to other users of the machine", async () => {
    const { url } = await open();
    const stranger = client(url.replace(/:[^:@]*@/u, "@"));
    await expect(stranger.get("key")).rejects.toThrow(/NOAUTH/u);
    const modes = await Promise.all(["redis", "redis/redis.conf"].map((name) => stat(join(dataDir, name))));
    expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0]);
    const config = await client(url).config("GET", "maxmemory-policy", "appendonly", "appendfsync", "bind", "save");
    expect(config).toEqual(
      expect.arrayContaining([
        "maxmemory-policy",
        "noeviction",
        "appendonly",
        "yes",
        "appendfsync",
        "always",
        "127.0.0.1",
      ]),
    );
  });

  it("has ended when close() resolves", async () => {
    const path = await open();
    const pid = await serverPid(path.url);
    await path.close();
    expect(isRunning(pid)).toBe(false);
  });

  it("refuses a second process on the same DATA_DIR, and harms the first one in nothing", async () => {
    const first = await open();
    const redis = client(first.url);
    await redis.set("key", "value");
    await expect(open()).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(/^Another Footnote is using .*DATA_DIR.*REDIS_URL/u),
    });
    expect(await redis.get("key")).toBe("value");
  });

  it("lets one of two processes win that start at the same moment", async () => {
    const results = await Promise.allSettled([open(), open()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("starts again when it ends by itself, with everything it had", async () => {
    const log = createMemoryLog();
    const { lines } = log;
    const { url } = await open({}, log);
    const redis = client(url);
    await redis.set("key", "value");
    process.kill(await serverPid(url), "SIGKILL");
    await expect
      .poll(() => lines.map(({ sentence }) => sentence), { timeout: 10_000 })
      .toContain("the private Redis has ended by itself and is started again");
    expect(await redis.get("key")).toBe("value");
  });

  it("is not left behind by a process that was killed, and its data is taken over by the next", async () => {
    const owner = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "own-data-path.ts"), dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [firstLine] = await once(owner.stdout, "data");
    const url = String(firstLine).trim();
    await client(url).set("key", "value");
    const pid = await serverPid(url);
    clients.splice(0).forEach((redis) => void redis.disconnect());
    owner.kill("SIGKILL");
    expect(await client((await open()).url).get("key")).toBe("value");
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it("takes over from a start that was killed half-way", async () => {
    await (await open()).close();
    await writeFile(join(dataDir, "redis", "starting"), "999999999");
    expect((await open()).kind).toBe("private");
  });

  it("says what the server said when it does not start", async () => {
    const broken = join(dataDir, "broken-server");
    await writeFile(broken, "#!/bin/sh\necho 'no space left here'; exit 1\n");
    await chmod(broken, 0o700);
    await expect(open({ findServer: () => broken })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringMatching(/did not start: no space left here.*REDIS_URL/u),
    });
  });

  it("says so when DATA_DIR cannot be used", async () => {
    const file = join(dataDir, "file");
    await writeFile(file, "");
    await expect(open({ dataDir: file })).rejects.toThrow(/^DATA_DIR: /u);
    expect(await readFile(file, "utf8")).toBe("");
  });
});
