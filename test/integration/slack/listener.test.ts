import { afterEach, describe, expect, it, vi } from "vitest";
import { commands } from "../../../src/core/commands.ts";
import { StoreError } from "../../../src/core/errors.ts";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { toSlackManifest } from "../../../src/platforms/slack/manifest.ts";
import { ADMIN, ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, type SlackAppOptions, startSlackApp } from "./slack-app.ts";

const ACCEPTED: Outcome = { kind: "accepted" };
const SECRET_QUESTION = "what is the swordfish?";
let app: SlackApp;

async function start(
  options: SlackAppOptions & { outcome?: (invocation: Invocation) => Promise<Outcome> } = {},
): Promise<Invocation[]> {
  const { outcome = async () => ACCEPTED, ...appOptions } = options;
  app = await startSlackApp({ retryDelaysMs: [], ackDeadlineMs: 1_000, ...appOptions });
  const seen: Invocation[] = [];
  await app.listener.start(async (invocation) => {
    seen.push(invocation);
    return outcome(invocation);
  });
  return seen;
}

afterEach(() => app.close());

describe.each(["http", "socket"] as const)("over %s", (mode) => {
  it("answers a mention in its thread", async () => {
    const seen = await start({ mode });
    const root = app.slack.write("a discussion");
    await app.slack.mention("what is new?");
    await app.slack.mention("and here?", { threadTs: root.ts });
    const [top, reply] = seen;
    const ts = app.slack.messages()[1]?.ts;
    expect(top).toMatchObject({
      id: `slack-${app.slack.teamId}-${GENERAL}-${ts?.replace(".", "-")}`,
      channel: { platform: "slack", workspaceId: app.slack.teamId, channelId: GENERAL },
      asker: { id: ASKER },
      replyTo: { kind: "message", messageId: ts, threadId: ts },
    });
    expect(reply?.replyTo).toMatchObject({ threadId: root.ts });
    expect([top?.inReplyTo, reply?.inReplyTo]).toEqual([undefined, { messageId: root.ts, threadId: root.ts }]);
  });

  it("acknowledges only after the question is durable", async () => {
    let isDurable = false;
    let accept: (outcome: Outcome) => void = () => undefined;
    const durable = new Promise<Outcome>((resolve) => {
      accept = resolve;
    });
    const seen = await start({ mode, outcome: () => durable });
    const delivering = app.slack.mention("what is new?").then((delivery) => {
      expect(isDurable).toBe(true);
      return delivery;
    });
    await expect.poll(() => seen).toHaveLength(1);
    expect(app.slack.deliveries[0]?.attempts).toEqual([]);
    isDurable = true;
    accept(ACCEPTED);
    expect((await delivering).isAcknowledged()).toBe(true);
  });

  it("gets a question again that could not be made durable, under the same id", async () => {
    let isAway = true;
    const seen = await start({
      mode,
      retryDelaysMs: [0, 0, 0],
      outcome: async () => {
        if (!isAway) return ACCEPTED;
        isAway = false;
        throw new StoreError("Redis is away");
      },
    });
    const delivery = await app.slack.mention("what is new?");
    await vi.waitFor(() => expect(delivery.isAcknowledged()).toBe(true), { timeout: 10_000 });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.id).toBe(seen[0]?.id);
  });

  it("answers a direct message", async () => {
    const seen = await start({ mode });
    await app.slack.dm("what is <new>?");
    expect(seen[0]).toMatchObject({
      channel: { channelId: DM },
      call: { name: "ask", options: { question: "what is <new>?" } },
    });
  });

  it("ignores what no person has just said, and acknowledges it", async () => {
    const seen = await start({ mode });
    const ignored = [
      await app.slack.dm("changed", { event: { subtype: "message_changed" } }),
      await app.slack.dm("by a bot", { botId: "B1" }),
      await app.slack.dm("by us", { user: app.slack.botUserId }),
      await app.slack.mention("by us", { user: app.slack.botUserId }),
      await app.slack.dm("without an author", { event: { user: undefined } }),
    ];
    await app.slack.dm("with a file", { event: { subtype: "file_share" } });
    expect(ignored.map((delivery) => delivery.isAcknowledged())).toEqual([true, true, true, true, true]);
    expect(seen.map(({ call }) => call)).toMatchObject([{ options: { question: "with a file" } }]);
  });

  it("belongs to the workspace the app is installed in", async () => {
    const seen = await start({ mode });
    await app.slack.mention("from a partner", { envelope: { team_id: "T0PARTNER", context_team_id: "T0HOME" } });
    await app.slack.mention("older event", { envelope: { team_id: "T0OLD", context_team_id: undefined } });
    await app.slack.mention("whole company", {
      envelope: { team_id: null, context_team_id: null, enterprise_id: "E0GRID" },
    });
    expect(seen.map(({ channel }) => channel.workspaceId)).toEqual(["T0HOME", "T0OLD", "E0GRID"]);
  });

  it("leaves an accepted command to be shown with its answer", async () => {
    const seen = await start({ mode });
    await app.slack.slash("/ask", "what is <new> & why?");
    await app.slack.slash("/ask", "private:yes what is mine?");
    expect(app.slack.messages()).toEqual([]);
    expect(app.slack.ephemerals).toEqual([]);
    expect(seen[0]).toMatchObject({
      call: { name: "ask", options: { question: "what is <new> & why?" } },
      asker: { id: ASKER, name: "asker" },
      replyTo: { kind: "interaction", visibility: "public", expiresAt: (seen[0]?.receivedAt ?? 0) + 1_800_000 },
    });
    expect(seen[1]?.replyTo).toMatchObject({ visibility: "asker" });
    expect(seen[0]?.id).toMatch(/^slack-cmd-[A-Za-z0-9-]+$/u);
    expect(seen[0]?.id).not.toBe(seen[1]?.id);
  });

  it("says in reply to a command what is wrong with it", async () => {
    const seen = await start({ mode });
    await app.slack.slash("/sources", "frobnicate");
    await app.slack.slash("/unknown");
    expect(app.slack.ephemerals.map(({ text }) => text).join("\n")).toMatch(
      /does not know “frobnicate”[\s\S]*no command \/unknown/u,
    );
    expect(seen).toEqual([]);
  });

  it("tells only the asker what a mention came to, when it is told at once", async () => {
    await start({ mode, outcome: async () => ({ kind: "reply", markdown: "Ask me **something**" }) });
    const delivery = await app.slack.mention("");
    await app.slack.dm("hm");
    expect(delivery.isAcknowledged()).toBe(true);
    expect(app.slack.ephemerals).toMatchObject([
      { channel: GENERAL, user: ASKER, text: "Ask me *something*", threadTs: undefined },
    ]);
    expect(app.slack.messages(DM)).toHaveLength(1);
    expect(app.slack.world.messages.at(-1)).toMatchObject({ channel: DM, text: "Ask me *something*" });
  });

  it("logs a failure once, with neither questions nor tokens", async () => {
    await start({ mode, outcome: () => Promise.reject(new StoreError("Redis is away")) });
    await app.slack.mention(SECRET_QUESTION);
    await app.slack.slash("/ask", SECRET_QUESTION);
    const logged = app.logged.join("\n");
    expect(logged.match(/could not be taken in/gu)).toHaveLength(1);
    expect(logged).not.toContain("reported something");
    expect(logged).not.toContain("swordfish");
    expect(logged).not.toContain(app.slack.botToken);
    expect(logged).not.toContain("/commands/");
  });
});

