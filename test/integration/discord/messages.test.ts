import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../../src/core/errors.ts";
import type { Invocation } from "../../../src/core/invocation.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";

describe("messages on Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
  });
  afterEach(() => bench.close());

  /** A question after the events in doubt: once it is here, they would have been. */
  async function questionsUntilNow(): Promise<readonly unknown[]> {
    bench.discord.mention("the last one");
    await eventually(() => expect(bench.questions()).toContain("the last one"));
    return bench.questions().slice(0, -1);
  }

  it("are questions when they mention the bot, to be answered under them", async () => {
    const { id } = bench.discord.mention("what is a job?");
    await eventually(() => expect(bench.seen).toHaveLength(1));
    const channel = { platform: "discord", workspaceId: bench.discord.guildId, channelId: bench.discord.channelId };
    expect(bench.seen[0]).toMatchObject({
      id: `discord-msg-${id}`,
      channel,
      asker: { id: bench.discord.asker.id, name: "Ada" },
      call: { name: "ask", options: { question: "what is a job?" } },
      replyTo: { kind: "message", channel, messageId: id },
    });
  });

  it("keep other people readable and lose only the bot's mention", async () => {
    bench.discord.say(`hey <@${bench.discord.botId}> does <@${bench.discord.owner.id}> know\nline two?`);
    await eventually(() => expect(bench.questions()).toEqual(["hey does @Olga know\nline two?"]));
  });

  it("are passed on when they are empty, so that the asker hears how to ask", async () => {
    bench.answerWith(async () => ({ kind: "reply", markdown: "Ask me something." }));
    const { id } = bench.discord.mention("");
    await eventually(() => expect(bench.discord.messages()[0]).toMatchObject({ content: "Ask me something." }));
    expect(bench.discord.messages()[0]?.referenceId).toBe(id);
    expect(bench.questions()).toEqual([""]);
    expect(bench.discord.pings).toEqual([]);
  });

  it("say in reply that a question could not be accepted", async () => {
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    const { id } = bench.discord.mention("lost?");
    await eventually(() => expect(bench.discord.messages()[0]?.content).toContain("was not accepted"));
    expect(bench.discord.messages()[0]?.referenceId).toBe(id);
  });

  it("are questions when they reply to the bot with the ping on, and not without", async () => {
    bench.answerWith(async () => ({ kind: "reply", markdown: "First answer." }));
    bench.discord.mention("first?");
    await eventually(() => expect(bench.discord.messages()).toHaveLength(1));
    const replyTo = bench.discord.messages()[0]?.id ?? "";
    bench.discord.say("and why?", { replyTo });
    await eventually(() => expect(bench.questions()).toContain("and why?"));
    bench.discord.say("talking among us", { replyTo, quiet: true });
    expect(await questionsUntilNow()).toEqual(["first?", "and why?"]);
  });

  it.each([
    ["without a mention", (discord: typeof bench.discord) => discord.say("just talking")],
    ["to @everyone", (discord: typeof bench.discord) => discord.say("@everyone lunch?")],
    ["to a role", (discord: typeof bench.discord) => discord.say(`<@&${discord.guildId}> hello`)],
    ["of a webhook", (discord: typeof bench.discord) => discord.mention("from a hook", { webhook: true })],
    [
      "of another bot",
      (discord: typeof bench.discord) =>
        discord.mention("beep", { user: { id: "900000000000000001", name: "Robot", bot: true } }),
    ],
    [
      "of the bot itself",
      (discord: typeof bench.discord) =>
        discord.mention("me again", { user: { id: discord.botId, name: "Footnote", bot: true } }),
    ],
  ])("%s are not for us", async (_name, say) => {
    say(bench.discord);
    expect(await questionsUntilNow()).toEqual([]);
  });

  const questionOf = (call: Invocation["call"]) => (call.name === "ask" ? (call.options.question ?? "") : "");

  it("say what they reply to and which thread they stand in, where they do", async () => {
    const { id: replyTo } = bench.discord.say("Digest.", { user: { id: bench.discord.botId, name: "Footnote" } });
    const threadId = bench.discord.addThread(bench.discord.channelId);
    bench.discord.say("more on 2", { replyTo });
    bench.discord.mention("more on 3", { channelId: threadId });
    bench.discord.mention("what is a job?");
    await eventually(() => expect(bench.seen).toHaveLength(3));
    const under = Object.fromEntries(bench.seen.map(({ call, inReplyTo }) => [questionOf(call), inReplyTo]));
    expect(under).toEqual({
      "more on 2": { messageId: replyTo },
      "more on 3": { threadId },
      "what is a job?": undefined,
    });
  });

  it("to the bot alone need no mention, and their author manages the settings", async () => {
    bench.discord.dm("what is a job?");
    await eventually(() => expect(bench.questions()).toEqual(["what is a job?"]));
    expect(bench.seen[0]?.channel.workspaceId).toBe("dm");
    expect(await bench.seen[0]?.mayManage("workspace")).toBe(true);
  });

  it("say who may manage a server's channel", async () => {
    bench.discord.mention("as a member");
    bench.discord.mention("as the owner", { user: bench.discord.owner });
    await eventually(() => expect(bench.seen).toHaveLength(2));
    expect(await Promise.all(bench.seen.map(({ mayManage }) => mayManage("channel")))).toEqual([false, true]);
  });

  it.each([
    ["a thread", true],
    ["a thread that was archived until now", false],
  ])("in %s have the settings of its channel and are answered in it", async (_name, announced) => {
    const threadId = bench.discord.addThread(bench.discord.channelId, { announced });
    bench.answerWith(async () => ({ kind: "reply", markdown: "In here." }));
    bench.discord.mention("where?", { channelId: threadId });
    await eventually(() => expect(bench.discord.messages(threadId)[0]?.content).toBe("In here."));
    expect(bench.seen[0]?.channel.channelId).toBe(bench.discord.channelId);
    expect(bench.seen[0]?.replyTo).toMatchObject({ kind: "message", threadId });
  });

  it("are answered even when Discord does not tell where their thread belongs", async () => {
    const threadId = bench.discord.addThread(bench.discord.channelId, { announced: false });
    bench.discord.failNext({ method: "GET", path: "/channels/", status: 500, times: 2 });
    bench.discord.mention("where?", { channelId: threadId });
    await eventually(() => expect(bench.discord.messages(threadId)[0]?.content).toContain("Something went wrong"));
    expect(bench.seen).toEqual([]);
  });

  it("are delivered once when the gateway repeats them", async () => {
    bench.discord.mention("once?");
    await eventually(() => expect(bench.seen).toHaveLength(1));
    bench.discord.repeatLast("MESSAGE_CREATE");
    expect(await questionsUntilNow()).toEqual(["once?"]);
  });
});
