import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "../../../src/core/chat.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { ASKER } from "../../fakes/slack/fake-slack.ts";
import { type ConversingApp, startConversing } from "./conversing-app.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

describe("thumbs under an answer on Slack", () => {
  const signal = AbortSignal.timeout(60_000);
  const end = { markdown: "It is 42.", state: "final", controls: ["regenerate"], feedback: { items: [] } } as const;
  let app: ConversingApp;
  beforeEach(async () => {
    app = await startConversing();
  });
  afterEach(() => app.close());

  const rows = (ts: string) =>
    app.slack.world.messages
      .find((message) => message.ts === ts)
      ?.blocks?.flatMap((block) => (block.type === "actions" ? [block.elements.map(({ text }) => text.text)] : []));

  it("stand in one row with what can be done with it, posted or streamed", async () => {
    const posted = await app.messenger.post(app.asked(), end, { part: 0, signal });
    expect(rows(posted.messageId)).toEqual([["👍", "👎", "Regenerate"]]);
    const reply = app.asked();
    const streamed = await app.messenger.post(reply, { markdown: "It is", state: "partial" }, { part: 0, signal });
    expect(streamed.live).toBe(true);
    await app.messenger.edit(reply, streamed, end, { part: 0, signal });
    expect(app.slack.calls("chat.stopStream")).toHaveLength(1);
    expect(app.slack.calls("chat.update")).toEqual([]);
    expect(rows(streamed.messageId)).toEqual([["👍", "👎", "Regenerate"]]);
  });

  it("stand under an answer that only its asker sees", async () => {
    await app.slack.slash("/ask", "private:yes what is mine?");
    const [asked] = app.seen;
    if (asked === undefined) throw new Error("No command arrived");
    const reply = { id: asked.id, target: asked.replyTo, asker: asked.asker, question: "?" };
    await app.messenger.post(reply, end, { part: 0, signal });
    expect(buttonsOf(app.slack.ephemerals[0]?.blocks)).toHaveLength(3);
  });

  it("are answered beside it, with buttons that lead on and give way to what follows", async () => {
    const reply = app.asked();
    const { messageId } = await app.messenger.post(reply, end, { part: 0, signal });
    app.answerWith(({ call }) => ({
      kind: "reply",
      markdown: call.name === "feedback" ? "What was wrong?" : "Thank you.",
      buttons: call.name === "feedback" ? [{ label: "Sources", command: "report answer reason:source" }] : [],
    }));
    await app.slack.press("down", { ts: messageId });
    expect(app.seen[0]).toMatchObject({
      call: { name: "feedback", answerId: reply.id, value: "down" },
      trigger: "command",
    });
    expect(app.whispers()).toEqual(["What was wrong?"]);
    await app.slack.press("run_0", app.slack.ephemerals[0] ?? { ts: "" });
    expect(app.seen[1]?.call).toMatchObject({ name: "report", action: "answer", options: { reason: "source" } });
    expect(app.whispers()).toEqual(["Thank you."]);
    expect(rows(messageId)).toHaveLength(1);
  });
});

describe("thumbs under a digest on Slack", () => {
  const signal = AbortSignal.timeout(60_000);
  let app: SlackApp;
  let seen: Invocation[];
  beforeEach(async () => {
    app = await startSlackApp({ retryDelaysMs: [], ackDeadlineMs: 3_000 });
    seen = [];
    await app.listener.start(async (invocation) => {
      seen.push(invocation);
      return { kind: "reply", markdown: "Noted." };
    });
  });
  afterEach(() => app.close());

  const post = (message: Partial<OutgoingMessage> = {}) =>
    app.messenger.post(app.unasked(), { markdown: "News.", state: "final", ...message }, { part: 0, signal });
  const labels = () => app.slack.messages().flatMap(({ blocks }) => buttonsOf(blocks).map(({ text }) => text.text));

  it("are there only when they are asked for", async () => {
    await post();
    expect(labels()).toEqual([]);
  });

  it("are two for each of all the items that a digest can have, beside the text", async () => {
    await post({ feedback: { items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } });
    expect(labels()).toHaveLength(20);
    expect(labels().slice(0, 4)).toEqual(["👍 1", "👎 1", "👍 2", "👎 2"]);
    expect(app.slack.messages()[0]?.text).toContain("News.");
  });

  it("need no number under a message of one item", async () => {
    await post({ feedback: { items: [4] } });
    expect(labels()).toEqual(["👍", "👎"]);
  });

  it("go when an edit has none", async () => {
    const reply = app.unasked();
    const ref = await app.messenger.post(
      reply,
      { markdown: "News.", state: "final", feedback: { items: [] } },
      { part: 0, signal },
    );
    expect(labels()).toEqual(["👍", "👎"]);
    await app.messenger.edit(reply, ref, { markdown: "News.", state: "final" }, { part: 0, signal });
    expect(labels()).toEqual([]);
  });

  it("say what was thought of which item, by whom", async () => {
    const { messageId } = await post({ feedback: { items: [2, 3] } });
    const delivery = await app.slack.press("down_3", { ts: messageId });
    expect(delivery.isAcknowledged()).toBe(true);
    expect(seen).toMatchObject([
      { asker: { id: ASKER }, call: { name: "feedback", answerId: "digest-1", item: 3, value: "down" } },
    ]);
    await expect.poll(() => app.slack.ephemerals.map(({ text }) => text)).toEqual(["Noted."]);
  });

  it("name no item when they are for the whole", async () => {
    const { messageId } = await post({ feedback: { items: [] } });
    await app.slack.press("up", { ts: messageId });
    expect(seen[0]?.call).toEqual({ name: "feedback", answerId: "digest-1", item: undefined, value: "up" });
  });
});
