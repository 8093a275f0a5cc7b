import { z } from "zod";
import { ConfigError } from "./core/errors.ts";
import { type SearchServiceName, searchServiceNameSchema } from "./core/search-service.ts";

const text = z.string().trim().min(1);
const list = text.transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
/** `localhost:8080` is a URL too, of the scheme `localhost`. */
const webUrl = z.url({ protocol: /^https?$/u, error: "must be an http:// or https:// URL" });
const milliseconds = z.coerce.number().int().min(1_000).max(600_000);

/** Each is asked in turn, so a longer list would only keep the asker waiting. */
const MOST_FALLBACKS = 5;

/** The queue remembers the job of a slot for little longer: after that it might be run anew. */
const LONGEST_GRACE_MINUTES = 24 * 60;

/** `tavily`, `exa/deepseek-chat` or `/gpt-4o-mini`; a model's own name may hold slashes. */
const fallbacksSchema = z.array(z.string()).transform((entries, context): readonly SearchFallback[] => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  if (entries.length === 0) refuse("names no fallback; leave it out instead");
  if (entries.length > MOST_FALLBACKS) refuse(`names ${entries.length} fallbacks; ${MOST_FALLBACKS} are the most`);
  return entries.map((entry, index) => {
    const [first = "", ...rest] = entry.split("/");
    const service = searchServiceNameSchema.safeParse(first.trim());
    const model = rest.join("/").trim();
    if (first !== "" && !service.success)
      refuse(`entry ${index + 1} names no search service (${searchServiceNameSchema.options.join(", ")})`);
    if (rest.length > 0 && model === "") refuse(`entry ${index + 1} has a slash and no model behind it`);
    return { service: service.data, model: model === "" ? undefined : model };
  });
});

/** Every variable the process reads. `.env.example` and the README's table are compared with it by a test. */
export const environmentSchema = z.object({
  REDIS_URL: z.url({ protocol: /^rediss?$/u, error: "must be a redis:// or rediss:// URL" }).optional(),
  DATA_DIR: text.default(".footnote"),
  DISCORD_TOKEN: text.optional(),
  DISCORD_APPLICATION_ID: z
    .string()
    .trim()
    .regex(/^\d{15,21}$/u, "must be the number under General Information")
    .optional(),
  DISCORD_API_URL: webUrl.default("https://discord.com/api"),
  SLACK_BOT_TOKEN: z.string().trim().startsWith("xoxb-", "must be the bot token, which starts with xoxb-").optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: z
    .string()
    .trim()
    .startsWith("xapp-", "must be the app-level token, which starts with xapp-")
    .optional(),
  SLACK_API_URL: webUrl.default("https://slack.com/api/"),
  SLACK_CHANNEL_MANAGERS: list.default([]),
  SEARCH_CHAT_BASE_URL: webUrl.optional(),
  SEARCH_CHAT_API_KEY: text.optional(),
  SEARCH_CHAT_MODEL: text.optional(),
  SEARCH_SERVICES: list.pipe(z.array(searchServiceNameSchema).min(1)).optional(),
  SEARCH_FALLBACKS: list.pipe(fallbacksSchema).optional(),
  DOCS_DIR: text.optional(),
  WEB_HOSTS: list.optional(),
  HOST: text.default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  FOOTNOTE_ROLE: z.enum(["all", "bot", "worker"]).default("all"),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(20_000),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(50),
  DIGEST_GRACE_MINUTES: z.coerce.number().int().min(1).max(LONGEST_GRACE_MINUTES).default(120),
});

export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string;
}

export interface SlackConfig {
  readonly botToken: string;
  readonly apiUrl: string;
  /** User ids that manage every channel, beside workspace admins and each channel's creator. */
  readonly channelManagers: readonly string[];
  readonly receive:
    | { readonly mode: "http"; readonly signingSecret: string }
    | { readonly mode: "socket"; readonly appToken: string };
}

/** What to ask when the search service or model of a channel cannot be had. Undefined: what the channel has. */
export interface SearchFallback {
  readonly service: SearchServiceName | undefined;
  readonly model: string | undefined;
}

export interface Config {
  readonly role: "all" | "bot" | "worker";
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly discord: DiscordConfig | undefined;
  readonly slack: SlackConfig | undefined;
  /** Undefined: the built-in server answers. */
  readonly searchChat: { readonly baseUrl: string; readonly apiKey: string | undefined } | undefined;
  /** The model of the install scope; undefined with the built-in server, which has its own. */
  readonly model: string;
  /** What the endpoint offers; the first is the install's default. */
  readonly searchServices: readonly [SearchServiceName, ...SearchServiceName[]];
  readonly searchFallbacks: readonly SearchFallback[];
  readonly builtIn: { readonly docsDir: string | undefined; readonly apiKey: string | undefined };
  /** The names the browser platform may be reached under; undefined: it is off, because it has no accounts. */
  readonly webHosts: readonly string[] | undefined;
  readonly http: { readonly host: string; readonly port: number };
  readonly logLevel: string;
  readonly shutdownTimeoutMs: number;
  readonly workerConcurrency: number;
  /** How late a digest may be posted that was missed; later its slot is skipped. */
  readonly digestGraceMs: number;
}

