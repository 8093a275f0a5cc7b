import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { environmentSchema } from "../../src/config/environment.ts";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/core/errors.ts";
import { emptyLayer } from "../../src/core/settings.ts";

const botToken = ["xoxb", "test"].join("-");
const appToken = ["xapp", "test"].join("-");
const discord = { DISCORD_TOKEN: "a token", DISCORD_APPLICATION_ID: "123456789012345678" };

function faultsOf(env: Readonly<Record<string, string>>): string {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error instanceof Error ? error.message : "";
  }
  return "";
}

describe("an empty environment", () => {
  it("starts everything in one process, without any platform, on the built-in server", () => {
    expect(loadConfig({})).toMatchObject({
      role: "all",
      redisUrl: undefined,
      dataDir: ".footnote",
      discord: undefined,
      slack: undefined,
      searchChat: undefined,
      searchServices: ["docs"],
      searchFallbacks: [],
      http: { host: "127.0.0.1", port: 3000 },
      logLevel: "info",
      shutdownTimeoutMs: 20_000,
      workerConcurrency: 50,
      digestGraceMs: 2 * 60 * 60_000,
    });
  });

  it("is the same as one whose variables are empty", () => {
    const empty = Object.fromEntries(Object.keys(environmentSchema.shape).map((name) => [name, " "]));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  it("gives a configuration that nothing can change", () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });
});

describe("what is set", () => {
  it("is read without the blanks around it", () => {
    expect(
      loadConfig({
        ...discord,
        DISCORD_APPLICATION_ID: " 123456789012345678 ",
        REDIS_URL: " redis://localhost:6379 ",
        PORT: " 0 ",
        SEARCH_SERVICES: " tavily , exa, ",
        SLACK_BOT_TOKEN: ` ${botToken} `,
        SLACK_SIGNING_SECRET: " s ",
        SLACK_CHANNEL_MANAGERS: "U1, U2",
        SEARCH_CHAT_BASE_URL: " https://api.302.ai/v1 ",
        UNKNOWN: "ignored",
      }),
    ).toMatchObject({
      discord: { token: "a token", applicationId: "123456789012345678", apiUrl: "https://discord.com/api" },
      redisUrl: "redis://localhost:6379",
      http: { port: 0 },
      searchServices: ["tavily", "exa"],
      slack: {
        botToken,
        apiUrl: "https://slack.com/api/",
        channelManagers: ["U1", "U2"],
        receive: { mode: "http", signingSecret: "s" },
      },
      searchChat: { baseUrl: "https://api.302.ai/v1", apiKey: undefined },
    });
  });

  it("on the command line wins", () => {
    const config = loadConfig({ FOOTNOTE_ROLE: "bot", REDIS_URL: "redis://a" }, { FOOTNOTE_ROLE: "worker" });
    expect(config.role).toBe("worker");
  });

  it("chooses Socket Mode by its token", () => {
    const { slack } = loadConfig({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken });
    expect(slack?.receive).toEqual({ mode: "socket", appToken });
  });

  it("chooses the services an endpoint offers, unless they are named", () => {
    expect(loadConfig({ SEARCH_CHAT_BASE_URL: "http://127.0.0.1:1/v1" }).searchServices[0]).toBe("search1api");
  });
});

describe("the fallbacks", () => {
  const fallbacksOf = (value: string) =>
    loadConfig({ SEARCH_CHAT_BASE_URL: "http://127.0.0.1:1/v1", SEARCH_FALLBACKS: value }).searchFallbacks;

  it("are a service, a model, or both", () => {
    expect(fallbacksOf("tavily, exa/deepseek-chat, /gpt-4o-mini")).toEqual([
      { service: "tavily", model: undefined },
      { service: "exa", model: "deepseek-chat" },
      { service: undefined, model: "gpt-4o-mini" },
    ]);
  });

  it("keep a model's own slashes and colons, and no blanks", () => {
    expect(fallbacksOf(" exa / vendor/model:free ,")).toEqual([{ service: "exa", model: "vendor/model:free" }]);
  });

  it("may name what SEARCH_SERVICES offers", () => {
    expect(
      loadConfig({ EXA_API_KEY: "k", SEARCH_SERVICES: "exa", SEARCH_FALLBACKS: "exa" }).searchFallbacks,
    ).toHaveLength(1);
  });

  it.each([
    [{ SEARCH_FALLBACKS: "," }, "names no fallback; leave it out instead"],
    [{ SEARCH_FALLBACKS: "/a,google" }, "entry 2 names no search service (search1api, tavily, exa, bocha, docs)"],
    [{ SEARCH_FALLBACKS: "docs/" }, "entry 1 has a slash and no model behind it"],
    [{ SEARCH_FALLBACKS: "/a, / " }, "entry 2 has a slash and no model behind it"],
    [{ SEARCH_FALLBACKS: "/a,/b,/c,/d,/e,/f" }, "names 6 fallbacks; 5 are the most"],
    [{ SEARCH_FALLBACKS: "tavily" }, "entry 1 names a search service that SEARCH_SERVICES does not offer"],
    [
      { SEARCH_FALLBACKS: "/a,exa", SEARCH_SERVICES: "tavily", TAVILY_API_KEY: "k" },
      "entry 2 names a search service that SEARCH_SERVICES does not offer",
    ],
    [
      { SEARCH_FALLBACKS: "docs", SEARCH_CHAT_BASE_URL: "http://127.0.0.1:1/v1" },
      "entry 1 names a search service that SEARCH_SERVICES does not offer",
    ],
  ])("that cannot be used (%j) are told in one sentence each", (env, sentence) => {
    expect(faultsOf(env)).toBe(`The configuration has a fault:\n  SEARCH_FALLBACKS: ${sentence}`);
  });
});

describe("what the environment says of settings", () => {
  const installOf = (env: Readonly<Record<string, string>>) =>
    loadConfig({ EXA_API_KEY: "k", TAVILY_API_KEY: "k", ...env }).install;

  it("is the layer that every workspace stands on", () => {
    const defaults = {
      answerLength: "short",
      retentionDays: 7,
      streaming: false,
      answerMode: ["reasoning"],
      excludeSites: ["https://Ads.example.com/x", "ads.example.com"],
    };
    expect(
      installOf({ SETTINGS_DEFAULTS: JSON.stringify(defaults), SETTINGS_LOCKED: " retentionDays, searchService," }),
    ).toEqual({
      ...emptyLayer,
      ...defaults,
      excludeSites: ["ads.example.com"],
      searchService: "tavily",
      locked: ["searchService", "retentionDays"],
    });
    expect(installOf({})).toEqual({ ...emptyLayer, searchService: "tavily" });
    expect(installOf({ SETTINGS_DEFAULTS: '{"searchService":"exa"}' }).searchService).toBe("exa");
  });

  it.each([
    [{ SETTINGS_DEFAULTS: "short" }, "SETTINGS_DEFAULTS: is not a JSON object of settings"],
    [{ SETTINGS_DEFAULTS: "[]" }, "SETTINGS_DEFAULTS: is not a JSON object of settings"],
    [{ SETTINGS_DEFAULTS: '{"length":"short"}' }, "SETTINGS_DEFAULTS: entry 1 names no setting (includeSites,"],
    [{ SETTINGS_DEFAULTS: '{"__proto__":1}' }, "SETTINGS_DEFAULTS: entry 1 names no setting"],
    [{ SETTINGS_DEFAULTS: '{"answerLength":"huge"}' }, "SETTINGS_DEFAULTS: answerLength does not take this value"],
    [{ SETTINGS_DEFAULTS: '{"retentionDays":400}' }, "SETTINGS_DEFAULTS: retentionDays does not take this value"],
    [{ SETTINGS_DEFAULTS: '{"timeZone":"Mars/Base"}' }, "SETTINGS_DEFAULTS: timeZone does not take this value"],
    [{ SETTINGS_DEFAULTS: '{"includeSites":["a.org","com"]}' }, "includeSites has as entry 2 what is not a host"],
    [{ SETTINGS_DEFAULTS: '{"includeSites":["@research"]}' }, "includeSites has as entry 1 what is not a host"],
    [{ SETTINGS_DEFAULTS: '{"includeSites":["a.org"],"excludeSites":["A.org"]}' }, "a site that excludeSites has, too"],
    [{ SETTINGS_DEFAULTS: '{"searchService":"tavily"}' }, "searchService is one that SEARCH_SERVICES does not offer"],
    [
      { BOCHA_API_KEY: "k", SETTINGS_DEFAULTS: '{"searchService":"bocha","includeSites":["a.org"]}' },
      "SETTINGS_DEFAULTS: its search service cannot keep to includeSites",
    ],
    [{ SETTINGS_LOCKED: "model,everything" }, "SETTINGS_LOCKED: entry 2 names no setting (includeSites,"],
  ])("that cannot hold (%j) is told in a sentence", (env, sentence) => {
    expect(faultsOf({ EXA_API_KEY: "k", ...env })).toContain(sentence);
  });

  it("is told with every fault at once", () => {
    const defaults = { answerLength: "huge", retentionDays: "7", nothing: 1, excludeSites: ["com"] };
    const message = faultsOf({ SETTINGS_DEFAULTS: JSON.stringify(defaults), SETTINGS_LOCKED: "x,y" });
    expect(message).toContain("6 faults");
    expect(message).not.toContain("huge");
  });
});

describe("every variable", () => {
  const names = Object.keys(environmentSchema.shape).sort();
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

  it("is in .env.example, once, and nothing else is", () => {
    expect([...read(".env.example").matchAll(/^#?([A-Z][A-Z0-9_]*)=/gmu)].map(([, name]) => name).sort()).toEqual(
      names,
    );
  });

  it("has its place in the README's table, and nothing else has", () => {
    const [, fromThere = ""] = read("README.md").split("\n## Configuration\n");
    const [section = ""] = fromThere.split("\n## ");
    const firstCells = [...section.matchAll(/^\|([^|]*)\|/gmu)].map(([, cell]) => cell ?? "");
    const listed = firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, name]) => name));
    expect(listed.sort()).toEqual(names);
  });
});

