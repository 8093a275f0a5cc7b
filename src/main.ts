import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { createApp } from "./app.ts";
import { ask } from "./cli/ask.ts";
import { KEYS_USAGE, runKeysCommand } from "./cli/keys.ts";
import { printManifest } from "./cli/manifest.ts";
import { register } from "./cli/register.ts";
import { type Config, loadConfig } from "./config.ts";
import { AppError, ConfigError, UserInputError } from "./core/errors.ts";
import type { Logger } from "./core/logger.ts";
import { createLogger } from "./logger.ts";
import { createSearchServerApp } from "./search-server-app.ts";

/**
 * How much is allocated beyond what is alive before V8 collects the old part of the heap. Left to itself it takes up to four
 * times what is alive: with thousands of answers, gigabytes. The size of the young part is read before any of this runs, so
 * it is a flag of node in the Dockerfile and in package.json.
 */
const HEAP_GROWS_BY_PERCENT = {
  bot: 50,
  /** 1,000 streams are a fraction of that, and a collection costs as much as a hundred requests. */
  searchServer: 200,
} as const;

const USAGE = `Usage: footnote [command] [options]

  (no command)             start; --role all|bot|worker
  ask "question"           answer in the terminal; --include SITE … --exclude SITE …
  register                 register the slash commands with Discord
  manifest                 print the Slack app manifest; --url https://… for HTTP instead of Socket Mode
  search-server            start the search-chat server alone (docs/search-server.md)
  search-server keys …     make, list and revoke its API keys`;

const options = {
  role: { type: "string" },
  include: { type: "string", multiple: true },
  exclude: { type: "string", multiple: true },
  url: { type: "string" },
  scope: { type: "string", multiple: true },
  daily: { type: "string" },
  "per-minute": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof UserInputError || error instanceof ConfigError;
  console.error(
    isExpected ? error.message : error instanceof AppError ? `${error.userMessage}\n(${error.message})` : error,
  );
  process.exit(1);
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = loadConfig(process.env, values.role === undefined ? {} : { FOOTNOTE_ROLE: values.role });
  const [command, ...rest] = positionals;
  switch (command) {
    case undefined:
      return start(config, createApp, HEAP_GROWS_BY_PERCENT.bot);
    case "ask":
      await ask(
        { question: rest.join(" "), include: values.include ?? [], exclude: values.exclude ?? [] },
        {
          config,
          log: createLogger({ level: "warn" }),
          signal: untilInterrupted(),
          write: (text) => process.stdout.write(text),
        },
      );
      return process.exit(0);
    case "register":
      return register(config, console.log);
    case "manifest":
      return printManifest(config, { url: values.url, write: console.log });
    case "search-server": {
      const [verb, ...args] = rest;
      if (verb === undefined) return start(config, createSearchServerApp, HEAP_GROWS_BY_PERCENT.searchServer);
      if (verb !== "keys") throw new UserInputError(`There is no “search-server ${verb}”.\n\n${KEYS_USAGE}`);
      return runKeysCommand(
        { args, scopes: values.scope, daily: values.daily, perMinute: values["per-minute"] },
        { config, log: createLogger({ level: "warn" }), write: console.log },
      );
    }
    default:
      throw new UserInputError(`There is no command “${command}”.\n\n${USAGE}`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    throw new ConfigError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause });
  }
}

/** What runs until it is told to stop. */
interface Startable {
  start(): Promise<void>;
  stop(): Promise<void>;
  describe(): readonly string[];
}

async function start(
  config: Config,
  create: (config: Config, deps: { readonly log: Logger }) => Startable,
  heapGrowsByPercent: number,
): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowsByPercent}`);
  const log = createLogger({ level: config.logLevel });
  const app = create(config, { log });
  let stopping: Promise<void> | undefined;
  const stop = (cause: string, exitCode: number) => {
    if (stopping !== undefined) return;
    log.info({ cause }, "stopping");
    stopping = app.stop().finally(() => process.exit(exitCode));
  };
  process.once("SIGINT", () => stop("SIGINT", 0));
  process.once("SIGTERM", () => stop("SIGTERM", 0));
  process.on("unhandledRejection", (err) => {
    log.error({ err }, "a promise was left to itself; ending, so that a supervisor starts afresh");
    stop("unhandled rejection", 1);
  });
  try {
    await app.start();
  } catch (error) {
    await app.stop();
    throw error;
  }
  for (const line of app.describe()) console.log(line);
}

function untilInterrupted(): AbortSignal {
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort(new UserInputError("Interrupted.")));
  return interrupted.signal;
}