/** Reads the environment once. Throws one ConfigError that lists every fault, with the variable's name in each. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  overrides: Readonly<Record<string, string>> = {},
): Config {
  const given = Object.fromEntries(
    Object.entries({ ...env, ...overrides }).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = environmentSchema.safeParse(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    ...crossFaults(given),
  ];
  if (!parsed.success || faults.length > 0) {
    throw new ConfigError(
      `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
  }
  return Object.freeze(toConfig(parsed.data));
}

/** Reached from this machine only. */
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

const BUILT_IN_SERVICES = ["docs"] as const satisfies readonly SearchServiceName[];
const ENDPOINT_SERVICES = ["search1api", "tavily", "exa", "bocha"] as const satisfies readonly SearchServiceName[];

type Environment = z.infer<typeof environmentSchema>;

/** What is missing beside what is there; looked at even when single values are wrong, so that one start tells all. */
function crossFaults(given: Readonly<{ [Name in keyof Environment]?: string | undefined }>): readonly string[] {
  const faults: string[] = [];
  if (given.DISCORD_TOKEN !== undefined && given.DISCORD_APPLICATION_ID === undefined) {
    faults.push("DISCORD_APPLICATION_ID: is needed with DISCORD_TOKEN; it is under General Information");
  }
  if (
    given.SLACK_BOT_TOKEN !== undefined &&
    (given.SLACK_APP_TOKEN === undefined) === (given.SLACK_SIGNING_SECRET === undefined)
  ) {
    faults.push("SLACK_BOT_TOKEN: needs exactly one of SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (HTTP)");
  }
  const role = given.FOOTNOTE_ROLE?.trim();
  if ((role === "bot" || role === "worker") && given.REDIS_URL === undefined) {
    faults.push(`REDIS_URL: is needed with the role ${role}, which shares its work with other processes`);
  }
  return [...faults, ...fallbackFaults(given)];
}

function fallbackFaults(given: Readonly<{ [Name in keyof Environment]?: string | undefined }>): readonly string[] {
  const fallbacks = environmentSchema.shape.SEARCH_FALLBACKS.safeParse(given.SEARCH_FALLBACKS);
  const services = environmentSchema.shape.SEARCH_SERVICES.safeParse(given.SEARCH_SERVICES);
  if (!fallbacks.success || !services.success) return [];
  const offered: readonly SearchServiceName[] =
    services.data ?? (given.SEARCH_CHAT_BASE_URL === undefined ? BUILT_IN_SERVICES : ENDPOINT_SERVICES);
  return (fallbacks.data ?? []).flatMap(({ service }, index) =>
    service === undefined || offered.includes(service)
      ? []
      : [`SEARCH_FALLBACKS: entry ${index + 1} names a search service that SEARCH_SERVICES does not offer`],
  );
}

function toConfig(env: Environment): Config {
  const builtIn = env.SEARCH_CHAT_BASE_URL === undefined;
  const [first, ...others] = env.SEARCH_SERVICES ?? (builtIn ? BUILT_IN_SERVICES : ENDPOINT_SERVICES);
  return {
    role: env.FOOTNOTE_ROLE,
    redisUrl: env.REDIS_URL,
    dataDir: env.DATA_DIR,
    discord:
      env.DISCORD_TOKEN === undefined || env.DISCORD_APPLICATION_ID === undefined
        ? undefined
        : { token: env.DISCORD_TOKEN, applicationId: env.DISCORD_APPLICATION_ID, apiUrl: env.DISCORD_API_URL },
    slack: toSlackConfig(env),
    searchChat:
      env.SEARCH_CHAT_BASE_URL === undefined
        ? undefined
        : { baseUrl: env.SEARCH_CHAT_BASE_URL, apiKey: env.SEARCH_CHAT_API_KEY },
    model: env.SEARCH_CHAT_MODEL ?? (builtIn ? "extractive" : "gpt-4o-mini"),
    searchServices: [first ?? "docs", ...others],
    searchFallbacks: env.SEARCH_FALLBACKS ?? [],
    builtIn: { docsDir: env.DOCS_DIR, apiKey: env.SEARCH_CHAT_API_KEY },
    webHosts: env.WEB_HOSTS ?? (LOOPBACK.includes(env.HOST) ? LOOPBACK : undefined),
    http: { host: env.HOST, port: env.PORT },
    logLevel: env.LOG_LEVEL,
    shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
    workerConcurrency: env.WORKER_CONCURRENCY,
    digestGraceMs: env.DIGEST_GRACE_MINUTES * 60_000,
  };
}

function toSlackConfig(env: Environment): SlackConfig | undefined {
  if (env.SLACK_BOT_TOKEN === undefined) return undefined;
  const shared = {
    botToken: env.SLACK_BOT_TOKEN,
    apiUrl: env.SLACK_API_URL,
    channelManagers: env.SLACK_CHANNEL_MANAGERS,
  };
  if (env.SLACK_APP_TOKEN !== undefined)
    return { ...shared, receive: { mode: "socket", appToken: env.SLACK_APP_TOKEN } };
  if (env.SLACK_SIGNING_SECRET !== undefined)
    return { ...shared, receive: { mode: "http", signingSecret: env.SLACK_SIGNING_SECRET } };
  return undefined;
}
