import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/chat.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import type { FakeInteraction } from "../../fakes/discord/fake-discord-state.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";

describe("answers that a channel's settings make private on Discord", () => {
  const signal = AbortSignal.timeout(60_000);
  const clock = { now: () => Date.now() };
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
  });
  afterEach(() => bench.close());

  const messenger = () => createDiscordMessenger({ log: createRecordingLog().log, clock }, bench.discord);
  function toReply({ id: interactionId, token, createdAt }: FakeInteraction): Reply {
    const { guildId: workspaceId, channelId, asker } = bench.discord;
    const channel = { platform: "discord", workspaceId, channelId } as const;
    const target = { kind: "interaction", channel, interactionId, token, visibility: "asker" } as const;
    return { id: "answer-1", target: { ...target, expiresAt: createdAt + 900_000 }, asker, question: "what?" };
  }
  const post = (reply: Reply, markdown: string) =>
    messenger().post(reply, { markdown, state: "partial", controls: ["stop"] }, { part: 0, signal });
  const ask = () => bench.discord.slash({ command: "ask", options: { question: "what?" } });

  it("take the “thinking” away that everybody sees, and tell the asker why", async () => {
    bench.answerWith(async () => ({ kind: "accepted", visibility: "asker" }));
    const use = ask();
    await eventually(() => expect(bench.discord.interactionReply(use).followUps).toHaveLength(1));
    const { content, followUps } = bench.discord.interactionReply(use);
    expect(content).toBeUndefined();
    expect(followUps).toEqual([{ content: expect.stringContaining("only you can see"), ephemeral: true }]);
    const reply = toReply(use);
    const first = await post(reply, "Sec");
    await messenger().edit(reply, first, { markdown: "Secret.", state: "final" }, { part: 0, signal });
    expect(bench.discord.interactionReply(use).followUps[1]).toEqual({ content: "Secret.", ephemeral: true });
    expect(bench.discord.messages()).toEqual([]);
  });

  it("are never put into it by a worker that is faster", async () => {
    const release = bench.holdBack();
    const use = ask();
    await eventually(() => expect(bench.discord.interactionReply(use).state).toBe("loading"));
    const reply = toReply(use);
    expect(await messenger().find(reply, { part: 0, sentAt: Date.now(), signal })).toBeUndefined();
    await post(reply, "Secret.");
    release({ kind: "accepted", visibility: "asker" });
    await eventually(() => expect(bench.discord.interactionReply(use).followUps).toHaveLength(2));
    expect(bench.discord.interactionReply(use).followUps.every(({ ephemeral }) => ephemeral)).toBe(true);
    expect(bench.discord.messages()).toEqual([]);
    expect(bench.logged).toEqual([]);
  });

  it("leave nothing of a command that is ignored", async () => {
    bench.answerWith(async () => ({ kind: "ignored" }));
    const use = ask();
    await eventually(() => expect(bench.discord.interactionReply(use).state).toBe("answered"));
    expect(bench.discord.interactionReply(use)).toMatchObject({ content: undefined, followUps: [] });
    expect(bench.discord.messages()).toEqual([]);
  });
});
