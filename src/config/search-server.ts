import { join } from "node:path";
import type { SearchServiceName } from "../core/search-service.ts";
import { type Environment, environmentSchema, type GivenEnvironment } from "./environment.ts";

/** An OpenAI-compatible server, and which of its models to use where a call names none. */
export interface UpstreamConfig {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  /** Undefined: `model`. */
  readonly thinkingModel: string | undefined;
  /** Undefined: `model`. */
  readonly ocrModel: string | undefined;
}

export type VendorName = Exclude<SearchServiceName, "docs">;

export interface VendorConfig {
  readonly apiKey: string;
  /** Replaces the vendor's own address. */
  readonly baseUrl: string | undefined;
}

/** Our own search-chat server, whether it runs alone or inside the bot's process. */
export interface SearchServerConfig {
  /** Where it listens when it runs alone. */
  readonly http: { readonly host: string; readonly port: number };
  /** Where a private Redis keeps the API keys and what is remembered, beside that of the bot. */
  readonly dataDir: string;
  /** A key with every right, beside those that `keys add` makes. */
  readonly apiKey: string | undefined;
  /** Undefined: it answers with passages of what it finds. */
  readonly upstream: UpstreamConfig | undefined;
  /** Those of `services` that are not ours. */
  readonly vendors: Readonly<Partial<Record<VendorName, VendorConfig>>>;
  /** The search services it offers, the default first. */
  readonly services: readonly [SearchServiceName, ...SearchServiceName[]];
  /** Neither: the documents of the packages, where no vendor can be asked. */
  readonly docs: { readonly dir: string | undefined; readonly sitemaps: readonly string[] };
}

/** In the order in which they become the default; the first is the contract's own. */
const vendorVariables = {
  search1api: { apiKey: "SEARCH1API_API_KEY", apiUrl: "SEARCH1API_API_URL" },
  tavily: { apiKey: "TAVILY_API_KEY", apiUrl: "TAVILY_API_URL" },
  exa: { apiKey: "EXA_API_KEY", apiUrl: "EXA_API_URL" },
  bocha: { apiKey: "BOCHA_API_KEY", apiUrl: "BOCHA_API_URL" },
} as const satisfies Record<VendorName, { readonly apiKey: keyof Environment; readonly apiUrl: keyof Environment }>;

const vendorNames = Object.keys(vendorVariables) as VendorName[];

/** Only of use with an upstream server. */
const UPSTREAM_DETAILS = [
  "UPSTREAM_API_KEY",
  "UPSTREAM_MODEL",
  "UPSTREAM_THINKING_MODEL",
  "UPSTREAM_OCR_MODEL",
] as const;

/** What our own server can search, by the keys and documents there are; the default first. */
export function servicesOf(
  given: Readonly<Partial<Record<keyof Environment, unknown>>>,
): readonly [SearchServiceName, ...SearchServiceName[]] {
  const keyed = vendorNames.filter((name) => given[vendorVariables[name].apiKey] !== undefined);
  const hasDocs = given.DOCS_DIR !== undefined || given.DOCS_SITEMAPS !== undefined;
  const [first, ...others] = keyed;
  return first === undefined ? ["docs"] : [first, ...others, ...(hasDocs ? (["docs"] as const) : [])];
}

/** What does not fit together, a sentence each. */
export function searchServerFaults(given: GivenEnvironment): readonly string[] {
  const faults: string[] = [];
  if (given.UPSTREAM_BASE_URL === undefined) {
    for (const name of UPSTREAM_DETAILS)
      if (given[name] !== undefined) faults.push(`${name}: is of no use without UPSTREAM_BASE_URL`);
  } else if (given.UPSTREAM_MODEL === undefined) {
    faults.push("UPSTREAM_MODEL: is needed with UPSTREAM_BASE_URL; it is asked where a call names no model");
  }
  for (const { apiKey, apiUrl } of Object.values(vendorVariables))
    if (given[apiUrl] !== undefined && given[apiKey] === undefined)
      faults.push(`${apiUrl}: is of no use without ${apiKey}`);
  const named = environmentSchema.shape.SEARCH_SERVICES.safeParse(given.SEARCH_SERVICES);
  if (given.SEARCH_CHAT_BASE_URL === undefined && named.success) {
    const there = servicesOf(given);
    for (const name of named.data ?? [])
      if (!there.includes(name))
        faults.push(
          `SEARCH_SERVICES: names ${name}, which the built-in server cannot ask without ${name === "docs" ? "DOCS_DIR or DOCS_SITEMAPS" : vendorVariables[name].apiKey}`,
        );
  }
  return faults;
}

export function toSearchServerConfig(env: Environment): SearchServerConfig {
  const [first, ...others] = (env.SEARCH_CHAT_BASE_URL === undefined ? env.SEARCH_SERVICES : undefined) ?? [];
  const services: SearchServerConfig["services"] = first === undefined ? servicesOf(env) : [first, ...others];
  return {
    http: { host: env.SEARCH_SERVER_HOST, port: env.SEARCH_SERVER_PORT },
    dataDir: join(env.DATA_DIR, "search-server"),
    apiKey: env.SEARCH_CHAT_API_KEY,
    upstream:
      env.UPSTREAM_BASE_URL === undefined || env.UPSTREAM_MODEL === undefined
        ? undefined
        : {
            baseUrl: env.UPSTREAM_BASE_URL,
            apiKey: env.UPSTREAM_API_KEY,
            model: env.UPSTREAM_MODEL,
            thinkingModel: env.UPSTREAM_THINKING_MODEL,
            ocrModel: env.UPSTREAM_OCR_MODEL,
          },
    vendors: Object.fromEntries(
      vendorNames.flatMap((name) => {
        const apiKey = env[vendorVariables[name].apiKey];
        const isOffered = apiKey !== undefined && services.includes(name);
        return isOffered ? [[name, { apiKey, baseUrl: env[vendorVariables[name].apiUrl] }]] : [];
      }),
    ),
    services,
    docs: { dir: env.DOCS_DIR, sitemaps: env.DOCS_SITEMAPS ?? [] },
  };
}
