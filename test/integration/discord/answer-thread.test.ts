import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, OutgoingMessage, Reply } from "../../../src/core/chat.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

const MINUTE_MS = 60_000;

describe("answers in a thread of their question on Discord", () => {
  const signal = AbortSignal.timeout(60_000);
  let now: number;
  let discord: FakeDiscord;
  beforeEach(async () => {
    now = Date.now();
    discord = await startFakeDiscord({ clock: { now: () => now } });
  });
  afterEach(() => discord.close());

  const { log, lines } = createRecordingLog();
  const messenger = () => createDiscordMessenger({ log, clock: { now: () => now } }, discord);
  function toReply({ channelId = discord.channelId, threadId = "", question = "what is a job?" } = {}): Reply {
    const { id: messageId } = discord.mention(question, { channelId: threadId || channelId });
    const channel = { platform: "discord", workspaceId: discord.guildId, channelId } as const;
    const inThread = threadId === "" ? {} : { threadId };
    const target = { kind: "message", channel, messageId, placement: "thread", ...inThread } as const;
    return { id: `discord-msg-${messageId}`, target, asker: discord.asker, question };
  }
  const questionOf = ({ target }: Reply) => (target.kind === "message" ? target.messageId : "");
  const post = (reply: Reply, markdown: string, { previous, ...more }: Partial<OutgoingMessage> & After = {}) =>
    messenger().post(
      reply,
      { markdown, state: "final", ...more },
      { part: previous === undefined ? 0 : 1, previous, signal },
    );
  const find = (reply: Reply, { previous, sentAt = now }: After & { readonly sentAt?: number } = {}) =>
    messenger().find(reply, { part: previous === undefined ? 0 : 1, previous, sentAt, signal });
  const shownIn = (channelId: string) =>
    discord.messages(channelId).map(({ content, referenceId }) => [content, referenceId]);

  it("stand in it part by part, and nothing of them in the channel", async () => {
    const reply = toReply();
    const first = await post(reply, "One.");
    const second = await post(reply, "Two.", { previous: first });
    expect(first.channelId).toBe(questionOf(reply));
    expect(second.channelId).toBe(questionOf(reply));
    expect(shownIn(questionOf(reply))).toEqual([
      ["One.", undefined],
      ["Two.", first.messageId],
    ]);
    expect(discord.messages()).toEqual([]);
    expect(discord.threads().map(({ name }) => name)).toEqual(["what is a job?"]);
  });

  it("come once when they are posted again, into the one thread that there is", async () => {
    const reply = toReply();
    const first = await post(reply, "On", { state: "partial", controls: ["stop"] });
    expect(await post(reply, "One.")).toEqual(first);
    await messenger().edit(reply, first, { markdown: "One, whole.", state: "final" }, { part: 0, signal });
    expect(shownIn(questionOf(reply))).toEqual([["One, whole.", undefined]]);
    expect(discord.threads()).toHaveLength(1);
  });

  it.each([
    ["named after no more of the question than a name can hold", "why ".repeat(60), "why ".repeat(24).concat("why…")],
    ["named in one line", "what\nis\n a job?", "what is a job?"],
    ["named all the same when the question has no words", "", "Answer"],
  ])("are %s", async (_name, question, name) => {
    await post(toReply({ question }), "One.");
    expect(discord.threads().map((thread) => thread.name)).toEqual([name]);
  });

  it("are found there long after, with or without buttons, and not where they are not", async () => {
    const reply = toReply();
    const other = toReply();
    expect(await find(reply)).toBeUndefined();
    const sentAt = now;
    const first = await post(reply, "One.", { controls: ["regenerate"] });
    const second = await post(reply, "Two.", { previous: first });
    const bare = await post(other, "Another.");
    now += 10 * MINUTE_MS;
    expect(await find(reply, { sentAt })).toEqual(first);
    expect(await find(reply, { sentAt, previous: first })).toEqual(second);
    expect(await find(reply, { sentAt, previous: second })).toBeUndefined();
    expect(await find(other, { sentAt })).toEqual(bare);
  });

  it("are not mistaken for what else the bot has said in that thread", async () => {
    const reply = toReply();
    await post(reply, "One.");
    const [threadId = ""] = discord.threads().map(({ id }) => id);
    const within = toReply({ threadId });
    await post(within, "On something else.");
    discord.deleteMessage((await find(reply))?.messageId ?? "");
    now += 10 * MINUTE_MS;
    expect(await find(reply, { sentAt: now - 10 * MINUTE_MS })).toBeUndefined();
  });

  it("are answered in the thread where they are asked in one", async () => {
    const threadId = discord.addThread(discord.channelId);
    const reply = toReply({ threadId });
    await post(reply, "Here.");
    expect(shownIn(threadId)).toEqual([["Here.", questionOf(reply)]]);
    expect(discord.threads()).toHaveLength(1);
  });

  it("are replies in the channel where no thread may be made, and are found there", async () => {
    const channelId = discord.addChannel("quiet");
    discord.denyThreads(channelId);
    const reply = toReply({ channelId });
    const ref = await post(reply, "Here then.");
    expect(ref).toMatchObject({ channelId });
    expect(shownIn(channelId)).toEqual([["Here then.", questionOf(reply)]]);
    now += 10 * MINUTE_MS;
    expect(await find(reply, { sentAt: now - 10 * MINUTE_MS })).toEqual(ref);
    expect(lines.join("\n")).toContain("no thread can be used here");
  });

  it("are replies in the channel where the question is gone", async () => {
    const reply = toReply();
    discord.deleteMessage(questionOf(reply));
    await post(reply, "Here then.");
    expect(shownIn(discord.channelId)).toEqual([["Here then.", undefined]]);
    expect(discord.threads()).toEqual([]);
  });

  it("are replies in a direct message, which has no threads, without asking", async () => {
    const { id: messageId, channelId } = discord.dm("what?");
    const channel = { platform: "discord", workspaceId: "dm", channelId } as const;
    const target = { kind: "message", channel, messageId, placement: "thread" } as const;
    await post({ id: "answer-1", target, asker: discord.asker, question: "what?" }, "Here.");
    expect(shownIn(channelId)).toEqual([["Here.", messageId]]);
    expect(discord.requests.filter(({ path }) => path.endsWith("/threads"))).toEqual([]);
  });

  it("are changed in a thread that has been closed meanwhile", async () => {
    const reply = toReply();
    const first = await post(reply, "One.");
    discord.closeThread(questionOf(reply));
    await messenger().edit(reply, first, { markdown: "One, anew.", state: "final" }, { part: 0, signal });
    expect(shownIn(questionOf(reply))).toEqual([["One, anew.", undefined]]);
  });

  it("stay the reply to their command where it is a command that asks", async () => {
    const { id: interactionId, token } = discord.deferred();
    const channel = { platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId } as const;
    const kept = { expiresAt: now + 15 * MINUTE_MS, visibility: "public", placement: "thread" } as const;
    const target = { kind: "interaction", channel, interactionId, token, ...kept } as const;
    await post({ id: "answer-1", target, asker: discord.asker, question: "what?" }, "Here.");
    expect(discord.messages().map(({ content }) => content)).toEqual(["Here."]);
    expect(discord.threads()).toEqual([]);
  });
});

interface After {
  readonly previous?: MessageRef;
}
