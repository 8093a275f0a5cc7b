import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Reply } from "../../src/core/chat.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { Invocation, Outcome } from "../../src/core/invocation.ts";
import { createDiscordListener } from "../../src/platforms/discord/listener.ts";
import { createDiscordMessenger } from "../../src/platforms/discord/messenger.ts";
import { CHANNEL_ID, startDiscordTwin } from "./discord-twin.ts";
import { silentLog } from "./silent-log.ts";

const deps = { log: silentLog, clock: systemClock };
const signal = AbortSignal.timeout(60_000);

describe("the Discord adapters against discord-digital-twin", () => {
  let discord: Awaited<ReturnType<typeof startDiscordTwin>>;
  let listener: ReturnType<typeof createDiscordListener>;
  let messenger: ReturnType<typeof createDiscordMessenger>;
  let seen: Invocation[] = [];
  let outcome: Outcome = { kind: "accepted" };

  beforeAll(async () => {
    discord = await startDiscordTwin();
    listener = createDiscordListener(deps, discord.credentials);
    messenger = createDiscordMessenger(deps, discord.credentials);
    await listener.start(async (invocation) => {
      seen.push(invocation);
      return outcome;
    });
  });
  beforeEach(() => {
    seen = [];
    outcome = { kind: "accepted" };
  });
  afterAll(async () => {
    await listener.stop();
    await discord.close();
  });

  it("logs in over REST and gateway and is ready", () => {
    expect(listener.isReady()).toBe(true);
  });

  it("hears a mention as a question and answers with a reply to it", async () => {
    const asked = await discord.mention("what is a queue?");
    const reply = await heard();
    expect(seen[0]?.call).toEqual({ name: "ask", options: { question: "what is a queue?" } });

    const ref = await messenger.post(reply, { markdown: "A queue is a list [1]", state: "final" }, { part: 0, signal });
    const answer = await message(ref.messageId);
    expect(answer?.content).toContain("A queue is a list");
    expect(answer?.message_reference).toMatchObject({ message_id: asked.id });
  });

  it("tells a message that does not mention it from one that does", async () => {
    await discord.say("just talking");
    await discord.mention("a question");
    await vi.waitFor(() => expect(seen.map(({ trigger }) => trigger)).toEqual(["message", "mention"]));
  });

  it("grows one message and leaves its final text", async () => {
    await discord.mention("tell me more");
    const reply = await heard();
    const before = (await discord.botMessages()).length;

    const first = await messenger.post(reply, { markdown: "More", state: "partial" }, { part: 0, signal });
    const grown = await messenger.edit(reply, first, { markdown: "More is", state: "partial" }, { part: 0, signal });
    await messenger.edit(reply, grown, { markdown: "More is better.", state: "final" }, { part: 0, signal });

    expect(await discord.botMessages()).toHaveLength(before + 1);
    expect((await message(first.messageId))?.content).toBe("More is better.");
  });

  it("removes a part, and finds nothing wrong with one that is gone", async () => {
    await discord.mention("too much");
    const reply = await heard();
    const ref = await messenger.post(reply, { markdown: "Drop me", state: "final" }, { part: 1, signal });
    await messenger.remove(reply, ref, { signal });
    await messenger.remove(reply, ref, { signal });
    expect(await message(ref.messageId)).toBeUndefined();
  });

  it("shows that it types", async () => {
    await discord.mention("slow one");
    const before = discord.typing();
    await messenger.indicate(await heard(), "searching", { signal });
    expect(discord.typing()).toBe(before + 1);
  });

  it("defers a slash command and fills the deferred reply with the answer", async () => {
    const { id } = await discord.slash("ask", { question: "what is a worker?" });
    const reply = await heard();
    expect(seen[0]?.call).toEqual({ name: "ask", options: { question: "what is a worker?" } });
    await vi.waitFor(async () => expect(await discord.interaction(id)).toMatchObject({ acknowledged: true, type: 5 }));

    const first = await messenger.post(reply, { markdown: "A worker", state: "partial" }, { part: 0, signal });
    await messenger.edit(reply, first, { markdown: "A worker takes jobs.", state: "final" }, { part: 0, signal });
    expect((await discord.interaction(id))?.messageId).toBe(first.messageId);
    expect((await message(first.messageId))?.content).toBe("A worker takes jobs.");
  });

  it("follows the deferred reply with the second part", async () => {
    await discord.slash("ask", { question: "long?" });
    const reply = await heard();
    const first = await messenger.post(reply, { markdown: "Part one.", state: "final" }, { part: 0, signal });
    const second = await messenger.post(
      reply,
      { markdown: "Part two.", state: "final" },
      { part: 1, previous: first, signal },
    );
    expect(second.messageId).not.toBe(first.messageId);
    expect((await message(second.messageId))?.content).toBe("Part two.");
  });

  it("shows at once what a settings command has to say", async () => {
    outcome = { kind: "reply", markdown: "This channel searches the whole web." };
    const { id } = await discord.slash("help");
    await vi.waitFor(async () => {
      const { messageId } = (await discord.interaction(id)) ?? {};
      expect((await message(messageId ?? ""))?.content).toBe("This channel searches the whole web.");
    });
  });

  it("says that a channel is gone in the words of the error tree", async () => {
    await discord.mention("into the void");
    const reply = await heard();
    const channel = { ...reply.target.channel, channelId: "200000000000009999" };
    const lost: Reply = { ...reply, target: { kind: "message", channel, messageId: "1" } };
    await expect(
      messenger.post(lost, { markdown: "Hello?", state: "final" }, { part: 0, signal }),
    ).rejects.toMatchObject({ code: "PLATFORM_NOT_FOUND", retryable: false });
  });

  it("refuses to start with a token that Discord does not know", async () => {
    const wrong = createDiscordListener(deps, { ...discord.credentials, token: "not-the-token", startWithinMs: 5_000 });
    await expect(wrong.start(async () => ({ kind: "accepted" }))).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await wrong.stop();
  });

  async function heard(): Promise<Reply> {
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    const [invocation] = seen;
    if (invocation === undefined) throw new Error("Nothing was heard.");
    expect(invocation.channel).toMatchObject({ platform: "discord", channelId: CHANNEL_ID });
    return { id: invocation.id, target: invocation.replyTo, asker: invocation.asker, question: "asked" };
  }

  async function message(id: string) {
    return (await discord.botMessages()).find((candidate) => candidate.id === id);
  }
});
