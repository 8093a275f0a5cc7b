import { type Environment, environmentSchema, type GivenEnvironment } from "./config/environment.ts";
import type { SearchFallback } from "./config/search-fallback.ts";
import {
  type SearchServerConfig,
  searchServerFaults,
  servicesOf,
  toSearchServerConfig,
} from "./config/search-server.ts";
import { ConfigError } from "./core/errors.ts";
import type { SettingsChain } from "./core/resolve-settings.ts";
import { type SearchServiceName, siteListFault } from "./core/search-service.ts";
import { emptyLayer } from "./core/settings.ts";

export interface DiscordConfig {
  readonly token: string;
  readonly applicationId: string;
  readonly apiUrl: string;
  /** Whether to ask for the privileged intent that messages which do not address the bot need. */
  readonly messageContent: boolean;
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

export interface Config {
  readonly role: "all" | "bot" | "worker";
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly discord: DiscordConfig | undefined;
  readonly slack: SlackConfig | undefined;
  /** Undefined: the built-in server answers. */
  readonly searchChat: { readonly baseUrl: string; readonly apiKey: string | undefined } | undefined;
  /** The model of the install scope. */
  readonly model: string;
  /** What the endpoint offers; the first is the install's default. */
  readonly searchServices: readonly [SearchServiceName, ...SearchServiceName[]];
  /** What holds for every workspace that says nothing else, and what none of them may change. */
  readonly install: SettingsChain["install"];
  readonly searchFallbacks: readonly SearchFallback[];
  readonly searchServer: SearchServerConfig;
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

/** Whether a server that listens there is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host) || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

const ENDPOINT_SERVICES = ["search1api", "tavily", "exa", "bocha"] as const satisfies readonly SearchServiceName[];

/** What is missing beside what is there; looked at even when single values are wrong, so that one start tells all. */
function crossFaults(given: GivenEnvironment): readonly string[] {
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
  return [...faults, ...searchServerFaults(given), ...fallbackFaults(given), ...settingsFaults(given)];
}

function fallbackFaults(given: GivenEnvironment): readonly string[] {
  const fallbacks = environmentSchema.shape.SEARCH_FALLBACKS.safeParse(given.SEARCH_FALLBACKS);
  const offered = offeredBy(given);
  if (!fallbacks.success || offered === undefined) return [];
  return (fallbacks.data ?? []).flatMap(({ service }, index) =>
    service === undefined || offered.includes(service)
      ? []
      : [`SEARCH_FALLBACKS: entry ${index + 1} names a search service that SEARCH_SERVICES does not offer`],
  );
}

/** What no workspace could search with. */
function settingsFaults(given: GivenEnvironment): readonly string[] {
  const defaults = environmentSchema.shape.SETTINGS_DEFAULTS.safeParse(given.SETTINGS_DEFAULTS);
  const offered = offeredBy(given);
  if (!defaults.success || offered === undefined) return [];
  const { searchService = offered[0] ?? "docs", includeSites = [], excludeSites = [] } = defaults.data ?? {};
  if (!offered.includes(searchService) && offered.length > 0)
    return ["SETTINGS_DEFAULTS: searchService is one that SEARCH_SERVICES does not offer"];
  const lists = { include: includeSites.length === 0 ? undefined : includeSites, exclude: excludeSites };
  return siteListFault(searchService, lists, offered) === undefined
    ? []
    : ["SETTINGS_DEFAULTS: its search service cannot keep to includeSites and excludeSites"];
}

/** Undefined: it is named wrongly, which is told elsewhere. */
function offeredBy(given: GivenEnvironment): readonly SearchServiceName[] | undefined {
  const services = environmentSchema.shape.SEARCH_SERVICES.safeParse(given.SEARCH_SERVICES);
  if (!services.success) return undefined;
  return services.data ?? (given.SEARCH_CHAT_BASE_URL === undefined ? servicesOf(given) : ENDPOINT_SERVICES);
}

function toConfig(env: Environment): Config {
  const builtIn = env.SEARCH_CHAT_BASE_URL === undefined;
  const [first, ...others] = env.SEARCH_SERVICES ?? (builtIn ? servicesOf(env) : ENDPOINT_SERVICES);
  return {
    role: env.FOOTNOTE_ROLE,
    redisUrl: env.REDIS_URL,
    dataDir: env.DATA_DIR,
    discord:
      env.DISCORD_TOKEN === undefined || env.DISCORD_APPLICATION_ID === undefined
        ? undefined
        : {
            token: env.DISCORD_TOKEN,
            applicationId: env.DISCORD_APPLICATION_ID,
            apiUrl: env.DISCORD_API_URL,
            messageContent: env.DISCORD_MESSAGE_CONTENT,
          },
    slack: toSlackConfig(env),
    searchChat:
      env.SEARCH_CHAT_BASE_URL === undefined
        ? undefined
        : { baseUrl: env.SEARCH_CHAT_BASE_URL, apiKey: env.SEARCH_CHAT_API_KEY },
    model: env.SEARCH_CHAT_MODEL ?? (builtIn ? (env.UPSTREAM_MODEL ?? "extractive") : "gpt-4o-mini"),
    searchServices: [first ?? "docs", ...others],
    install: {
      ...emptyLayer,
      ...env.SETTINGS_DEFAULTS,
      searchService: env.SETTINGS_DEFAULTS?.searchService ?? first ?? "docs",
      locked: env.SETTINGS_LOCKED ?? [],
    },
    searchFallbacks: env.SEARCH_FALLBACKS ?? [],
    searchServer: toSearchServerConfig(env),
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
