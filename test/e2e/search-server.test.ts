import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createSearchChatProvider } from "../../src/search-chat/provider.ts";
import { collect, textOf } from "../contracts/answer-provider.ts";
import { question } from "../fakes/fake-search-chat-client.ts";
import { type FakeUpstream, startFakeUpstream } from "../fakes/fake-upstream.ts";
import { createMemoryLog } from "../fakes/memory-log.ts";
import { type Install, openInstall } from "./search-server-process.ts";

const DOCS_DIR = fileURLToPath(new URL("../fixtures/docs", import.meta.url));
const STARTS_WITHIN = { timeout: 60_000 };
const ask = (text: string, fields: object = {}) => ({
  model: "extractive",
  messages: [{ role: "user", content: text }],
  ...fields,
});

describe("npm run search-server", STARTS_WITHIN, () => {
  let install: Install;
  beforeEach(async () => {
    install = await openInstall({ DOCS_DIR });
  });
  afterEach(() => install.close(), 30_000);

  it("answers the bot's own client from documents, with citations, and says where it is and what it offers", async () => {
    const server = await install.start();
    expect(server.lines).toEqual([
      `The search-chat server is ready: ${server.url}/v1`,
      "No language model (UPSTREAM_BASE_URL): the model extractive quotes what is found.",
      "Search services: docs (3 sites).",
      "Calls from this machine need no key.",
    ]);
    const provider = createSearchChatProvider(
      { log: createMemoryLog() },
      { baseUrl: `${server.url}/v1`, apiKey: undefined, defaultModel: "extractive" },
    );
    const request = question("How is green tea brewed?", { service: "docs" });
    const events = await collect(provider.answer(request, { signal: AbortSignal.timeout(20_000) }));
    expect(textOf(events)).toContain("[1]");
    expect(events).toContainEqual(
      expect.objectContaining({
        type: "citations",
        citations: expect.arrayContaining([
          expect.objectContaining({ url: expect.stringContaining("https://tea.example.net/") }),
        ]),
      }),
    );
    expect((await server.get("/livez")).status).toBe(200);
    expect((await server.get("/readyz")).status).toBe(200);
    expect((await server.stop("SIGINT")).code).toBe(0);
  });

  it("keeps keys in a Redis of its own, takes new ones while it runs, and refuses revoked ones at once", async () => {
    const first = await install.addKey("first", "--scope", "chat");
    const server = await install.start();
    expect(server.lines).toContain("Calls need a key: 1 API key.");
    expect((await server.chat(ask("tea"))).status).toBe(401);
    expect((await server.chat(ask("tea"), first)).status).toBe(200);
    const second = await install.addKey("second", "--scope", "search");
    expect((await server.chat(ask("tea"), second)).status).toBe(403);
    expect((await server.get("/v1/models", second)).status).toBe(200);
    expect((await install.run(["keys", "revoke", "first"])).code).toBe(0);
    expect((await server.chat(ask("tea"), first)).status).toBe(401);
    await server.stop();
    const { stdout } = await install.run(["keys", "list"]);
    expect(stdout).toMatch(/^first \(\w{12}\): chat, .* used today: 1; .*; revoked \d{4}-\d\d-\d\d$/mu);
    expect(stdout).toMatch(/^second \(\w{12}\): search, .* used today: 0; made \d{4}-\d\d-\d\d$/mu);
    expect(stdout).not.toContain(first);
  });

  it("lets an answer that runs come to its end when it is told to stop", async () => {
    const upstream = await startFakeUpstream();
    upstream.answer({ text: Array.from({ length: 20 }, (_, index) => `word${index} `), everyMs: 50 });
    const server = await install.start({ UPSTREAM_BASE_URL: upstream.url, UPSTREAM_MODEL: "tiny" });
    const response = await server.chat(ask("hello", { model: "tiny", stream: true }));
    const ended = server.stop();
    const text = await response.text();
    expect(text).toContain("word19");
    expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
    expect((await ended).code).toBe(0);
    await upstream.close();
  });
});

