import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { emptyLayer, type SettingsLayer } from "../../src/core/settings.ts";
import type { RedisConnection } from "../../src/store/connect-redis.ts";
import { startInProcessRedis } from "../../src/store/in-process-redis.ts";
import { createSettingsStore } from "../../src/store/settings-store.ts";
import { createMemoryLog } from "../fakes/memory-log.ts";
import type { Delivery } from "../fakes/slack/deliveries.ts";
import { ADMIN, ASKER, GENERAL } from "../fakes/slack/fake-slack.ts";
import { connections } from "../integration/store/redis-places.ts";
import { type RunningApp, startApp } from "./start-app.ts";

const WITHIN = { timeout: 8_000, interval: 20 };
const ANSWER = {
  text: ["Retries use **backoff** [1], and some say otherwise [2]."],
  citations: ["https://docs.bullmq.io/guide/retrying", "https://evil.example/post"],
};

describe("a setting of a channel", () => {
  let redis: Awaited<ReturnType<typeof startInProcessRedis>>;
  let connected: ReturnType<typeof connections>;
  let connection: RedisConnection;
  let app: RunningApp;
  beforeAll(async () => {
    redis = await startInProcessRedis();
    connected = connections(redis.url);
    connection = connected.open();
    app = await startApp({ slack: "socket", env: { REDIS_URL: redis.url, SEARCH_CHAT_MODEL: "default-model" } });
    app.endpoint.answer(ANSWER);
    // Slack's groups are asked for once in a while.
    app.slack.world.userGroups.push({ id: "S0EXPERTS", handle: "experts", name: "Experts", users: [ASKER] });
  });
  afterEach(() => set({}));
  afterAll(async () => {
    await app.close();
    await connected.close();
    await redis.close();
  });

  /** Nothing of the channel is said but this. */
  async function set(layer: Partial<SettingsLayer>): Promise<void> {
    const store = createSettingsStore({ connection, log: createMemoryLog() });
    const channel = { platform: "slack", workspaceId: app.slack.teamId, channelId: GENERAL } as const;
    await store.update(
      { channel, scope: "channel" },
      {
        by: { id: ADMIN },
        at: 0,
        change: ({ revision }) => ({ ...emptyLayer, ...layer, revision }),
      },
    );
  }

  const tsOf = ({ payload: { event } }: Delivery) => (event !== undefined && "ts" in event ? String(event.ts) : "");
  const under = (ts: string) =>
    app.slack
      .thread(GENERAL, ts)
      .map(({ text }) => text)
      .join("\n");
  const told = (user: string) =>
    app.slack.ephemerals
      .filter((message) => message.user === user)
      .map(({ text }) => text)
      .join("\n");
  const lastBody = () => app.endpoint.requests.at(-1)?.body;

  /** What a mention is answered with. */
  async function answerTo(text: string, options: Parameters<RunningApp["slack"]["mention"]>[1] = {}) {
    const ts = options.threadTs ?? tsOf(await app.slack.mention(text, options));
    if (options.threadTs !== undefined) await app.slack.mention(text, options);
    const answers = options.threadTs === undefined ? 1 : 2;
    await vi.waitFor(() => expect(under(ts).split(/Sources|Quellen/u)).toHaveLength(answers + 1), WITHIN);
    return { ts, text: under(ts), body: lastBody() };
  }

  it.each<[string, Partial<SettingsLayer>, object]>([
    ["includeSites", { includeSites: ["bullmq.io"] }, { "search-include-sites": ["bullmq.io"] }],
    ["excludeSites", { excludeSites: ["evil.example"] }, { "search-exclude-sites": ["evil.example"] }],
    ["searchService", { searchService: "exa" }, { "search-service": "exa" }],
    ["searchResults", { searchResults: 3 }, { "search-results": 3 }],
    ["model", { model: "gpt-4o" }, { model: "gpt-4o" }],
    ["answerMode", { answerMode: ["deep-search"] }, { "deep-search": true, searchType: "search1api" }],
    ["answerMode", { answerMode: ["reasoning"] }, { fusion: true, "r1-fusion": true }],
    ["answerLength", { answerLength: "short" }, { max_tokens: 700 }],
  ])("%s is in what the endpoint is asked: %j", async (_name, layer, expected) => {
    await set(layer);
    expect((await answerTo("How do retries work?")).body).toMatchObject(expected);
    await set({});
    expect((await answerTo("How do retries work?")).body).not.toMatchObject(expected);
  });

  it.each<[string, Partial<SettingsLayer>, string]>([
    ["language", { language: "de" }, "in German, whatever the language of the question"],
    ["instructions", { instructions: "Speak like a pirate." }, "\n=====\nSpeak like a pirate.\n=====\n"],
    ["answerLength", { answerLength: "long" }, "in detail"],
  ])("%s is in what the model is told", async (_name, layer, words) => {
    await set(layer);
    expect((await answerTo("How do retries work?")).body?.messages[0]?.content).toContain(words);
  });

  it("offListCitations removes a source, or names it without a link", async () => {
    await set({ includeSites: ["bullmq.io"] });
    expect((await answerTo("How?")).text).not.toContain("evil.example");
    await set({ includeSites: ["bullmq.io"], offListCitations: "mark" });
    const { text } = await answerTo("How?");
    expect(text).toContain("evil.example (not among the allowed sites)");
    expect(text).not.toContain("https://evil.example");
  });

  it("answerWhen: a mention is told to use the command where only commands are answered", async () => {
    await set({ answerWhen: "commands" });
    const before = app.endpoint.requests.length;
    const asked = await app.slack.mention("How do retries work?");
    await vi.waitFor(() => expect(told(ASKER)).toContain("I answer commands only"), WITHIN);
    expect(under(tsOf(asked))).toBe("");
    expect(app.endpoint.requests).toHaveLength(before);
    await app.slack.slash("/ask", "By command?");
    await vi.waitFor(() => expect(app.endpoint.requests).toHaveLength(before + 1), WITHIN);
  });

  it("whoMayAsk: others are told so, and managers always may", async () => {
    await set({ whoMayAsk: ["S0NOBODY"] });
    await app.slack.mention("May I?");
    await vi.waitFor(() => expect(told(ASKER)).toContain("Only some roles or groups may ask here"), WITHIN);
    expect((await answerTo("May I?", { user: ADMIN })).text).toContain("backoff");
  });

  it("whoMayAsk: the members of a user group may", async () => {
    await set({ whoMayAsk: ["S0EXPERTS"] });
    expect((await answerTo("May I now?")).text).toContain("backoff");
  });

  it("answerWhen: a plain question is answered where every question is, and other words are not", async () => {
    const asked = () => app.endpoint.requests.map(({ question }) => question);
    await app.slack.say("Is this for you?");
    await set({ answerWhen: "every" });
    await app.slack.say("Thanks, that was it.");
    const ts = tsOf(await app.slack.say("And is this for you?"));
    await vi.waitFor(() => expect(under(ts)).toContain("Sources"), WITHIN);
    expect(asked()).toContain("And is this for you?");
    expect(asked()).not.toContain("Is this for you?");
    expect(asked()).not.toContain("Thanks, that was it.");
  });

  it("threadFollowUps: what is said in a thread of ours is answered without a mention, unless that is off", async () => {
    const asked = () => app.endpoint.requests.map(({ question }) => question);
    const { ts } = await answerTo("How do retries work?");
    await app.slack.say("go on", { threadTs: ts });
    await vi.waitFor(() => expect(under(ts).split(/Sources|Quellen/u)).toHaveLength(3), WITHIN);
    await set({ threadFollowUps: false });
    await app.slack.say("and on", { threadTs: ts });
    await app.slack.mention("and on, please", { threadTs: ts });
    await vi.waitFor(() => expect(under(ts).split(/Sources|Quellen/u)).toHaveLength(4), WITHIN);
    expect(asked().slice(-2)).toEqual(["go on", "and on, please"]);
  });

  it("answerWhere: the answer stands in the thread, or in the channel itself", async () => {
    await answerTo("In a thread?");
    await set({ answerWhere: "channel" });
    const before = app.slack.messages().length;
    const ts = tsOf(await app.slack.mention("In the channel?"));
    const inChannel = () =>
      app.slack
        .messages()
        .slice(before)
        .map(({ text }) => text)
        .join("\n");
    await vi.waitFor(() => expect(inChannel()).toContain("Sources"), WITHIN);
    expect(under(ts)).toBe("");
  });

  it("visibility: a mention is told to use the command, and the command answered privately", async () => {
    await set({ visibility: "asker" });
    const before = app.slack.messages().length;
    await app.slack.mention("Openly?");
    await vi.waitFor(() => expect(told(ASKER)).toContain("answers are seen by the asker alone"), WITHIN);
    await app.slack.slash("/ask", "Hush, how?");
    await vi.waitFor(() => expect(told(ASKER)).toContain("backoff"), WITHIN);
    expect(
      app.slack
        .messages()
        .slice(before)
        .map(({ text }) => text)
        .join("\n"),
    ).not.toMatch(/backoff|Hush/u);
  });

  it("streaming: nothing of an answer is shown before it is whole where that is off", async () => {
    for (const streaming of [true, false]) {
      await set({ streaming });
      const live = app.endpoint.nextLive();
      const ts = tsOf(await app.slack.mention("Slowly?"));
      await live.requested;
      await live.write("First sentence. ");
      // The status line of a thread comes after 400 ms: by then a streamed answer has long begun.
      await vi.waitFor(() => expect(under(ts) !== "" || app.slack.statuses.length > 0).toBe(true), WITHIN);
      if (streaming) await vi.waitFor(() => expect(under(ts)).toContain("First sentence."), WITHIN);
      await live.write("Second sentence [1].");
      if (!streaming) expect(under(ts)).not.toContain("First");
      await live.end({ citations: ["https://docs.bullmq.io/"] });
      await vi.waitFor(() => expect(under(ts)).toContain("First sentence. Second sentence [1]."), WITHIN);
    }
  });

  it("retentionDays: a follow-up is asked with what came before, for as many days", async () => {
    await set({ retentionDays: 3 });
    const { ts } = await answerTo("How do retries work?");
    const { body } = await answerTo("and in Python?", { threadTs: ts });
    expect(body?.messages.slice(1)).toEqual([
      { role: "user", content: "How do retries work?" },
      { role: "assistant", content: "Retries use **backoff**, and some say otherwise." },
      { role: "user", content: "and in Python?" },
    ]);
    const all = await connection.run((commands) => commands.keys("footnote:*:conversation:*"));
    const keys = all.filter((key) => key.includes(ts));
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const leftMs = await connection.run((commands) => commands.pttl(key));
      expect(leftMs).toBeGreaterThan(2.9 * 86_400_000);
      expect(leftMs).toBeLessThanOrEqual(3 * 86_400_000);
    }
  });
});