describe("a fault", () => {
  it.each([
    ["REDIS_URL", "localhost:6379"],
    ["REDIS_URL", "http://localhost"],
    ["DISCORD_APPLICATION_ID", "my-bot"],
    ["DISCORD_API_URL", "localhost:8080"],
    ["SLACK_API_URL", "slack.com"],
    ["SLACK_BOT_TOKEN", appToken],
    ["SLACK_APP_TOKEN", botToken],
    ["SEARCH_CHAT_BASE_URL", "api.302.ai/v1"],
    ["SEARCH_CHAT_BASE_URL", "localhost:3000"],
    ["SEARCH_SERVICES", "tavily,google"],
    ["SEARCH_SERVICES", ","],
    ["SEARCH_FALLBACKS", "google"],
    ["PORT", "70000"],
    ["PORT", "http"],
    ["PORT", "3000.5"],
    ["LOG_LEVEL", "loud"],
    ["FOOTNOTE_ROLE", "boss"],
    ["SHUTDOWN_TIMEOUT_MS", "5"],
    ["WORKER_CONCURRENCY", "0"],
    ["DIGEST_GRACE_MINUTES", "0"],
    ["DIGEST_GRACE_MINUTES", "1441"],
    ["DIGEST_GRACE_MINUTES", "2h"],
  ])("in %s (%j) is told by its name", (name, value) => {
    expect(faultsOf({ [name]: value })).toContain(`${name}`);
  });

  it.each([
    [{ DISCORD_TOKEN: "x" }, "DISCORD_APPLICATION_ID: is needed"],
    [{ SLACK_BOT_TOKEN: botToken }, "SLACK_BOT_TOKEN: needs exactly one"],
    [
      { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: "s" },
      "SLACK_BOT_TOKEN: needs exactly one",
    ],
    [{ FOOTNOTE_ROLE: "worker" }, "REDIS_URL: is needed with the role worker"],
    [{ FOOTNOTE_ROLE: "bot" }, "REDIS_URL: is needed with the role bot"],
  ])("between %j is told with what to do", (env, sentence) => {
    expect(faultsOf(env)).toContain(`The configuration has a fault:\n  ${sentence}`);
  });

  it("never comes alone when there are more", () => {
    const message = faultsOf({
      PORT: "http",
      LOG_LEVEL: "loud",
      DISCORD_TOKEN: "x",
      SLACK_BOT_TOKEN: botToken,
      FOOTNOTE_ROLE: "worker",
    });
    expect(message).toContain("5 faults");
    for (const name of ["PORT", "LOG_LEVEL", "DISCORD_APPLICATION_ID", "SLACK_BOT_TOKEN", "REDIS_URL"])
      expect(message).toContain(`\n  ${name}: `);
  });

  it("is told without the value, which may be a secret", () => {
    const secret = "a-secret-in-the-wrong-place";
    const everywhere = Object.fromEntries(Object.keys(environmentSchema.shape).map((name) => [name, secret]));
    expect(faultsOf(everywhere)).not.toContain(secret);
  });
});
