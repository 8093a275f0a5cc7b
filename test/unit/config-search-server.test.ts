import { describe, expect, it } from "vitest";
import { isLoopback, loadConfig } from "../../src/config.ts";

const serverOf = (env: Readonly<Record<string, string>>) => loadConfig(env).searchServer;

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    return (error instanceof Error ? error.message : "").split("\n").slice(1);
  }
  return [];
}

const upstream = { UPSTREAM_BASE_URL: "http://127.0.0.1:11434/v1", UPSTREAM_MODEL: "tiny" };

describe("our own search-chat server", () => {
  it("listens on loopback, quotes documents and asks nobody, unless it is told to", () => {
    expect(serverOf({})).toEqual({
      http: { host: "127.0.0.1", port: 3100 },
      dataDir: ".footnote/search-server",
      apiKey: undefined,
      upstream: undefined,
      vendors: {},
      services: ["docs"],
      docs: { dir: undefined, sitemaps: [] },
    });
  });

  it("asks the upstream that is named, which then is the bot's default model too", () => {
    expect(serverOf({ ...upstream, UPSTREAM_API_KEY: "test-key" }).upstream).toEqual({
      baseUrl: "http://127.0.0.1:11434/v1",
      apiKey: "test-key",
      model: "tiny",
      thinkingModel: undefined,
      ocrModel: undefined,
    });
    expect(loadConfig(upstream).model).toBe("tiny");
    expect(loadConfig({ ...upstream, SEARCH_CHAT_MODEL: "other" }).model).toBe("other");
    expect(loadConfig({ ...upstream, SEARCH_CHAT_BASE_URL: "https://api.302.ai/v1" }).model).toBe("gpt-4o-mini");
  });

  it.each([
    [{ BOCHA_API_KEY: "k", SEARCH1API_API_KEY: "k" }, ["search1api", "bocha"]],
    [{ EXA_API_KEY: "k", TAVILY_API_KEY: "k" }, ["tavily", "exa"]],
    [{ EXA_API_KEY: "k", DOCS_DIR: "docs" }, ["exa", "docs"]],
    [{ DOCS_SITEMAPS: "https://docs.example.org/sitemap.xml" }, ["docs"]],
    [{ EXA_API_KEY: "k", TAVILY_API_KEY: "k", SEARCH_SERVICES: "exa" }, ["exa"]],
    [{ EXA_API_KEY: "k", DOCS_DIR: "docs", SEARCH_SERVICES: "docs,exa" }, ["docs", "exa"]],
  ])("offers what there are keys and documents for, the default first (%j)", (env, services) => {
    const config = loadConfig(env);
    expect(config.searchServer.services).toEqual(services);
    expect(config.searchServices).toEqual(services);
    const vendors = services.filter((name) => name !== "docs").sort();
    expect(Object.keys(config.searchServer.vendors).sort()).toEqual(vendors);
  });

  it("goes by its own keys where SEARCH_SERVICES speaks of another endpoint", () => {
    const config = loadConfig({
      SEARCH_CHAT_BASE_URL: "http://127.0.0.1:3100/v1",
      SEARCH_SERVICES: "bocha",
      EXA_API_KEY: "test-key",
      EXA_API_URL: "http://127.0.0.1:1",
    });
    expect(config.searchServices).toEqual(["bocha"]);
    expect(config.searchServer.services).toEqual(["exa"]);
    expect(config.searchServer.vendors).toEqual({ exa: { apiKey: "test-key", baseUrl: "http://127.0.0.1:1" } });
  });

  it("tells all that does not fit together at once", () => {
    expect(
      faultsOf({
        UPSTREAM_MODEL: "tiny",
        UPSTREAM_OCR_MODEL: "tiny",
        TAVILY_API_URL: "http://127.0.0.1:1",
        EXA_API_KEY: "a key",
        SEARCH_SERVICES: "exa,bocha,docs",
        SEARCH_SERVER_PORT: "70000",
        DOCS_SITEMAPS: "sitemap.xml",
      }),
    ).toEqual([
      "  EXA_API_KEY: must be printable ASCII without blanks, as a key that is sent in a header is",
      "  DOCS_SITEMAPS.0: must be an http:// or https:// URL",
      "  SEARCH_SERVER_PORT: Too big: expected number to be <=65535",
      "  UPSTREAM_MODEL: is of no use without UPSTREAM_BASE_URL",
      "  UPSTREAM_OCR_MODEL: is of no use without UPSTREAM_BASE_URL",
      "  TAVILY_API_URL: is of no use without TAVILY_API_KEY",
      "  SEARCH_SERVICES: names bocha, which the built-in server cannot ask without BOCHA_API_KEY",
    ]);
  });

  it.each([
    [{ UPSTREAM_BASE_URL: "http://127.0.0.1:1/v1" }, "UPSTREAM_MODEL: is needed with UPSTREAM_BASE_URL"],
    [{ ...upstream, UPSTREAM_BASE_URL: "localhost:11434" }, "UPSTREAM_BASE_URL: must be an http:// or https:// URL"],
    [
      { TAVILY_API_KEY: "k", SEARCH_SERVICES: "docs" },
      "SEARCH_SERVICES: names docs, which the built-in server cannot ask without DOCS_DIR or DOCS_SITEMAPS",
    ],
  ])("refuses %j in a sentence", (env, sentence) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.trim().startsWith(sentence)).toBe(true);
  });
});

describe("loopback", () => {
  it.each(["127.0.0.1", "127.8.8.8", "localhost", "::1"])("is %s", (host) => expect(isLoopback(host)).toBe(true));
  it.each(["0.0.0.0", "::", "192.168.0.1", "example.org", "127.0.0.1.example.org"])("is not %s", (host) =>
    expect(isLoopback(host)).toBe(false),
  );
});
