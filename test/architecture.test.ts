import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const MAX_LINES = 250;

/** Each room, the rooms it may import, and the npm packages it may import. Node's own modules are free outside core and features. */
const rooms = {
  "src/core": {
    rooms: [],
    packages: [
      "zod",
      "croner",
      "intl-messageformat",
      "tldts",
      "mdast",
      "mdast-util-from-markdown",
      "mdast-util-gfm",
      "mdast-util-to-string",
      "micromark-extension-gfm",
      "unist-util-visit",
    ],
  },
  "src/features": { rooms: ["src/core"], packages: ["jsonrepair", "normalize-url", "tidy-url", "zod"] },
  "src/platforms/discord": { rooms: ["src/core"], packages: ["discord.js", "zod"] },
  "src/platforms/slack": {
    rooms: ["src/core"],
    packages: [
      "@slack/bolt",
      "@slack/web-api",
      "undici",
      "zod",
      "mdast",
      "mdast-util-from-markdown",
      "mdast-util-gfm",
      "mdast-util-to-string",
      "micromark-extension-gfm",
    ],
  },
  "src/platforms/web": {
    rooms: ["src/core"],
    packages: ["hono", "@hono/node-server", "zod", "micromark", "micromark-extension-gfm", "lit-html"],
  },
  "src/search-chat/server": {
    rooms: ["src/core", "src/search-chat"],
    packages: [
      "hono",
      "@hono/node-server",
      "zod",
      "minisearch",
      "mdast",
      "mdast-util-from-markdown",
      "mdast-util-gfm",
      "mdast-util-to-string",
      "micromark-extension-gfm",
      "hast-util-from-html",
      "hast-util-to-text",
      "hast",
      "unist-util-visit",
      "undici",
      "eventsource-parser",
      "jsonrepair",
      "ipaddr.js",
      "@mozilla/readability",
      "linkedom",
      "chokidar",
      "gpt-tokenizer",
    ],
  },
  "src/search-chat": { rooms: ["src/core"], packages: ["zod", "eventsource-parser", "cockatiel", "undici"] },
  "src/queue": { rooms: ["src/core"], packages: ["bullmq", "ioredis"] },
  "src/store": { rooms: ["src/core"], packages: ["ioredis", "js-redis-server", "zod"] },
  "src/http": { rooms: ["src/core"], packages: ["prom-client"] },
  "src/config": { rooms: ["src/core"], packages: ["zod"] },
  "src/config.ts": { rooms: ["src/config", "src/core"], packages: [] },
  "src/logger.ts": { rooms: ["src/core"], packages: ["pino"] },
  "src/open-search-server.ts": {
    rooms: ["src/core", "src/config", "src/search-chat", "src/search-chat/server"],
    packages: [],
  },
  "src/endpoint.ts": {
    rooms: ["src/core", "src/config.ts", "src/open-search-server.ts", "src/search-chat"],
    packages: [],
  },
  "src/stores.ts": { rooms: ["src/core", "src/store"], packages: [] },
  "src/app.ts": {
    rooms: [
      "src/core",
      "src/config.ts",
      "src/endpoint.ts",
      "src/stores.ts",
      "src/features",
      "src/http",
      "src/platforms/discord",
      "src/platforms/slack",
      "src/platforms/web",
      "src/queue",
      "src/store",
    ],
    packages: [],
  },
  "src/search-server-app.ts": {
    rooms: [
      "src/core",
      "src/config.ts",
      "src/http",
      "src/open-search-server.ts",
      "src/search-chat/server",
      "src/store",
    ],
    packages: [],
  },
  "src/cli": {
    rooms: [
      "src/core",
      "src/config.ts",
      "src/endpoint.ts",
      "src/platforms/discord",
      "src/platforms/slack",
      "src/search-chat/server",
      "src/store",
    ],
    packages: [],
  },
  "src/main.ts": {
    rooms: ["src/app.ts", "src/cli", "src/config.ts", "src/core", "src/logger.ts", "src/search-server-app.ts"],
    packages: [],
  },
} as const satisfies Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>;

const PURE_ROOMS = ["src/core", "src/features"];
const BANNED_NAMES = /^(utils?|helpers?|types|common|index)(\.|$)/u;

const sources = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.[jt]s$/u.test(entry.name))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .filter((path) => !path.startsWith("src/platforms/web/page/"));

describe("the house", () => {
  it.each(sources)("%s imports only what its room may", (path) => {
    expect(importsOf(path).filter((specifier) => !isAllowed(path, specifier))).toEqual([]);
  });

  it.each(sources)("%s is one idea, at most 250 lines", (path) => {
    expect(readFileSync(join(root, path), "utf8").split("\n").length).toBeLessThanOrEqual(MAX_LINES);
    expect(path.split("/").filter((part) => BANNED_NAMES.test(part))).toEqual([]);
  });

  // See src/core/parse-url.ts.
  it.each(sources)("%s does not ask URL.canParse", (path) => {
    expect(readFileSync(join(root, path), "utf8")).not.toMatch(/\bcanParse\(/u);
  });

  it("has only the rooms of the table", () => {
    expect(sources.filter((path) => roomOf(path) === undefined)).toEqual([]);
  });
});

function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(root, path), "utf8");
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gu,
    ),
  ].map((match) => match[1] ?? match[2] ?? "");
}

function isAllowed(path: string, specifier: string): boolean {
  const room = roomOf(path);
  if (room === undefined) return false;
  const rule: { readonly rooms: readonly string[]; readonly packages: readonly string[] } = rooms[room];
  if (specifier.startsWith("node:")) return !PURE_ROOMS.includes(room);
  if (specifier.startsWith(".")) {
    const target = roomOf(join(dirname(path), specifier).replaceAll("\\", "/"));
    return target === room || (target !== undefined && rule.rooms.includes(target));
  }
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return rule.packages.includes(name);
}

function roomOf(path: string): keyof typeof rooms | undefined {
  const names = Object.keys(rooms) as (keyof typeof rooms)[];
  return names.filter((name) => path === name || path.startsWith(`${name}/`)).sort((a, b) => b.length - a.length)[0];
}
