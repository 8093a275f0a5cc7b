import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSettings } from "../../src/core/resolve-settings.ts";
import { emptyLayer, type SettingsLayer, STORED_SCOPES } from "../../src/core/settings.ts";
import { readEffectiveSettings } from "../../src/features/read-effective-settings.ts";
import { createLogger } from "../../src/logger.ts";
import { connectRedis } from "../../src/store/connect-redis.ts";
import { openDataPath } from "../../src/store/open-data-path.ts";
import { createSettingsStore } from "../../src/store/settings-store.ts";
import { median, percentile } from "./statistics.ts";

// Measures what a question pays for its settings: the CPU of resolving them, and the commands that Redis is sent for
// them. Each layer is as large as a workspace can make it, or as small as most are.

const ROUNDS = 20_000;
const MOST_CPU_MS = 1;
const READS = 2_000;
const COUNTED_READS = 50;

const small = { ...emptyLayer, includeSites: ["arxiv.org", "zod.dev"], searchResults: 5 };
const sitesOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}.example.org`);

/** 100 sites on each list is the most that a list can hold. */
function largest(name: string): SettingsLayer {
  return {
    ...emptyLayer,
    includeSites: [...sitesOf(`${name}-in`, 99), "@research"],
    excludeSites: sitesOf(`${name}-ex`, 100),
    searchResults: 5,
    model: "gpt-4o-mini",
    answerMode: ["reasoning"],
    instructions: "x".repeat(1_000),
    whoMayAsk: ["S0AB1"],
    locked: name === "workspace" ? ["retentionDays", "searchService"] : [],
    siteLists: name === "workspace" ? { research: sitesOf("research", 100) } : {},
  };
}

const layersOf = (make: (scope: string) => SettingsLayer) => ({
  workspace: make("workspace"),
  category: make("category"),
  channel: make("channel"),
  thread: make("thread"),
});

const directory = mkdtempSync(join(tmpdir(), "footnote-bench-"));
process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
const log = createLogger({ level: "silent" });
const data = await openDataPath({ log }, { redisUrl: process.env["REDIS_URL"], dataDir: directory });
const connection = connectRedis({ url: data.url, log }, "store");
const settings = createSettingsStore({ connection, log });
const install = { ...emptyLayer, searchService: "exa" } as const;

let isSlow = false;
try {
  console.log(`| layers | resolving: CPU p50 | p99 | reading and resolving: CPU p50 | p99 | commands a question |`);
  console.log("|---|---|---|---|---|---|");
  for (const [name, layers] of [
    ["two sites each", layersOf(() => small)],
    ["all as large as can be", layersOf(largest)],
  ] as const) {
    const resolving = cpuOf(ROUNDS, () => void resolveSettings({ install, platform: "discord", ...layers }));
    const { reading, commands } = await readMany(layers);
    const p99 = percentile(resolving, 0.99);
    const cells = [median(resolving), p99, median(reading), percentile(reading, 0.99)].map(
      (ms) => `${ms.toFixed(3)} ms`,
    );
    console.log(`| ${[name, ...cells, commands].join(" | ")} |`);
    isSlow ||= p99 > MOST_CPU_MS || commands !== 1;
  }
} finally {
  await connection.close();
  await data.close();
}
process.exit(isSlow ? 1 : 0);

/** The CPU of the whole process, in ms, that each call takes; what the first calls compile is left out. */
function cpuOf(rounds: number, run: () => void): readonly number[] {
  for (let round = 0; round < rounds / 10; round += 1) run();
  return Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
}

/** Reads one after the other, as questions do that do not come in the same moment. */
async function readMany(layers: Readonly<Record<(typeof STORED_SCOPES)[number], SettingsLayer>>) {
  const channel = { platform: "discord", workspaceId: randomUUID(), channelId: "C1", categoryId: "K1" } as const;
  for (const scope of STORED_SCOPES)
    await settings.update(
      { channel, scope, threadId: "TH1" },
      { by: { id: "U1" }, at: 0, change: () => layers[scope] },
    );
  const read = () => readEffectiveSettings(channel, { settings, install }, { threadId: "TH1" });
  const reading: number[] = [];
  for (let round = -READS / 10; round < READS; round += 1) {
    const before = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) reading.push((user + system) / 1_000);
  }
  const monitor = await connection.redis.duplicate().monitor();
  const seen: string[] = [];
  const told = new Promise<void>((resolve) => {
    monitor.on("monitor", (_time: string, [command = "", ...words]: string[]) => {
      if (words.some((word) => word.includes(channel.workspaceId))) seen.push(command);
      if (command.toLowerCase() === "echo") resolve();
    });
  });
  for (let round = 0; round < COUNTED_READS; round += 1) await read();
  await connection.run((redis) => redis.echo("done"));
  await told;
  monitor.disconnect();
  return { reading, commands: seen.length / COUNTED_READS };
}
