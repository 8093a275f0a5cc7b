import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Reply } from "../../../src/core/chat.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import { ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

const signal = AbortSignal.timeout(60_000);
const LOST = { resetAfterActing: true } as const;
let now: number;
let app: SlackApp;
beforeEach(async () => {
  now = Date.now();
  app = await startSlackApp({ clock: { now: () => now } });
});
afterEach(() => app.close());

const final = (markdown: string) => ({ markdown, state: "final" }) as const;
const partial = (markdown: string) => ({ markdown, state: "partial" }) as const;

async function lose(reply: Reply, message: ReturnType<typeof final> | ReturnType<typeof partial>): Promise<void> {
  app.slack.failNext(message.state === "final" ? "chat.postMessage" : "chat.startStream", LOST);
  await expect(app.messenger.post(reply, message, { part: 0, signal })).rejects.toMatchObject({
    code: "PLATFORM_UNAVAILABLE",
    retryable: true,
  });
}

/** As the worker that takes the job up after the first one died. */
const find = (reply: Reply, { part = 0, previous }: { part?: number; previous?: MessageRef } = {}) =>
  app.anotherMessenger().find(reply, { part, previous, sentAt: now, signal });

const shown = (reply: Reply) =>
  reply.target.kind === "message"
    ? app.slack.thread(reply.target.channel.channelId, reply.target.threadId ?? reply.target.messageId)
    : [];

/** A second question in the thread of a first one. */
function askedBelow(reply: Reply, question: string): Reply {
  if (reply.target.kind !== "message") throw new Error("Not a thread");
  const { messageId, channel } = reply.target;
  const text = `<@${app.slack.botUserId}> ${question}`;
  const { ts } = app.slack.write(text, { threadTs: messageId, channel: channel.channelId });
  const id = `slack-${channel.workspaceId}-${channel.channelId}-${ts.replace(".", "-")}`;
  return { id, target: { ...reply.target, messageId: ts, threadId: messageId }, asker: { id: ASKER }, question };
}

describe("a stream whose start was lost", () => {
  it("is found, ended and whole, though it carries no mark yet", async () => {
    const reply = app.asked();
    await lose(reply, partial("Half an answer"));
    const ref = await find(reply);
    expect(ref).toMatchObject({ messageId: shown(reply)[0]?.ts, live: true });
    if (ref === undefined) return;
    await app.anotherMessenger().edit(reply, ref, final("An answer."), { part: 0, signal });
    expect(shown(reply)).toMatchObject([
      {
        text: "An answer.",
        streamingSince: undefined,
        metadata: { event_payload: { key: `${reply.id}-0` } },
      },
    ]);
    expect(await find(reply)).toEqual({ ...ref, live: undefined });
  });

  it("is marked even when it outlived Slack's five minutes before it was found", async () => {
    const reply = app.asked();
    await lose(reply, partial("Half an answer"));
    const ref = await find(reply);
    now += 6 * 60_000;
    if (ref === undefined) throw new Error("Not found");
    await app.anotherMessenger().edit(reply, ref, final("An answer."), { part: 0, signal });
    expect(shown(reply)).toMatchObject([{ text: "An answer.", metadata: { event_payload: { key: `${reply.id}-0` } } }]);
  });

  it("is not a stream that was there before its question, nor what other people wrote", async () => {
    const first = app.asked("?", { channel: DM });
    await lose(first, partial("An earlier stream"));
    const threadTs = shown(first)[0]?.threadTs ?? "";
    const { ts } = app.slack.write("thanks, and now?", { channel: DM, threadTs });
    app.slack.write("I wonder", { channel: DM, threadTs });
    const later = { ...first, id: "later", target: { ...first.target, messageId: ts, threadId: threadTs } } as Reply;
    expect(await find(later)).toBeUndefined();
  });

  it("is not a note that the asker was told", async () => {
    await app.listener.start(async () => ({ kind: "reply", markdown: "Ask me something" }));
    const reply = app.asked("?", { channel: DM });
    await app.slack.dm("", { threadTs: reply.target.kind === "message" ? reply.target.messageId : "" });
    expect(shown(reply).map(({ text }) => text)).toEqual(["", "Ask me something"]);
    expect(await find(reply)).toBeUndefined();
  });

  it("cannot be told from the stream of another question in the same thread", async () => {
    const first = app.asked();
    const second = askedBelow(first, "and then?");
    const third = askedBelow(first, "and now?");
    await app.messenger.post(second, partial("The second"), { part: 0, signal });
    await expect(find(third)).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE", retryable: false });
    expect(await find(third).catch((error: unknown) => error)).toBeInstanceOf(PlatformError);
  });

  it("can be told although somebody has said stop below the question", async () => {
    const reply = app.asked();
    await lose(reply, partial("Half an answer"));
    askedBelow(reply, "stop");
    expect(await find(reply)).toMatchObject({ messageId: shown(reply)[0]?.ts, live: true });
  });

  it("can be told once the other question has its answer", async () => {
    const first = app.asked();
    const second = askedBelow(first, "and then?");
    const third = askedBelow(first, "and now?");
    await app.messenger.post(second, final("The second."), { part: 0, signal });
    expect(await find(third)).toBeUndefined();
    await lose(third, partial("The third"));
    expect(await find(third)).toMatchObject({ messageId: shown(first).at(-1)?.ts, live: true });
  });
});

