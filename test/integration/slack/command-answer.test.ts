import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Reply, Visibility } from "../../../src/core/chat.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { ASKER, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

const ELSEWHERE = "C0ELSEWHERE";
const signal = AbortSignal.timeout(60_000);
let now: number;
let app: SlackApp;
let invocation: Invocation | undefined;

beforeEach(async () => {
  now = Date.now();
  app = await startSlackApp({ clock: { now: () => now } });
  app.slack.addChannel(ELSEWHERE, { isMember: false });
  await app.listener.start(async (next) => {
    invocation = next;
    return { kind: "accepted" };
  });
});
afterEach(() => app.close());

/** A person types `/ask`; what a worker then has to answer. */
async function asked(
  question: string,
  { visibility = "public", channel = GENERAL }: { visibility?: Visibility; channel?: string } = {},
): Promise<Reply> {
  await app.slack.slash("/ask", visibility === "public" ? question : `private:yes ${question}`, { channel });
  if (invocation === undefined) throw new Error("No command arrived");
  return { id: invocation.id, target: invocation.replyTo, asker: invocation.asker, question };
}

const post = (reply: Reply, markdown: string, { part = 0, previous }: { part?: number; previous?: MessageRef } = {}) =>
  app.messenger.post(reply, { markdown, state: "final" }, { part, previous, signal });

describe("the answer to a public command", () => {
  it("hangs under its question, which pings nobody", async () => {
    const reply = await asked("is <!here> a & b?");
    const first = await post(reply, "Yes.");
    await post(reply, "And no.", { part: 1, previous: first });
    const root = app.slack.messages().at(-1);
    expect(root?.text).toBe("*asker* asked: is &lt;!here&gt; a &amp; b?");
    expect(app.slack.thread(GENERAL, root?.ts ?? "").map(({ text }) => text)).toEqual(["Yes.", "And no."]);
    expect(first.threadId).toBe(root?.ts);
    expect(app.slack.pings).toEqual([]);
  });

  it("streams in that thread", async () => {
    const reply = await asked("what is new?");
    const ref = await app.messenger.post(reply, { markdown: "A lot", state: "partial" }, { part: 0, signal });
    expect(ref.live).toBe(true);
    await app.messenger.edit(reply, ref, { markdown: "A lot is.", state: "final" }, { part: 0, signal });
    expect(app.slack.thread(GENERAL, ref.threadId ?? "").map(({ text }) => text)).toEqual(["A lot is."]);
  });

  it("does not ask the question again when its first part is tried again", async () => {
    const reply = await asked("what is new?");
    await app.messenger
      .post(reply, { markdown: "x", state: "final" }, { part: 0, signal: AbortSignal.abort() })
      .catch(() => undefined);
    app.slack.failNext("chat.startStream", { status: 503 });
    const partial = { markdown: "A lot", state: "partial" } as const;
    await expect(app.messenger.post(reply, partial, { part: 0, signal })).rejects.toMatchObject({ retryable: true });
    await app.messenger.post(reply, partial, { part: 0, signal });
    expect(app.slack.messages().filter(({ text }) => text.includes("asked:"))).toHaveLength(1);
  });

  it("shortens a very long question", async () => {
    const reply = await asked("why ".repeat(900));
    await post(reply, "Because.");
    const root = app.slack.messages().at(-1)?.text ?? "";
    expect(root.length).toBeLessThan(3_100);
    expect(root.endsWith("…")).toBe(true);
  });

  it("is shown whole by the command itself where the bot is no member", async () => {
    const reply = await asked("what is new?", { channel: ELSEWHERE });
    const ref = await app.messenger.post(reply, { markdown: "A lot", state: "partial" }, { part: 0, signal });
    await app.messenger.edit(reply, ref, { markdown: "A lot is", state: "partial" }, { part: 0, signal });
    expect(app.slack.messages(ELSEWHERE).map(({ text }) => text)).toEqual([]);
    const done = await app.messenger.edit(
      reply,
      ref,
      { markdown: "A lot is **new**.", state: "final" },
      { part: 0, signal },
    );
    await app.messenger.edit(reply, done, { markdown: "A lot is **new**.", state: "final" }, { part: 0, signal });
    await post(reply, "Sources", { part: 1, previous: done });
    expect(app.slack.messages(ELSEWHERE).map(({ text }) => text)).toEqual([
      "*asker* asked: what is new?\n\nA lot is *new*.",
      "Sources",
    ]);
  });

  it("says that it came too late where nothing else is left", async () => {
    const reply = await asked("what is new?", { channel: ELSEWHERE });
    now += 31 * 60_000;
    await expect(post(reply, "A lot.")).rejects.toMatchObject({ code: "REPLY_EXPIRED", retryable: false });
  });
});

describe("the answer to a private command", () => {
  it("is seen by the asker only, and only when it is whole", async () => {
    const reply = await asked("what is mine?", { visibility: "asker" });
    const ref = await app.messenger.post(reply, { markdown: "This", state: "partial" }, { part: 0, signal });
    expect(app.slack.ephemerals).toEqual([]);
    const done = await app.messenger.edit(reply, ref, { markdown: "This is.", state: "final" }, { part: 0, signal });
    await app.messenger.remove(reply, done, { signal });
    expect(app.slack.ephemerals).toMatchObject([{ channel: GENERAL, user: ASKER, text: "This is." }]);
    expect(app.slack.messages()).toEqual([]);
  });

  it("goes on privately after the five posts that its command allows", async () => {
    const reply = await asked("tell me everything", { visibility: "asker" });
    let previous: MessageRef | undefined;
    for (let part = 0; part < 7; part += 1) {
      previous = await post(reply, `Part ${part}.`, previous === undefined ? { part } : { part, previous });
    }
    expect(app.slack.ephemerals.map(({ text }) => text)).toEqual([0, 1, 2, 3, 4, 5, 6].map((part) => `Part ${part}.`));
    expect(app.slack.calls("chat.postEphemeral")).toHaveLength(2);
    expect(app.slack.world.refusedResponses).toEqual([]);
  });

  it("still reaches the asker after half an hour", async () => {
    const reply = await asked("what is mine?", { visibility: "asker" });
    now += 31 * 60_000;
    await post(reply, "This is.");
    expect(app.slack.ephemerals.map(({ text }) => text)).toEqual(["This is."]);
    expect(app.slack.world.refusedResponses).toEqual([]);
  });
});
