import { randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import {
  type ApiKey,
  type ApiKeyScope,
  type ApiKeys,
  apiKeyLimitSchema,
  apiKeyNameSchema,
  apiKeyScopes,
} from "../core/api-key.ts";
import { ConfigError, UserInputError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { hashKeySecret, newKeySecret } from "../search-chat/server/keys/key-secret.ts";
import { createApiKeys } from "../store/api-keys.ts";
import { connectRedis } from "../store/connect-redis.ts";
import { joinDataPath } from "../store/join-data-path.ts";

export const KEYS_USAGE = `Usage: npm run search-server -- keys …

  keys add NAME            make a key and print it once; --scope chat --scope search (both, if none is named),
                           --daily CALLS (a UTC day), --per-minute CALLS
  keys list                what each key may, and how often it was used today
  keys revoke NAME         from its next call on, the key is refused`;

export interface KeysCommand {
  /** What stands behind `keys`. */
  readonly args: readonly string[];
  readonly scopes: readonly string[] | undefined;
  readonly daily: string | undefined;
  readonly perMinute: string | undefined;
}

interface KeysDeps {
  readonly config: Config;
  readonly log: Logger;
  write(line: string): void;
}

/** Makes, lists or revokes API keys of the search-chat server. Throws AppError; then nothing was changed. */
export async function runKeysCommand(command: KeysCommand, { config, log, write }: KeysDeps): Promise<void> {
  const run = parseCommand(command);
  const data = await joinDataPath({ log }, { ...config, dataDir: config.searchServer.dataDir });
  try {
    if (data.kind === "in-process")
      throw new ConfigError("API keys have to be kept somewhere: install redis-server, or set REDIS_URL.");
    const connection = connectRedis({ url: data.url, log }, "store");
    try {
      for (const line of await run(createApiKeys({ connection }))) write(line);
    } finally {
      await connection.close();
    }
  } finally {
    await data.close();
  }
}

type Run = (keys: ApiKeys) => Promise<readonly string[]>;

function parseCommand({ args, scopes, daily, perMinute }: KeysCommand): Run {
  const [verb, name, ...more] = args;
  const hasRights = scopes !== undefined || daily !== undefined || perMinute !== undefined;
  if (verb !== "add" && hasRights) throw usage("--scope, --daily and --per-minute belong to keys add.");
  if (more.length > 0) throw usage(`“${more.join(" ")}” is too much.`);
  switch (verb) {
    case "add":
      return add({
        name: parse(apiKeyNameSchema, "NAME", name ?? ""),
        scopes: parseScopes(scopes),
        daily: daily === undefined ? undefined : parse(apiKeyLimitSchema, "--daily", daily),
        perMinute: perMinute === undefined ? undefined : parse(apiKeyLimitSchema, "--per-minute", perMinute),
      });
    case "list":
      if (name !== undefined) throw usage(`“${name}” is too much.`);
      return list;
    case "revoke":
      return revoke(parse(apiKeyNameSchema, "NAME", name ?? ""));
    default:
      throw usage(verb === undefined ? "Say what to do with the keys." : `There is no “keys ${verb}”.`);
  }
}

function add(rights: Pick<ApiKey, "name" | "scopes" | "daily" | "perMinute">): Run {
  return async (keys) => {
    const secret = newKeySecret(randomBytes);
    if (!(await keys.create({ ...rights, hash: hashKeySecret(secret) })))
      throw new UserInputError(`There is a key “${rights.name}” already: revoke it first, or choose another name.`);
    return [secret, `The key “${rights.name}” may: ${describe(rights)}. It is shown only now: keep it.`];
  };
}

const list: Run = async (keys) => {
  const all = await keys.list();
  if (all.length === 0) return ["There is no API key yet."];
  return all.map((key) => {
    const state = key.revokedAt === undefined ? "" : `; revoked ${dateOf(key.revokedAt)}`;
    return `${key.name} (${key.id}): ${describe(key)}; used today: ${key.callsToday}; made ${dateOf(key.createdAt)}${state}`;
  });
};

function revoke(name: string): Run {
  return async (keys) => {
    if (!(await keys.revoke(name)))
      throw new UserInputError(`There is no key “${name}” that is not revoked: see keys list.`);
    return [`The key “${name}” is revoked: its next call is refused.`];
  };
}

function describe({ scopes, daily, perMinute }: Pick<ApiKey, "scopes" | "daily" | "perMinute">): string {
  return [
    scopes.join(" and "),
    daily === undefined ? "any number of calls a day" : `${daily} calls a day`,
    perMinute === undefined ? "at any rate" : `${perMinute} a minute`,
  ].join(", ");
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function parseScopes(given: readonly string[] | undefined): readonly ApiKeyScope[] {
  if (given === undefined) return apiKeyScopes;
  const unknown = given.filter((scope) => !apiKeyScopes.some((known) => known === scope));
  if (unknown.length > 0)
    throw usage(`There is no scope “${unknown.join("”, “")}”; there is ${apiKeyScopes.join(", ")}.`);
  return apiKeyScopes.filter((scope) => given.includes(scope));
}

interface Parser<Value> {
  safeParse(
    text: string,
  ):
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: { readonly issues: readonly { readonly message: string }[] } };
}

function parse<Value>(schema: Parser<Value>, what: string, text: string): Value {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw usage(`${what} ${parsed.error.issues[0]?.message ?? "is not valid"}.`);
}

function usage(sentence: string): UserInputError {
  return new UserInputError(`${sentence}\n\n${KEYS_USAGE}`);
}
