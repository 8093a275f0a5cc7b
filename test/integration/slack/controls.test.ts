import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerControl, MessageRef, Reply } from "../../../src/core/chat.ts";
import { StoreError } from "../../../src/core/errors.ts";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import { buttonsOf, type SlackBlock } from "../../fakes/slack/blocks.ts";
import { ADMIN, ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

const signal = AbortSignal.timeout(60_000);
let app: SlackApp;
let seen: Invocation[];
let outcome: (invocation: Invocation) => Promise<Outcome>;

async function start(mode: "http" | "socket" = "socket"): Promise<void> {
  app = await startSlackApp({ mode, retryDelaysMs: [], ackDeadlineMs: 3_000 });
  seen = [];
  outcome = async () => ({ kind: "accepted" });
  await app.listener.start((invocation) => {
    seen.push(invocation);
    return outcome(invocation);
  });
}
afterEach(() => app.close());

const post = (reply: Reply, markdown: string, controls: readonly AnswerControl[] = ["regenerate"]) =>
  app.messenger.post(reply, { markdown, state: "final", controls }, { part: 0, signal });
const messageOf = ({ messageId }: MessageRef) => app.slack.world.messages.find(({ ts }) => ts === messageId);

describe.each(["http", "socket"] as const)("a pressed button over %s", (mode) => {
  beforeEach(() => start(mode));

  it("says which answer it belongs to, who pressed, and where", async () => {
    const reply = app.asked();
    const { messageId, threadId } = await post(reply, "Yes.");
    const delivery = await app.slack.press("regenerate", { ts: messageId }, { user: ADMIN });
    expect(delivery.isAcknowledged()).toBe(true);
    expect(seen).toMatchObject([
      {
        channel: reply.target.channel,
        asker: { id: ADMIN, name: "admin" },
        replyTo: { kind: "message", channel: reply.target.channel, messageId, threadId },
        call: { name: "control", control: "regenerate", answerId: reply.id },
      },
    ]);
    expect(await seen[0]?.mayManage("channel")).toBe(true);
    expect(app.slack.ephemerals).toEqual([]);
  });

  it("has an id of its own that a queue accepts", async () => {
    const { messageId } = await post(app.asked(), "Yes.", ["stop", "retry"]);
    await app.slack.press("stop", { ts: messageId });
    await app.slack.press("retry", { ts: messageId });
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^(?!\d+$)[A-Za-z0-9-]+$/u);
  });

  it("is acknowledged only after it has been taken in", async () => {
    let accept: (outcome: Outcome) => void = () => undefined;
    outcome = () =>
      new Promise((resolve) => {
        accept = resolve;
      });
    const { messageId } = await post(app.asked(), "Yes.");
    const pressing = app.slack.press("regenerate", { ts: messageId });
    await expect.poll(() => seen).toHaveLength(1);
    expect(app.slack.deliveries.at(-1)?.attempts).toEqual([]);
    accept({ kind: "accepted" });
    expect((await pressing).isAcknowledged()).toBe(true);
  });

  it.each([
    [
      "is refused",
      async (): Promise<Outcome> => ({ kind: "reply", markdown: "Only the **asker** may" }),
      "Only the *asker* may",
    ],
    ["cannot be taken in", () => Promise.reject(new StoreError("Redis is away")), "was not accepted"],
  ])("tells only who pressed that it %s", async (_what, result, text) => {
    outcome = result;
    const ref = await post(app.asked(), "Yes.");
    const delivery = await app.slack.press("regenerate", { ts: ref.messageId }, { user: ADMIN });
    expect(delivery.isAcknowledged()).toBe(true);
    expect(app.slack.ephemerals).toMatchObject([{ user: ADMIN, text: expect.stringContaining(text) }]);
    expect(messageOf(ref)?.text).toBe("Yes.");
  });

  it("is acknowledged and forgotten when it is not one of ours", async () => {
    const blocks: SlackBlock[] = [
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "footnote_frobnicate", text: { type: "plain_text", text: "?" }, value: "x" },
        ],
      },
    ];
    const { ts } = app.slack.world.add({
      channel: GENERAL,
      user: app.slack.botUserId,
      text: "?",
      isMarkdown: false,
      blocks,
    });
    const delivery = await app.slack.press("frobnicate" as AnswerControl, { ts });
    expect(delivery.isAcknowledged()).toBe(true);
    expect(seen).toEqual([]);
  });
});

