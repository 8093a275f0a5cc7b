import { afterEach, describe, expect, it, vi } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { openChannel } from "../../unit/features/feature-bench.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";
import { startSlackApp } from "./slack-app.ts";

describe.each(["http", "socket"] as const)("what people say in channels over %s", (mode) => {
  let app: ConversingApp;
  const start = async () => {
    app = await startConversing({ mode });
  };
  afterEach(() => app.close());

  it("reaches us with how it did", async () => {
    await start();
    const root = app.slack.world.add({ channel: GENERAL, user: app.slack.botUserId, text: "news", isMarkdown: false });
    const other = app.slack.write("a discussion");
    await app.slack.mention("a?");
    await app.slack.dm("b?");
    await app.slack.say("c?");
    await app.slack.say("d?", { threadTs: root.ts });
    await app.slack.say("e?", { threadTs: other.ts });
    await app.slack.slash("/ask", "f?");
    await app.slack.say("g?", { event: { channel_type: "mpim" } });
    expect(app.seen.map(({ trigger, call }) => [call.name === "ask" && call.options.question, trigger])).toEqual([
      ["a?", "mention"],
      ["b?", "direct"],
      ["c?", "message"],
      ["d?", "reply"],
      ["e?", "message"],
      ["f?", "command"],
      ["g?", "message"],
    ]);
    expect(app.seen[3]).toMatchObject({ replyTo: { threadId: root.ts }, inReplyTo: { threadId: root.ts } });
  });

  it("is not answered, not told of, and costs no call when it is ignored", async () => {
    await start();
    app.answerWith(() => ({ kind: "ignored" }));
    const delivery = await app.slack.say("just talking");
    expect(delivery.isAcknowledged()).toBe(true);
    expect(app.whispers()).toEqual([]);
    expect(app.slack.allCalls().filter(({ method }) => method !== "apps.connections.open")).toHaveLength(1);
  });

  it("is dropped when no person has just said it", async () => {
    await start();
    for (const subtype of ["message_changed", "message_deleted", "channel_join", "bot_message"])
      await app.slack.say("not now", { event: { subtype } });
    await app.slack.say("by a bot", { botId: "B1" });
    await app.slack.say("by us", { user: app.slack.botUserId });
    await app.slack.say("everywhere", { event: { subtype: "thread_broadcast" } });
    expect(app.seen).toHaveLength(1);
  });

  it("is no wish to stop where nobody speaks to us", async () => {
    await start();
    const root = app.slack.write("a discussion");
    await app.slack.say("stop", { threadTs: root.ts });
    expect(app.seen).toMatchObject([{ call: { name: "ask" }, trigger: "message" }]);
  });
});

describe.each(["http", "socket"] as const)("a mention that Slack tells of twice over %s", (mode) => {
  let close: () => Promise<void> = async () => undefined;
  afterEach(() => close());

  it.each(["mention", "message"] as const)("is one question when the %s comes first", async (first) => {
    const app = await startConversing({ mode });
    ({ close } = app);
    app.answerWith(() => ({ kind: "reply", markdown: "Ask me something." }));
    const text = `<@${app.slack.botUserId}> hm`;
    const delivery = await (first === "mention" ? app.slack.mention("hm") : app.slack.say(text, { isRaw: true }));
    const second = await (first === "mention" ? app.slack.alsoAsMessage(delivery) : app.slack.alsoAsMention(delivery));
    expect(second.isAcknowledged()).toBe(true);
    expect(app.seen).toMatchObject([{ trigger: "mention", call: { options: { question: "hm" } } }]);
    expect(app.whispers()).toEqual(["Ask me something."]);
  });

  it.each(["mention", "message"] as const)(
    "is one job when the process dies between them, the %s being the first",
    async (first) => {
      const bot = openChannel();
      const app = await startSlackApp({ mode, retryDelaysMs: [], ackDeadlineMs: 1_000 });
      ({ close } = app);
      const ids: string[] = [];
      const accept = async (invocation: Invocation) => {
        ids.push(invocation.id);
        return bot.dispatch(invocation);
      };
      // The job is there, and the process dies before it can say so.
      await app.listener.start(async (invocation) => {
        await accept(invocation);
        throw new StoreError("Redis went away");
      });
      const text = `<@${app.slack.botUserId}> what is new?`;
      const delivery = await (first === "mention"
        ? app.slack.mention("what is new?")
        : app.slack.say(text, { isRaw: true }));
      expect(delivery.isAcknowledged()).toBe(false);
      await app.listener.stop();
      await app.anotherListener().start(accept);
      await (first === "mention" ? app.slack.alsoAsMessage(delivery) : app.slack.alsoAsMention(delivery));
      await app.slack.redeliver(delivery);
      expect(delivery.isAcknowledged()).toBe(true);
      expect(new Set(ids).size).toBe(1);
      expect([...bot.jobs.jobs.values()]).toMatchObject([{ name: "answer", payload: { reply: { id: ids[0] } } }]);
    },
  );
});

describe("who asks", () => {
  let app: ConversingApp;
  const start = async () => {
    app = await startConversing();
  };
  afterEach(() => app.close());

  it("is in the user groups that Slack names, which are asked for once a minute", async () => {
    await start();
    app.slack.world.userGroups.push(
      { id: "S1", handle: "devs", name: "Developers", users: [ASKER, "U1"] },
      { id: "S2", handle: "ops", name: "Operations", users: ["U1"] },
    );
    await app.slack.mention("a?");
    expect(app.slack.calls("usergroups.list")).toEqual([]);
    expect(await app.seen[0]?.roles?.()).toEqual(["S1"]);
    await app.slack.mention("b?", { user: "U1" });
    expect(await app.seen[1]?.roles?.()).toEqual(["S1", "S2"]);
    expect(app.slack.calls("usergroups.list")).toHaveLength(1);
  });

  it("is in none while Slack does not say, and that is logged", async () => {
    await start();
    app.slack.world.userGroups.push({ id: "S1", handle: "devs", name: "Developers", users: [ASKER] });
    app.slack.failNext("usergroups.list", { error: "missing_scope" });
    await app.slack.mention("a?");
    expect(await app.seen[0]?.roles?.()).toEqual([]);
    expect(app.logged.join("\n")).toContain("Slack does not tell of user groups");
    expect(await app.seen[0]?.roles?.()).toEqual(["S1"]);
  });

  it("is spoken to in their language from the second time on", async () => {
    await start();
    app.slack.addUser("U0BERLIN", { locale: "de-DE" });
    await app.slack.mention("neu?", { user: "U0BERLIN" });
    expect(app.seen[0]).not.toHaveProperty("locale");
    await vi.waitFor(async () => {
      await app.slack.slash("/ask", "neu?", { user: "U0BERLIN" });
      expect(app.seen.at(-1)).toMatchObject({ locale: "de-DE" });
    });
    // Asked behind all that went before.
    await app.seen[0]?.mayManage("workspace");
    expect(app.slack.calls("users.info").filter(({ args }) => args.include_locale === "true")).toHaveLength(1);
  });

  it("is asked after again only later when Slack does not say", async () => {
    await start();
    app.slack.failNext("users.info", { status: 503 });
    await app.slack.mention("a?");
    await vi.waitFor(() => expect(app.slack.calls("users.info")).toHaveLength(1));
    await app.slack.dm("b?");
    expect(app.seen).toMatchObject([{ trigger: "mention" }, { trigger: "direct", channel: { channelId: DM } }]);
    expect(app.slack.calls("users.info")).toHaveLength(1);
  });
});
