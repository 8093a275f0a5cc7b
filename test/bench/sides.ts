import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = fileURLToPath(new URL("../../", import.meta.url));
const footnote = `${root}node_modules/.cache/footnote-bench`;
const peers = `${root}test/bench/peers/node_modules/.cache/built`;

/** What the image gives node before the script. */
export const imageFlags = flagsOfImage();

/** The bots by their names for `--only`. */
export const sides = {
  footnote: { title: "Footnote", run: [...imageFlags, `${footnote}/main.js`] },
  "bolt-bullmq": { title: "bare Bolt + BullMQ", run: [`${peers}/bolt-bullmq.js`] },
  bolt: { title: "plain Bolt", run: [`${peers}/bolt.js`] },
  "chat-sdk": { title: "Chat SDK", run: [`${peers}/chat-sdk.js`] },
  "chat-sdk-stream": { title: "Chat SDK, streamed", run: [`${peers}/chat-sdk.js`, "--stream"] },
} as const satisfies Record<string, { readonly title: string; readonly run: readonly string[] }>;

export type SideName = keyof typeof sides;

/** What a run measures unless told otherwise. */
export const defaultSides: readonly SideName[] = ["footnote", "bolt-bullmq", "bolt", "chat-sdk"];

export function isSideName(name: string): name is SideName {
  return Object.hasOwn(sides, name);
}

/** Compiles what is measured, all with the same compiler: no side has a loader in its process. */
export function compileSides(names: readonly SideName[]): void {
  compile(["-p", `${root}test/bench/peers/tsconfig.json`]);
  if (names.includes("footnote")) compileFootnote();
}

/** Footnote as its image runs it, with {@link imageFlags}; returns what node runs. */
export function compileFootnote(): string {
  compile(["-p", `${root}tsconfig.build.json`, "--outDir", footnote]);
  cpSync(`${root}src/platforms/web/page`, `${footnote}/platforms/web/page`, { recursive: true });
  return `${footnote}/main.js`;
}

function flagsOfImage(): readonly string[] {
  const [, entrypoint = "[]"] = /^ENTRYPOINT (.+)$/mu.exec(readFileSync(`${root}Dockerfile`, "utf8")) ?? [];
  return z
    .array(z.string())
    .parse(JSON.parse(entrypoint))
    .filter((argument) => argument.startsWith("--"));
}

function compile(args: readonly string[]): void {
  const { status } = spawnSync(`${root}node_modules/.bin/tsc`, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`tsc ${args.join(" ")} failed.`);
}