describe("two search-chat servers on one Redis", STARTS_WITHIN, () => {
  it("share the limit of a key's day", async () => {
    const install = await openInstall({ DOCS_DIR, REDIS_URL: inject("redisUrl") });
    const name = `shared-${randomUUID()}`;
    const key = await install.addKey(name, "--daily", "12");
    const servers = await Promise.all([install.start(), install.start()]);
    const replies = await Promise.all(
      servers.flatMap((server) => Array.from({ length: 10 }, async () => server.chat(ask("tea"), key))),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(12);
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(8);
    expect(await refused[0]?.json()).toMatchObject({ error: { err_code: -10007 } });
    const untilMidnight = 86_400 - ((Date.now() / 1_000) % 86_400);
    expect(Math.abs(Number(refused[0]?.headers.get("retry-after")) - untilMidnight)).toBeLessThan(60);
    await install.run(["keys", "revoke", name]);
    await install.close();
  });
});

describe("what an upstream model has learnt of a person", STARTS_WITHIN, () => {
  let upstream: FakeUpstream;
  let install: Install;
  beforeEach(async () => {
    upstream = await startFakeUpstream();
    upstream.answer(({ messages }) =>
      JSON.stringify(messages[0]).includes("profile") ? { text: "Ada likes green tea." } : { text: "Very well." },
    );
    install = await openInstall({ UPSTREAM_BASE_URL: upstream.url, UPSTREAM_MODEL: "tiny", DOCS_DIR });
  });
  afterEach(async () => {
    await install.close();
    await upstream.close();
  }, 30_000);

  it("is in the next conversation of the same person and key, over a restart, and in nobody else's", async () => {
    const key = await install.addKey("a");
    const other = await install.addKey("b");
    const userid = randomUUID();
    const first = await install.start();
    await (await first.chat(ask("I am Ada.", { model: "tiny", userid }), key)).text();
    await expect.poll(() => upstream.requests.length, { timeout: 10_000 }).toBe(2);
    await first.stop();
    const server = await install.start();
    const systemOf = async (by: string, who: string) => {
      await (await server.chat(ask("Hello again", { model: "tiny", userid: who }), by)).text();
      const request = upstream.requests.findLast(({ body }) => JSON.stringify(body).includes("Hello again"));
      return JSON.stringify(request?.body.messages.filter(({ role }) => role !== "user"));
    };
    expect(await systemOf(key, userid)).toContain("Ada likes green tea.");
    expect(await systemOf(other, userid)).not.toContain("Ada");
    expect((await server.forget(userid, other)).status).toBe(204);
    expect(await systemOf(key, userid)).toContain("Ada likes green tea.");
    expect((await server.forget(userid, key)).status).toBe(204);
    expect((await server.forget("ada", key)).status).toBe(400);
    expect((await server.forget(userid)).status).toBe(401);
    expect(await systemOf(key, userid)).not.toContain("Ada");
    expect(await systemOf(key, randomUUID())).not.toContain("Ada");
  });
});

describe("a search-chat server that cannot start", STARTS_WITHIN, () => {
  let install: Install;
  beforeEach(async () => {
    install = await openInstall({ DOCS_DIR });
  });
  afterEach(() => install.close(), 30_000);

  it("says that others could reach it without a key, and starts once there is one", async () => {
    const { code, stderr } = await install.run([], { SEARCH_SERVER_HOST: "0.0.0.0" });
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      "SEARCH_SERVER_HOST is 0.0.0.0, which others can reach, and there is no key: make one with “npm run search-server -- keys add NAME”, or set SEARCH_CHAT_API_KEY.",
    );
    const key = await install.addKey("a");
    const server = await install.start({ SEARCH_SERVER_HOST: "0.0.0.0" });
    expect((await server.chat(ask("tea"))).status).toBe(401);
    expect((await server.chat(ask("tea"), key)).status).toBe(200);
    await server.stop();
    await install.run(["keys", "revoke", "a"]);
    expect((await install.run([], { SEARCH_SERVER_HOST: "0.0.0.0" })).code).toBe(1);
  });

  it("makes no key where it could not be kept", async () => {
    const { code, stdout, stderr } = await install.run(["keys", "add", "a"], { PATH: "/nonexistent" });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.trim()).toBe("API keys have to be kept somewhere: install redis-server, or set REDIS_URL.");
  });

  it("names its own variable where the port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await install.run([], { SEARCH_SERVER_PORT: String(port) });
    taken.close();
    expect([code, stderr.trim()]).toEqual([
      1,
      `Port ${port} is already in use. Stop the other program or set SEARCH_SERVER_PORT to another number.`,
    ]);
  });

  it("tells a command that cannot be understood so", async () => {
    const { code, stderr, stdout } = await install.run(["serve"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.startsWith("There is no “search-server serve”.")).toBe(true);
  });
});
