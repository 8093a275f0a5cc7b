import { randomBytes, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { type Endpoint, type EndpointDeps, openEndpoint } from "../../../src/endpoint.ts";
import { hashKeySecret, newKeySecret } from "../../../src/search-chat/server/keys/key-secret.ts";
import { createApiKeys } from "../../../src/store/api-keys.ts";
import { collect, textOf } from "../../contracts/answer-provider.ts";
import { question } from "../../fakes/fake-search-chat-client.ts";
import { startFakeUpstream } from "../../fakes/fake-upstream.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { startFakeTavily } from "../../fakes/search-services/fake-tavily.ts";
import { vendorKey } from "../../fakes/search-services/fake-vendor.ts";
import { connections } from "../store/redis-places.ts";
import { bodyOf, listen } from "./server-site.ts";

const DOCS_DIR = fileURLToPath(new URL("../../fixtures/docs", import.meta.url));
const context = { signal: new AbortController().signal };

describe("the server inside the bot's process", () => {
  let endpoint: Endpoint;
  let site: Awaited<ReturnType<typeof listen>>;
  const closers: (() => Promise<void>)[] = [];
  beforeEach(() => {
    closers.length = 0;
  });
  afterEach(async () => {
    for (const close of closers.toReversed()) await close();
  });

  async function open(env: Readonly<Record<string, string>>, deps: Partial<EndpointDeps> = {}): Promise<void> {
    endpoint = await openEndpoint(
      { clock: systemClock, log: createMemoryLog(), ...deps },
      loadConfig({ DOCS_DIR, ...env }),
    );
    closers.push(() => endpoint.close());
    site = await listen(endpoint.listener);
    closers.push(() => site.close());
  }

  const statusOf = async (key?: string) => {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return (await site.complete(bodyOf("How is green tea brewed?"), { headers })).status;
  };
  const botAsks = async (service: "docs" | "tavily" = "docs") =>
    textOf(await collect(endpoint.provider.answer(question("How is green tea brewed?", { service }), context)));

  it("is open on loopback, and says what it offers", async () => {
    await open({});
    expect(await statusOf()).toBe(200);
    expect(await botAsks()).toContain("[1]");
    expect(endpoint.describe).toEqual([
      "Answers come from the built-in server.",
      "No language model (UPSTREAM_BASE_URL): the model extractive quotes what is found.",
      "Search services: docs (3 sites).",
    ]);
  });

  it.each([{ HOST: "0.0.0.0" }, { HOST: "0.0.0.0", WEB_HOSTS: "chat.example.org" }])(
    "answers nobody but the bot where others can reach it and there is no key (%j)",
    async (env) => {
      await open(env);
      expect(await statusOf()).toBe(401);
      expect(await statusOf("built-in")).toBe(401);
      expect(await botAsks()).toContain("[1]");
    },
  );

  it.each([{ HOST: "0.0.0.0" }, {}])("answers the configured key and the bot, once there is one (%j)", async (env) => {
    await open({ SEARCH_CHAT_API_KEY: "test-key", ...env });
    expect(await statusOf()).toBe(401);
    expect(await statusOf("test-key")).toBe(200);
    expect(await botAsks()).toContain("[1]");
  });

  it("answers the API keys of a shared Redis, and the bot without a limit", async () => {
    const connected = connections(inject("redisUrl"));
    closers.push(() => connected.close());
    const keys = createApiKeys({ connection: connected.open() });
    const secret = newKeySecret(randomBytes);
    const rights = { name: `key-${randomUUID()}`, scopes: ["chat"], daily: 1, perMinute: undefined } as const;
    await keys.create({ ...rights, hash: hashKeySecret(secret) });
    await open({}, { keys });
    expect([await statusOf(), await statusOf(secret), await statusOf(secret)]).toEqual([401, 200, 429]);
    expect(await botAsks()).toContain("[1]");
  });

  it("answers with the upstream's model from the search service that there is a key for", async () => {
    const upstream = await startFakeUpstream({ apiKey: "test-key" });
    const tavily = await startFakeTavily();
    closers.push(
      () => upstream.close(),
      () => tavily.close(),
    );
    upstream.answer({ text: "Rocky planets are studied [1]." });
    await open({
      UPSTREAM_BASE_URL: upstream.url,
      UPSTREAM_API_KEY: "test-key",
      UPSTREAM_MODEL: "tiny",
      TAVILY_API_KEY: vendorKey,
      TAVILY_API_URL: tavily.url,
      SEARCH_SERVICES: "tavily",
    });
    const answer = await botAsks("tavily");
    expect(answer).toContain("Rocky planets are studied [1].");
    expect(tavily.requests).toHaveLength(1);
    expect(upstream.requests.every(({ body }) => body.model === "tiny")).toBe(true);
    expect(endpoint.describe.slice(1)).toEqual([
      `Models are those of ${new URL(upstream.url).host}; tiny is the default.`,
      "Search services: tavily.",
    ]);
    const models = await (await fetch(`${site.url}/models`)).json();
    expect(models).toMatchObject({ data: [{ id: "extractive" }, { id: "tiny" }] });
  });
});