describe("an answer with buttons", () => {
  beforeEach(() => start());

  it("is one quiet post of sections that Slack takes, with the text for notifications", async () => {
    const code = `\`\`\`\n${"let x = '<!here> @channel';\n".repeat(100)}\`\`\``;
    const ref = await post(app.asked(), `See https://a.example & @here.\n\n${code}`);
    const blocks = messageOf(ref)?.blocks ?? [];
    expect(blocks.map(({ type }) => type)).toEqual(["section", "section", "section", "actions"]);
    for (const block of blocks) {
      if (block.type === "section") expect((block.text.text.match(/```/gu) ?? []).length % 2).toBe(0);
    }
    expect(app.slack.calls("chat.postMessage")).toHaveLength(1);
    expect(app.slack.calls("chat.postMessage")[0]?.args.text).toContain("See <https://a.example");
    expect([...app.slack.pings, ...app.slack.unfurls]).toEqual([]);
    expect(buttonsOf(blocks)).toMatchObject([{ action_id: "footnote_regenerate" }]);
  });

  it("keeps its mark when it is written anew", async () => {
    const reply = app.asked();
    const ref = await post(reply, "Yes.");
    await app.anotherMessenger().edit(reply, ref, { markdown: "No.", state: "final" }, { part: 0, signal });
    expect(messageOf(ref)).toMatchObject({
      text: "No.",
      blocks: undefined,
      metadata: { event_payload: { key: `${reply.id}-0` } },
    });
  });
});

describe("an answer that only its asker sees", () => {
  beforeEach(() => start());

  async function answered(): Promise<{ readonly reply: Reply; readonly ref: MessageRef }> {
    await app.slack.slash("/ask", "private:yes what is mine?");
    const [asked] = seen;
    if (asked === undefined) throw new Error("No command arrived");
    const reply = { id: asked.id, target: asked.replyTo, asker: asked.asker, question: "what is mine?" };
    return { reply, ref: await post(reply, "This.") };
  }

  it("is replaced in place when it is written anew, and by nothing before it is whole", async () => {
    const { reply, ref } = await answered();
    await app.slack.press("regenerate", app.slack.ephemerals[0] ?? { ts: "" });
    const pressed = seen[1];
    expect(pressed).toMatchObject({
      call: { name: "control", control: "regenerate", answerId: reply.id },
      replyTo: { kind: "interaction", visibility: "asker", expiresAt: (pressed?.receivedAt ?? 0) + 1_800_000 },
    });
    if (pressed === undefined) return;
    const again = { ...reply, target: pressed.replyTo };
    const at = { part: 0, signal };
    const held = await app.anotherMessenger().edit(again, ref, { markdown: "Th", state: "partial" }, at);
    expect(app.slack.ephemerals.map(({ text }) => text)).toEqual(["This."]);
    const end = { markdown: "That.", state: "final", controls: ["regenerate"] } as const;
    const done = await app.anotherMessenger().edit(again, held, end, at);
    await app.messenger.edit(again, done, end, at);
    const next = { part: 1, previous: done, signal };
    const more = await app.messenger.post(again, { markdown: "And", state: "partial" }, next);
    await app.messenger.edit(again, more, { markdown: "And more.", state: "final" }, next);
    expect(app.slack.ephemerals.map(({ text }) => text)).toEqual(["That.", "And more."]);
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toHaveLength(1);
    expect(app.slack.messages()).toEqual([]);
  });

  it("stays as it is without a press", async () => {
    const { reply, ref } = await answered();
    await app.messenger.edit(reply, ref, { markdown: "That.", state: "final" }, { part: 0, signal });
    expect(app.slack.ephemerals.map(({ text }) => text)).toEqual(["This."]);
  });

  it("keeps a refusal apart from itself", async () => {
    await answered();
    outcome = async () => ({ kind: "reply", markdown: "Not now" });
    await app.slack.press("regenerate", app.slack.ephemerals[0] ?? { ts: "" });
    expect(app.slack.ephemerals.map(({ text }) => text)).toEqual(["This.", "Not now"]);
  });
});

describe("an answer in a channel the bot is not in", () => {
  it("is replaced in place with its question, however long", async () => {
    await start();
    app.slack.addChannel("C0ELSEWHERE", { isMember: false });
    await app.slack.slash("/ask", "& why? ".repeat(500), { channel: "C0ELSEWHERE" });
    const [asked] = seen;
    if (asked === undefined) throw new Error("No command arrived");
    const reply = { id: asked.id, target: asked.replyTo, asker: asked.asker, question: "& why? ".repeat(500) };
    const ref = await post(reply, "Because.");
    await app.slack.press("regenerate", app.slack.messages("C0ELSEWHERE")[0] ?? { ts: "" });
    const again = { ...reply, target: seen[1]?.replyTo ?? reply.target };
    expect(again.target).toMatchObject({ kind: "interaction", visibility: "public" });
    await app.messenger.edit(again, ref, { markdown: "Therefore.", state: "final" }, { part: 0, signal });
    expect(app.slack.messages("C0ELSEWHERE")).toMatchObject([
      { text: expect.stringMatching(/^\*asker\* asked: &amp; why\?[\s\S]*…\n\nTherefore\.$/u), blocks: undefined },
    ]);
  });
});

describe("the word stop in a thread", () => {
  beforeEach(() => start());

  it.each(["stop", "Stop!", "STOP."])("as %s stops the answer to the last question there", async (word) => {
    const root = app.slack.write("a discussion");
    const inThread = { threadTs: root.ts };
    await app.slack.mention("first?", inThread);
    await app.slack.mention("second?", inThread);
    await app.slack.mention("stop", { ...inThread, user: "U0OTHER" });
    await app.slack.mention(word, { ...inThread, user: ADMIN });
    const answerId = seen[1]?.id;
    expect(seen.slice(2).map(({ call }) => call)).toEqual(
      Array(2).fill({ name: "control", control: "stop", answerId }),
    );
    expect(seen[3]?.asker.id).toBe(ADMIN);
    expect(await seen[3]?.mayManage("channel")).toBe(true);
  });

  it("stops the answer to a command", async () => {
    await app.slack.slash("/ask", "what is new?");
    const [asked] = seen;
    if (asked === undefined) throw new Error("No command arrived");
    const reply = { id: asked.id, target: asked.replyTo, asker: asked.asker, question: "?" };
    const ref = await app.messenger.post(reply, { markdown: "It is", state: "partial" }, { part: 0, signal });
    await app.slack.mention("stop", { threadTs: ref.threadId ?? "" });
    expect(seen[1]?.call).toEqual({ name: "control", control: "stop", answerId: asked.id });
  });

  it("tells only who said it why nothing was stopped", async () => {
    outcome = async () => ({ kind: "reply", markdown: "There is nothing to stop." });
    const root = app.slack.write("a discussion");
    await app.slack.mention("stop", { threadTs: root.ts });
    expect(app.slack.ephemerals).toMatchObject([{ user: ASKER, text: "There is nothing to stop.", threadTs: root.ts }]);
  });

  it.each(["stop the presses?", "what does stop mean?"])("is a question as part of %s", async (question) => {
    const root = app.slack.write("a discussion");
    await app.slack.mention(question, { threadTs: root.ts });
    expect(seen[0]?.call).toMatchObject({ name: "ask", options: { question } });
  });
});

describe("Slack's own Stop", () => {
  beforeEach(() => start());
  const growing = (reply: Reply) =>
    app.messenger.post(reply, { markdown: "It is", state: "partial" }, { part: 0, signal });

  it("stops the answer to the question that began the thread", async () => {
    await app.slack.mention("what is new?");
    const [asked] = seen;
    if (asked === undefined) throw new Error("No mention arrived");
    const ref = await growing({ id: asked.id, target: asked.replyTo, asker: asked.asker, question: "?" });
    const delivery = await app.slack.pressStop(ref.messageId);
    expect(delivery.isAcknowledged()).toBe(true);
    expect(seen[1]).toMatchObject({
      asker: { id: ASKER },
      replyTo: { kind: "message", messageId: ref.messageId, threadId: ref.threadId },
      call: { name: "control", control: "stop", answerId: asked.id },
    });
    expect(seen[1]?.id).toMatch(/^[A-Za-z0-9-]+$/u);
    await app.slack.redeliver();
    expect(seen[2]?.id).toBe(seen[1]?.id);
  });

  it.each([
    ["in a channel", GENERAL],
    ["directly", DM],
  ])("stops the answer to a later question of a thread, asked %s", async (_how, channel) => {
    const root = app.slack.write("a discussion", { channel });
    const ask = (text: string) =>
      channel === DM ? app.slack.dm(text, { threadTs: root.ts }) : app.slack.mention(text, { threadTs: root.ts });
    await ask("first?");
    await ask("second?");
    const asked = seen[1];
    if (asked === undefined) throw new Error("No question arrived");
    const ref = await growing({ id: asked.id, target: asked.replyTo, asker: asked.asker, question: "?" });
    if (channel === GENERAL) app.slack.write("chatter", { channel, threadTs: root.ts });
    await app.slack.pressStop(ref.messageId);
    expect(seen[2]?.call).toEqual({ name: "control", control: "stop", answerId: asked.id });
  });

  it("stops the answer to a command", async () => {
    await app.slack.slash("/ask", "what is new?");
    const [asked] = seen;
    if (asked === undefined) throw new Error("No command arrived");
    const ref = await growing({ id: asked.id, target: asked.replyTo, asker: asked.asker, question: "?" });
    await app.slack.pressStop(ref.messageId);
    expect(seen[1]?.call).toEqual({ name: "control", control: "stop", answerId: asked.id });
  });

  it("stops what is searched for before there is a word of it", async () => {
    await app.slack.mention("what is new?");
    const [asked] = seen;
    if (asked?.replyTo.kind !== "message") throw new Error("No mention arrived");
    await app.slack.pressStopOfThread(GENERAL, asked.replyTo.messageId);
    expect(seen[1]?.call).toEqual({ name: "control", control: "stop", answerId: asked.id });
  });

  it("takes the first question to be meant when the thread cannot be read", async () => {
    await app.slack.mention("what is new?");
    const [asked] = seen;
    if (asked === undefined) throw new Error("No mention arrived");
    const ref = await growing({ id: asked.id, target: asked.replyTo, asker: asked.asker, question: "?" });
    app.slack.failNext("conversations.replies", { error: "missing_scope" });
    await app.slack.pressStop(ref.messageId);
    expect(seen[1]?.call).toMatchObject({ answerId: asked.id });
    expect(app.logged.join("\n")).toContain("A thread could not be read");
  });

  it("comes again when it could not be taken in", async () => {
    const ref = await growing(app.asked());
    outcome = () => Promise.reject(new StoreError("Redis is away"));
    expect((await app.slack.pressStop(ref.messageId)).isAcknowledged()).toBe(false);
  });
});
