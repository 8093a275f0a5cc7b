import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "../../../src/core/chat.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { ASKER } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

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
