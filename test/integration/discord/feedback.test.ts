import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage, Reply } from "../../../src/core/chat.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { buttonsOf } from "../../fakes/discord/fake-discord-components.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";

describe("thumbs on Discord", () => {
  const signal = AbortSignal.timeout(60_000);
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  let reply: Reply;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
    const { guildId: workspaceId, channelId, asker } = bench.discord;
    const channel = { platform: "discord", workspaceId, channelId } as const;
    const target = { kind: "channel", channel, layout: "together", title: "News", isCrossposted: false } as const;
    reply = { id: `digest-discord-${workspaceId}-abcdefgh1234-1763850000000`, target, asker, question: "news" };
  });
  afterEach(() => bench.close());

  const post = (message: Partial<OutgoingMessage> = {}) =>
    createDiscordMessenger({ log: createRecordingLog().log, clock: { now: () => Date.now() } }, bench.discord).post(
      reply,
      { markdown: "News.", state: "final", ...message },
      { part: 0, signal },
    );
  const rows = () =>
    bench.discord
      .messages()
      .flatMap(({ components }) => components.map((row) => buttonsOf([row]).map(({ label }) => label)));

  it("are two for the whole where they are wanted and no item is named", async () => {
    await post({ feedback: { items: [] } });
    expect(rows()).toEqual([["👍", "👎"]]);
  });

  it("stand in one row with what can be done with an answer", async () => {
    await post({ controls: ["regenerate"], feedback: { items: [] } });
    expect(rows()).toEqual([["Regenerate", "👍", "👎"]]);
  });

  it("stand below it where one row is too short", async () => {
    await post({ controls: ["regenerate"], feedback: { items: [1, 2, 3] } });
    expect(rows()).toEqual([["Regenerate"], ["👍 1", "👎 1", "👍 2", "👎 2"], ["👍 3", "👎 3"]]);
  });

  it("are answered with what can be said besides, for the one who pressed", async () => {
    const { messageId } = await post({ controls: ["regenerate"], feedback: { items: [] } });
    const reasons = ["source", "wrong"].map((reason) => ({
      label: reason,
      command: `report answer answer:discord-msg-1 reason:${reason}`,
    }));
    bench.answerWith(async () => ({ kind: "reply", markdown: "What was wrong?", buttons: reasons }));
    const press = bench.discord.press("down", { messageId });
    await eventually(() => expect(bench.discord.interactionReply(press).followUps).toHaveLength(1));
    expect(bench.discord.interactionReply(press).followUps).toEqual([{ content: "What was wrong?", ephemeral: true }]);
    expect(bench.discord.buttonRows(press)).toEqual([
      ["Regenerate", "👍", "👎"],
      ["source", "wrong"],
    ]);
    bench.discord.press("footnote:run:report answer answer:discord-msg-1 reason:source");
    await eventually(() => expect(bench.seen).toHaveLength(2));
    expect(bench.seen[1]).toMatchObject({
      trigger: "command",
      call: { name: "report", action: "answer", options: { answer: "discord-msg-1", reason: "source" } },
      replyTo: { visibility: "asker" },
    });
  });

  it("are none under what tells no news: what it is found by is nothing to press", async () => {
    const { messageId } = await post();
    expect(rows()).toEqual([["Digest"]]);
    expect(() => bench.discord.press("digest", { messageId })).toThrow("nobody can see a button");
  });

  it("are none under the news of a pause, which is found by its own button", async () => {
    await post({ controls: ["resume"] });
    expect(rows()).toEqual([["Resume"]]);
  });

  it("are two for each item, which stay side by side, under all the items that a digest can have", async () => {
    await post({ feedback: { items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } });
    expect(rows()[0]).toEqual(["👍 1", "👎 1", "👍 2", "👎 2"]);
    expect(rows()[4]).toEqual(["👍 9", "👎 9", "👍 10", "👎 10"]);
  });

  it("need no number under a message of one item", async () => {
    await post({ feedback: { items: [4] } });
    expect(rows()).toEqual([["👍", "👎"]]);
  });

  it("say what was thought of which item, by whom", async () => {
    const { messageId } = await post({ feedback: { items: [2, 3] } });
    bench.answerWith(async () => ({ kind: "reply", markdown: "Noted." }));
    const press = bench.discord.press("down-3", { messageId });
    await eventually(() => expect(bench.discord.interactionReply(press).followUps).toHaveLength(1));
    expect(bench.discord.interactionReply(press).followUps).toEqual([{ content: "Noted.", ephemeral: true }]);
    expect(bench.seen).toMatchObject([
      {
        channel: reply.target.channel,
        asker: { id: bench.discord.asker.id },
        call: { name: "feedback", answerId: reply.id, item: 3, value: "down" },
      },
    ]);
  });

  it("name no item when they are for the whole", async () => {
    const { messageId } = await post({ feedback: { items: [] } });
    bench.discord.press("up", { messageId });
    await eventually(() => expect(bench.seen).toHaveLength(1));
    expect(bench.seen[0]?.call).toEqual({ name: "feedback", answerId: reply.id, item: undefined, value: "up" });
  });
});