describe("a post whose response was lost", () => {
  it("is found by its mark among all that was said since", async () => {
    const reply = app.asked();
    await lose(reply, final("The answer."));
    const [answer] = shown(reply);
    for (let count = 0; count < 450; count += 1) app.slack.write("chatter", { threadTs: answer?.threadTs ?? "" });
    expect(await find(reply)).toEqual({
      platform: "slack",
      channelId: GENERAL,
      messageId: answer?.ts,
      threadId: answer?.threadTs,
    });
  });

  it("is not looked for without end", async () => {
    const reply = app.asked();
    const threadTs = reply.target.kind === "message" ? reply.target.messageId : "";
    for (let count = 0; count < 1_100; count += 1) app.slack.write("chatter", { threadTs });
    await expect(find(reply)).rejects.toMatchObject({ retryable: false });
    expect(app.slack.calls("conversations.replies")).toHaveLength(5);
  });

  it("is not believed of anybody else", async () => {
    const reply = app.asked();
    app.slack.world.add({
      channel: GENERAL,
      user: "U0FORGER",
      text: "Not ours",
      isMarkdown: false,
      threadTs: reply.target.kind === "message" ? reply.target.messageId : "",
      metadata: { event_type: "footnote_answer", event_payload: { key: `${reply.id}-0` } },
    });
    expect(await find(reply)).toBeUndefined();
  });

  it.each([
    [{ error: "missing_scope" }, { code: "PLATFORM_FORBIDDEN", retryable: false }],
    [{ error: "internal_error" }, { code: "PLATFORM_UNAVAILABLE", retryable: true }],
    [{ status: 503 }, { code: "PLATFORM_UNAVAILABLE", retryable: true }],
    [{ reset: true }, { code: "PLATFORM_UNAVAILABLE", retryable: true }],
    [{ rateLimitedForSeconds: 60 }, { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 60_000 }],
  ] as const)("cannot be looked for when Slack says %j", async (fault, expected) => {
    app.slack.failNext("conversations.replies", fault);
    await expect(find(app.asked())).rejects.toMatchObject(expected);
  });

  it("needs the scopes that the manifest asks for", async () => {
    app.slack.world.scopes.delete("channels:history");
    await expect(find(app.asked())).rejects.toMatchObject({ code: "PLATFORM_FORBIDDEN" });
    expect(await find(app.asked("?", { channel: DM }))).toBeUndefined();
  });
});

describe("the answer to a command", () => {
  function command(visibility: "public" | "asker"): Reply {
    const { target, ...reply } = app.asked("what is new?");
    const { channel } = target;
    const token = "https://slack.invalid/response";
    const expiresAt = now + 60_000;
    return {
      ...reply,
      target: { kind: "interaction", channel, interactionId: reply.id, token, expiresAt, visibility },
    };
  }
  const questions = () => app.slack.messages().filter(({ text }) => text.includes("asked:"));

  it("does not ask the question twice when only the question arrived", async () => {
    const reply = command("public");
    await lose(reply, final("New is this."));
    expect(questions()).toHaveLength(1);
    const next = app.anotherMessenger();
    expect(await next.find(reply, { part: 0, sentAt: now, signal })).toBeUndefined();
    const ref = await next.post(reply, final("New is this."), { part: 0, signal });
    expect(questions()).toMatchObject([{ ts: ref.threadId }]);
    expect(app.slack.thread(GENERAL, ref.threadId ?? "")).toMatchObject([{ text: "New is this." }]);
  });

  it("is found under its question by another process", async () => {
    const reply = command("public");
    await lose(reply, partial("New is"));
    const ref = await find(reply);
    expect(ref).toMatchObject({ threadId: questions()[0]?.ts, live: true });
  });

  it("is not there before its question is", async () => {
    app.slack.messages();
    expect(await find(command("public"))).toBeUndefined();
  });

  it("cannot be looked for when only a response_url had it", async () => {
    await expect(find(command("asker"))).rejects.toMatchObject({ retryable: false });
    const previous = { platform: "slack", channelId: GENERAL, messageId: "sent-0" } as const;
    await expect(find(command("public"), { part: 1, previous })).rejects.toMatchObject({ retryable: false });
    expect(app.slack.calls("conversations.history")).toEqual([]);
  });

  it("cannot be looked for in a channel the bot is not in", async () => {
    app.slack.addChannel(GENERAL, { isMember: false });
    await expect(find(command("public"))).rejects.toMatchObject({ retryable: false });
  });
});
