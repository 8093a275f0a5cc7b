import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/core/clock.ts";
import { createReplyParts } from "../../../src/core/reply-parts.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { GENERAL } from "../../fakes/slack/fake-slack.ts";
import { type SlackApp, startSlackApp } from "./slack-app.ts";

const signal = AbortSignal.timeout(60_000);
const GROWING = ["One [1].", "Two.", "Three"];

describe("an answer on Slack, a message of which somebody deletes while it grows", () => {
  let app: SlackApp;
  beforeEach(async () => {
    app = await startSlackApp();
  });
  afterEach(() => app.close());

  it.each([
    [0, "on"],
    [1, "on"],
    [2, "on"],
    [0, "unsupported"],
    [1, "unsupported"],
  ] as const)("is whole and in order, whichever it was (%i, streaming %s)", async (deleted, streaming) => {
    app.slack.setStreaming(streaming);
    const reply = app.asked();
    if (reply.target.kind !== "message") throw new Error("No message was asked");
    const { messageId } = reply.target;
    const outbox = createMemoryOutbox();
    const parts = await createReplyParts(
      { messenger: app.messenger, outbox, clock: systemClock, log: createMemoryLog() },
      { reply, record: { job: { version: 1, reply, sites: [], receivedAt: 0 } } },
    );
    const shown = () => app.slack.thread(GENERAL, messageId);
    await parts.draw(GROWING, { whole: GROWING.join(), signal });
    const { messages } = app.slack.world;
    messages.splice(
      messages.findIndex(({ ts }) => ts === shown()[deleted]?.ts),
      1,
    );
    const texts = GROWING.map((text, index) => (index === deleted ? `${text}, checked.` : text)).concat("*Sources*");
    await parts.close(texts, { state: "final", signal });
    expect(shown().map(({ text }) => text.replaceAll("_", "*"))).toEqual(texts);
    expect(shown().every(({ streamingSince }) => streamingSince === undefined)).toBe(true);
    expect((await outbox.read(reply.target.channel, reply.id))?.parts).toHaveLength(4);
  });
});
