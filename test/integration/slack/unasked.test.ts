import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Reply } from "../../../src/core/chat.ts";
import { GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

describe("what nobody asked for, on Slack", () => {
  const signal = AbortSignal.timeout(60_000);
  let app: SlackApp;
  beforeEach(async () => {
    app = await startSlackApp();
  });
  afterEach(() => app.close());

  const at = (previous: readonly MessageRef[] = []) => ({
    part: previous.length,
    previous: previous.at(-1),
    signal,
  });
  const post = (reply: Reply, markdown: string, previous?: readonly MessageRef[]) =>
    app.messenger.post(reply, { markdown, state: "final" }, at(previous));
  const find = (reply: Reply, previous?: readonly MessageRef[]) =>
    app.anotherMessenger().find(reply, { ...at(previous), sentAt: Date.now() });
  const inChannel = () => app.slack.messages().map(({ text }) => text);

  it("stands in the channel part by part when it belongs together, without a status or a stream", async () => {
    const reply = app.unasked();
    await app.messenger.indicate(reply, "searching", { signal });
    const first = await post(reply, "One.");
    const second = await post(reply, "Two.", [first]);
    await post(reply, "Three.", [first, second]);
    expect(inChannel()).toEqual(["One.", "Two.", "Three."]);
    expect(first).toEqual({ platform: "slack", channelId: GENERAL, messageId: first.messageId });
    expect(app.slack.statuses).toEqual([]);
    expect(app.slack.calls("chat.startStream")).toEqual([]);
  });

  it("has all parts but the first in the first one's thread when it is told so", async () => {
    const reply = app.unasked({ layout: "thread" });
    const first = await post(reply, "Headline.");
    const growing = { markdown: "Tw", state: "partial" } as const;
    const second = await app.messenger.post(reply, growing, at([first]));
    await app.messenger.edit(reply, second, { markdown: "Two.", state: "final" }, { part: 1, signal });
    await post(reply, "Three.", [first, second]);
    expect(app.slack.calls("chat.startStream")).toEqual([]);
    expect(inChannel()).toEqual(["Headline."]);
    expect(app.slack.thread(GENERAL, first.messageId).map(({ text }) => text)).toEqual(["Two.", "Three."]);
  });

  it.each(["together", "thread"] as const)("is found part by part, %s, and not taken for another's", async (layout) => {
    const [reply, other] = [app.unasked({ layout }), app.unasked({ layout })];
    await post(other, "Other news.");
    const first = await post(reply, "One.");
    const second = await post(reply, "Two.", [first]);
    expect(await find(reply)).toEqual(first);
    expect(await find(reply, [first])).toEqual(second);
    expect(await find(reply, [first, second])).toBeUndefined();
    expect(await find(app.unasked({ layout }))).toBeUndefined();
  });

  it("is not an answer that streams in its thread", async () => {
    const reply = app.unasked({ layout: "thread" });
    const first = await post(reply, "Headline.");
    const { ts } = app.slack.write("<@U0FOOTNOTE> more on 2", { threadTs: first.messageId });
    const question = {
      kind: "message",
      channel: reply.target.channel,
      messageId: ts,
      threadId: first.messageId,
    } as const;
    await app.messenger.post(
      { ...reply, id: "answer", target: question },
      { markdown: "An ans", state: "partial" },
      at(),
    );
    expect(await find(reply, [first])).toBeUndefined();
  });

  it("makes the bot join a public channel that nobody has invited it to", async () => {
    app.slack.addChannel("C0OTHER", { isMember: false });
    await post(app.unasked({ channel: "C0OTHER" }), "One.");
    expect(app.slack.messages("C0OTHER").map(({ text }) => text)).toEqual(["One."]);
  });

  it("says whom to invite where the bot may not join", async () => {
    app.slack.addChannel("C0OTHER", { isMember: false });
    app.slack.world.scopes.delete("channels:join");
    await expect(post(app.unasked({ channel: "C0OTHER" }), "One.")).rejects.toMatchObject({
      code: "PLATFORM_FORBIDDEN",
      retryable: false,
      userMessage: expect.stringContaining("/invite @footnote"),
    });
  });

  it.each([
    ["is gone", "channel_not_found", "PLATFORM_NOT_FOUND"],
    ["is archived", "is_archived", "PLATFORM_FORBIDDEN"],
    ["takes posts of admins only", "restricted_action", "PLATFORM_FORBIDDEN"],
    ["takes posts of nobody", "restricted_action_read_only_channel", "PLATFORM_FORBIDDEN"],
  ])("is refused for good where the channel %s", async (_why, error, code) => {
    app.slack.failNext("chat.postMessage", { error });
    await expect(post(app.unasked(), "One.")).rejects.toMatchObject({ code, retryable: false });
  });
});
