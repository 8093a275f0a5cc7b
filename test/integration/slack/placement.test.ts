import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/chat.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";

describe("an answer that the channel wants in itself", () => {
  const signal = AbortSignal.timeout(60_000);
  const partial = { markdown: "A lot", state: "partial", controls: ["stop"] } as const;
  const end = { markdown: "A lot is new.", state: "final", controls: ["regenerate"] } as const;
  let app: ConversingApp;
  beforeEach(async () => {
    app = await startConversing();
  });
  afterEach(() => app.close());

  /** What a worker has to answer, asked by the last message or command. */
  function asked(placement: "channel" | "thread" = "channel"): Reply {
    const invocation = app.seen.at(-1);
    if (invocation === undefined || invocation.replyTo.kind === "channel") throw new Error("Nothing was asked");
    return {
      id: invocation.id,
      target: { ...invocation.replyTo, placement },
      asker: invocation.asker,
      question: "what is new?",
    };
  }
  const texts = () => app.slack.messages().map(({ text }) => text);

  it("is posted and grows beside the question, in no thread, with its buttons from the start", async () => {
    await app.slack.mention("what is new?");
    const reply = asked();
    const ref = await app.messenger.post(reply, partial, { part: 0, signal });
    expect(ref).toMatchObject({ channelId: GENERAL });
    expect(ref.threadId).toBeUndefined();
    expect(ref.live).toBeUndefined();
    expect(buttonsOf(app.slack.messages().at(-1)?.blocks)).toHaveLength(1);
    const done = await app.messenger.edit(reply, ref, end, { part: 0, signal });
    await app.messenger.post(reply, { markdown: "More.", state: "final" }, { part: 1, previous: done, signal });
    expect(texts().slice(1)).toEqual(["A lot is new.", "More."]);
    expect(app.slack.calls("chat.startStream")).toEqual([]);
  });

  it("stands in the thread all the same when it was asked in one", async () => {
    const root = app.slack.write("a discussion");
    await app.slack.mention("what is new?", { threadTs: root.ts });
    const ref = await app.messenger.post(asked(), partial, { part: 0, signal });
    expect(ref).toMatchObject({ threadId: root.ts, live: true });
  });

  it("hangs under the question where the channel wants threads", async () => {
    await app.slack.mention("what is new?");
    const ref = await app.messenger.post(asked("thread"), partial, { part: 0, signal });
    expect(ref).toMatchObject({ threadId: app.slack.messages()[0]?.ts, live: true });
  });

  it("shows no status under a thread that there will not be, and a placeholder soon", async () => {
    await app.slack.mention("what is new?");
    await app.messenger.indicate(asked(), "searching", { signal });
    expect(app.slack.statuses).toEqual([]);
    expect(app.messenger.limits.placeholderAfterMs?.(asked())).toBe(3_000);
    expect(app.messenger.limits.placeholderAfterMs?.(asked("thread"))).toBe(10_000);
  });

  it("stands below the question of a command, which is shown once", async () => {
    await app.slack.slash("/ask", "what is new?");
    const reply = asked();
    const ref = await app.messenger.post(reply, end, { part: 0, signal });
    await app.messenger.post(reply, { markdown: "More.", state: "final" }, { part: 1, previous: ref, signal });
    expect(texts()).toEqual(["*asker* asked: what is new?", "A lot is new.", "More."]);
  });

  it("is found in the channel by another process after its post was lost", async () => {
    await app.slack.mention("what is new?");
    const reply = asked();
    const sentAt = Date.now();
    app.slack.failNext("chat.postMessage", { resetAfterActing: true });
    await app.messenger.post(reply, partial, { part: 0, signal }).catch(() => undefined);
    const found = await app.anotherMessenger().find(reply, { part: 0, sentAt, signal });
    expect(found?.messageId).toBe(app.slack.messages().at(-1)?.ts);
    expect(app.slack.calls("conversations.replies")).toEqual([]);
    expect(await app.anotherMessenger().find(reply, { part: 1, sentAt, signal })).toBeUndefined();
  });

  it("is written anew in its place by its button", async () => {
    await app.slack.mention("what is new?");
    const reply = asked();
    const ref = await app.messenger.post(reply, end, { part: 0, signal });
    await app.slack.press("regenerate", { ts: ref.messageId });
    expect(app.seen.at(-1)?.call).toEqual({ name: "control", control: "regenerate", answerId: reply.id });
    await app.messenger.edit(reply, ref, { markdown: "Little.", state: "final" }, { part: 0, signal });
    expect(texts().slice(1)).toEqual(["Little."]);
  });
});