describe("a token", () => {
  const ALL_SCOPES = toSlackManifest(commands, { mode: "socket" }).oauth_config.scopes.bot;
  const SENTENCE = "SLACK_BOT_TOKEN lacks scopes";
  const scopesOf = async (scopes: readonly string[] | undefined) => {
    app = await startSlackApp({});
    app.slack.setScopes(scopes);
    await app.listener.start(async () => ({ kind: "accepted" }));
    return app.logged.filter((line) => line.includes(SENTENCE));
  };

  it("that lacks scopes is told of once, with what that costs, and works all the same", async () => {
    const told = await scopesOf(ALL_SCOPES.filter((scope) => scope !== "groups:history" && scope !== "users:read"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('"groups:history":"in private channels only mentions are heard');
    expect(told[0]).toContain('"users:read":"admins may not change settings');
    expect(told[0]).not.toContain("channels:history");
    expect(app.listener.isReady()).toBe(true);
  });

  it.each([[ALL_SCOPES], [[...ALL_SCOPES, "files:write"]], [undefined]])("with %j needs no word", async (scopes) => {
    expect(await scopesOf(scopes)).toEqual([]);
  });
});

describe("over http", () => {
  it("answers a command that takes too long in time, and says later what became of it", async () => {
    let reply: (outcome: Outcome) => void = () => undefined;
    await start({
      mode: "http",
      ackDeadlineMs: 3_000,
      outcome: () =>
        new Promise((resolve) => {
          reply = resolve;
        }),
    });
    const delivery = await app.slack.slash("/sources", "show");
    expect(delivery.attempts).toMatchObject([{ result: 200 }]);
    expect(app.slack.ephemerals).toEqual([]);
    reply({ kind: "reply", markdown: "Allowed: arxiv.org" });
    await expect.poll(() => app.slack.ephemerals).toMatchObject([{ user: ASKER, text: "Allowed: arxiv.org" }]);
  });

  it("refuses what Slack has not signed", async () => {
    const seen = await start({ mode: "http" });
    const delivery = await app.slack.mention("let me in", { signedWith: "another secret" });
    expect(delivery.attempts).toMatchObject([{ result: 401 }]);
    expect(seen).toEqual([]);
  });

  it("is closed before the start and after the stop, so that Slack comes back later", async () => {
    app = await startSlackApp({ mode: "http", retryDelaysMs: [] });
    expect((await app.slack.mention("early")).attempts).toMatchObject([{ result: 503 }]);
    await app.listener.start(async () => ACCEPTED);
    expect((await app.slack.mention("now")).attempts).toMatchObject([{ result: 200 }]);
    await app.listener.stop();
    expect((await app.slack.mention("late")).attempts).toMatchObject([{ result: 503 }]);
  });

  it("asks Slack for nothing but the asker's language, once, while it takes events in", async () => {
    await start({ mode: "http" });
    for (let question = 1; question <= 3; question += 1) await app.slack.mention(`question ${question}`);
    await vi.waitFor(() => expect(app.slack.calls("users.info")).toHaveLength(1));
    expect(app.slack.allCalls().map(({ method }) => method)).toEqual(["auth.test", "users.info"]);
  });
});

describe("over socket", () => {
  it("comes back at once when Slack refreshes the connection", async () => {
    const seen = await start();
    app.slack.disconnect("refresh_requested");
    await expect.poll(() => app.slack.calls("apps.connections.open")).toHaveLength(2);
    await expect.poll(() => app.listener.isReady()).toBe(true);
    await expect.poll(() => app.slack.connections()).toBe(1);
    await app.slack.mention("still there?");
    expect(seen).toHaveLength(1);
  });

  it("is not ready while Slack refuses the connection, and tries on", async () => {
    await start();
    app.slack.failNext("apps.connections.open", { error: "invalid_auth" });
    app.slack.disconnect("link_disabled");
    await expect.poll(() => app.logged.join("\n")).toContain("Slack's socket is closed");
    expect(app.listener.isReady()).toBe(false);
    await vi.waitFor(() => expect(app.listener.isReady()).toBe(true), { timeout: 10_000 });
  });
});

describe("the start", () => {
  it.each([
    ["http", "auth.test", "invalid_auth", "SLACK_BOT_TOKEN was refused"],
    ["http", "auth.test", "account_inactive", "SLACK_BOT_TOKEN was refused"],
    ["socket", "apps.connections.open", "not_allowed_token_type", "SLACK_APP_TOKEN was refused"],
  ] as const)("over %s says what to do when %s answers %s", async (mode, method, error, sentence) => {
    app = await startSlackApp({ mode });
    app.slack.failNext(method, { error });
    await expect(app.listener.start(async () => ACCEPTED)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: expect.stringContaining(sentence),
    });
    expect(app.listener.isReady()).toBe(false);
  });

  it("does not blame the token when Slack is down", async () => {
    app = await startSlackApp({ mode: "http" });
    app.slack.failNext("auth.test", { status: 503 });
    await expect(app.listener.start(async () => ACCEPTED)).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
  });
});

describe("who may change settings", () => {
  const CREATOR = "U0CREATOR";
  const OWNER = "U0OWNER";
  const CONFIGURED = "U0LISTED";

  async function rightsOf(user: string, place: { dm?: boolean } = {}) {
    const seen = await start({ mode: "http", channelManagers: [CONFIGURED] });
    app.slack.addChannel(GENERAL, { creator: CREATOR });
    app.slack.addUser(OWNER, { isOwner: true });
    app.slack.addUser(CREATOR);
    await (place.dm === true ? app.slack.dm("hi", { user }) : app.slack.mention("hi", { user }));
    const [invocation] = seen;
    return { channel: await invocation?.mayManage("channel"), workspace: await invocation?.mayManage("workspace") };
  }

  it.each([
    ["an admin", ADMIN, { channel: true, workspace: true }],
    ["an owner", OWNER, { channel: true, workspace: true }],
    ["a person on the operator's list", CONFIGURED, { channel: true, workspace: true }],
    ["the channel's creator", CREATOR, { channel: true, workspace: false }],
    ["anybody else", ASKER, { channel: false, workspace: false }],
  ])("%s", async (_who, user, rights) => {
    expect(await rightsOf(user)).toEqual(rights);
  });

  it("everybody in their own direct messages", async () => {
    expect(await rightsOf(ASKER, { dm: true })).toEqual({ channel: true, workspace: false });
  });

  it("nobody while Slack cannot be asked, and again as soon as it can", async () => {
    const seen = await start({ mode: "http" });
    await app.slack.mention("hi", { user: ADMIN });
    app.slack.failNext("users.info", { status: 503 }, ({ include_locale }) => include_locale === undefined);
    app.slack.failNext("conversations.info", { status: 503 });
    expect(await seen[0]?.mayManage("channel")).toBe(false);
    expect(app.logged.join("\n")).toContain("could not say who manages");
    expect(await seen[0]?.mayManage("channel")).toBe(true);
  });

  it("is asked once a minute at most", async () => {
    const seen = await start({ mode: "http" });
    await app.slack.mention("hi", { user: ADMIN });
    await seen[0]?.mayManage("workspace");
    await seen[0]?.mayManage("workspace");
    expect(app.slack.calls("users.info").filter(({ args }) => args.include_locale === undefined)).toHaveLength(1);
  });
});
