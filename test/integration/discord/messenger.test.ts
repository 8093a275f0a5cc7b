import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, Reply, ReplyTarget } from "../../../src/core/chat.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

const MINUTE_MS = 60_000;
const MENTIONS = "@everyone <@123456789012345678> <@&123456789012345678>";

describe("answers on Discord", () => {
  const signal = AbortSignal.timeout(60_000);
  let now: number;
  let discord: FakeDiscord;
  beforeEach(async () => restart());
  afterEach(() => discord.close());

  async function restart(options: FakeDiscordOptions = {}): Promise<void> {
    await discord?.close().catch(() => undefined);
    now = Date.now();
    discord = await startFakeDiscord({ clock, ...options });
  }

  const clock = { now: () => now };
  const logged: string[] = [];
  const messenger = () => {
    const { log, lines } = createRecordingLog();
    logged.splice(0, logged.length, ...lines);
    return createDiscordMessenger({ log, clock }, discord);
  };
  const toReply = (target: ReplyTarget): Reply => ({ id: "answer-1", target, asker: discord.asker, question: "what?" });
  const channel = () => ({ platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId }) as const;

  function toMessage(fields: { readonly threadId?: string } = {}): Reply {
    const messageId = discord.mention("what?", { channelId: fields.threadId ?? discord.channelId }).id;
    return toReply({ kind: "message", channel: channel(), messageId, ...fields });
  }

  function toCommand({ isPrivate = false, expiresAt = now + 15 * MINUTE_MS, threadId = "" } = {}) {
    const interaction = discord.deferred({ ephemeral: isPrivate, channelId: threadId || discord.channelId });
    const target = {
      kind: "interaction",
      channel: channel(),
      interactionId: interaction.id,
      token: interaction.token,
      expiresAt,
      visibility: isPrivate ? "asker" : "public",
      ...(threadId === "" ? {} : { threadId }),
    } as const;
    return { interaction, reply: toReply(target) };
  }

  const post = (reply: Reply, markdown: string, previous?: MessageRef) =>
    messenger().post(reply, { markdown, state: "final" }, { part: previous === undefined ? 0 : 1, previous, signal });
  const edit = (reply: Reply, ref: MessageRef, markdown: string) =>
    messenger().edit(reply, ref, { markdown, state: "final" }, { part: 0, signal });
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const visible = (channelId?: string) => discord.messages(channelId).map(({ content }) => content);

  describe("to a command", () => {
    it("replace “thinking” and follow it, for everybody", async () => {
      const { interaction, reply } = toCommand();
      const first = await post(reply, "One.");
      await post(reply, "Two.", first);
      expect(discord.interactionReply(interaction)).toMatchObject({
        content: "One.",
        ephemeral: false,
        followUps: [{ content: "Two.", ephemeral: false }],
      });
      expect(discord.messages()).toHaveLength(2);
    });

    it("are seen by the asker alone when they are private, every part of them", async () => {
      const { interaction, reply } = toCommand({ isPrivate: true });
      const first = await post(reply, "One.");
      await post(reply, "Two.", first);
      await edit(reply, first, "One, once more.");
      expect(discord.interactionReply(interaction)).toMatchObject({
        content: "One, once more.",
        followUps: [{ content: "Two.", ephemeral: true }],
      });
      expect(discord.messages()).toEqual([]);
    });

    it.each([
      ["we know that the token has expired", 0],
      ["only Discord knows", 60 * MINUTE_MS],
    ])("go to the channel without notifying anybody when %s", async (_name, laterMs) => {
      const { reply } = toCommand({ expiresAt: now + 15 * MINUTE_MS + laterMs });
      now += 16 * MINUTE_MS;
      const first = await post(reply, `Late. ${MENTIONS}`);
      await post(reply, "Two.", first);
      expect(visible()).toEqual([expect.stringContaining("Late."), "Two."]);
      expect(discord.pings).toEqual([]);
      await edit(reply, first, "Late, but whole.");
      expect(visible()[0]).toBe("Late, but whole.");
      await messenger().remove(reply, first, { signal });
      expect(visible()).toEqual(["Two."]);
    });

    it("do not try a token that we know has expired, since Discord counts refused requests", async () => {
      const { reply } = toCommand();
      now += 16 * MINUTE_MS;
      const ref = await post(reply, "Late.");
      await edit(reply, ref, "Late, but whole.");
      expect(discord.requests.filter(({ path }) => path.startsWith("/webhooks/"))).toEqual([]);
    });

    it("are finished in place when the token expires between two edits", async () => {
      const { reply } = toCommand();
      const first = await post(reply, "Half an ans");
      now += 16 * MINUTE_MS;
      await edit(reply, first, "A whole answer.");
      expect(visible()).toEqual(["A whole answer."]);
    });

    it("stay in the thread that asked when they come late", async () => {
      const threadId = discord.addThread(discord.channelId);
      const { reply } = toCommand({ threadId });
      now += 16 * MINUTE_MS;
      await post(reply, "Late.");
      expect(visible(threadId)).toEqual(["Late."]);
      expect(visible()).toEqual([]);
    });

    it("go to the channel when somebody removed “thinking”", async () => {
      const { interaction, reply } = toCommand();
      discord.deleteMessage(interaction.originalId ?? "");
      await post(reply, "Here instead.");
      expect(visible()).toEqual(["Here instead."]);
    });

    it.each([0, 60 * MINUTE_MS])("that are private never become public (known %i ms too late)", async (laterMs) => {
      const { reply } = toCommand({ isPrivate: true, expiresAt: now + 15 * MINUTE_MS + laterMs });
      now += 16 * MINUTE_MS;
      expect(await failureOf(post(reply, "Secret."))).toMatchObject({ code: "REPLY_EXPIRED", retryable: false });
      expect(discord.messages()).toEqual([]);
    });

    it("are not followed twice when Discord took the follow-up but its answer was lost", async () => {
      const { interaction, reply } = toCommand();
      const first = await post(reply, "One.");
      discord.failNext({ method: "POST", path: "/webhooks/", status: 502, after: true });
      expect(await failureOf(post(reply, "Two.", first))).toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
      expect(discord.interactionReply(interaction).followUps).toHaveLength(1);
    });

    it("show no typing beside “thinking”", async () => {
      await messenger().indicate(toCommand().reply, "searching", { signal });
      expect(discord.typings()).toBe(0);
    });

    it("keep the token and the text out of errors and logs", async () => {
      const { interaction, reply } = toCommand();
      discord.failNext({ method: "PATCH", path: "/webhooks/", status: 400, body: { code: 50035, message: "Invalid" } });
      const { log, lines } = createRecordingLog();
      log.error({ err: await failureOf(post(reply, "Private words.")) }, "failed");
      expect(lines[0]).toContain("PLATFORM_REJECTED");
      expect(lines[0]).not.toContain(interaction.token);
      expect(lines[0]).not.toContain("Private words.");
    });
  });

  describe("to a message", () => {
    it("reply to it, and each part to the one before", async () => {
      const reply = toMessage();
      const first = await post(reply, "One.");
      await post(reply, "Two.", first);
      const asked = reply.target.kind === "message" ? reply.target.messageId : "";
      expect(discord.messages().map(({ content, referenceId }) => [content, referenceId])).toEqual([
        ["One.", asked],
        ["Two.", first.messageId],
      ]);
    });

    it("stand in the thread that asked, with typing before them", async () => {
      const threadId = discord.addThread(discord.channelId);
      const reply = toMessage({ threadId });
      await messenger().indicate(reply, "searching", { signal });
      const ref = await post(reply, "In the thread.");
      expect(discord.typings(threadId)).toBe(1);
      expect(visible(threadId)).toEqual(["In the thread."]);
      expect(ref.channelId).toBe(threadId);
      await edit(reply, ref, "Still in the thread.");
      expect(visible(threadId)).toEqual(["Still in the thread."]);
    });

    it("are posted once, with the newest text, when a worker posts them again", async () => {
      const reply = toMessage();
      const first = await post(reply, "Half an ans");
      const again = await post(reply, "A whole answer.");
      expect(again).toEqual(first);
      expect(visible()).toEqual(["A whole answer."]);
    });

    it("are posted once when Discord took them but its answer was lost", async () => {
      discord.failNext({ method: "POST", path: "/channels/", status: 502, after: true });
      await post(toMessage(), "Once.");
      expect(visible()).toEqual(["Once."]);
    });

    it("stand there again when they are posted anew after somebody removed them", async () => {
      const reply = toMessage();
      discord.deleteMessage((await post(reply, "Half an ans")).messageId);
      const anew = await post(reply, "A whole answer.");
      expect(visible()).toEqual(["A whole answer."]);
      expect(await post(reply, "A whole answer, again.")).toEqual(anew);
      expect(visible()).toEqual(["A whole answer, again."]);
    });

    it("arrive although the question was deleted", async () => {
      const reply = toMessage();
      discord.deleteMessage(reply.target.kind === "message" ? reply.target.messageId : "");
      await post(reply, "Whoever asked:");
      expect(visible()).toEqual(["Whoever asked:"]);
    });

    it("arrive without the reference where the bot may not read the channel's history", async () => {
      const body = { code: 160002, message: "Cannot reply without permission to read message history" };
      const reply = toMessage();
      discord.failNext({ method: "POST", path: "/channels/", status: 403, body });
      await post(reply, "Here.");
      expect(discord.messages().map(({ content, referenceId }) => [content, referenceId])).toEqual([
        ["Here.", undefined],
      ]);
    });

    it("are a dot rather than nothing when there is no text yet", async () => {
      await post(toMessage(), "  \n");
      expect(visible()).toEqual(["…"]);
    });

    it.each([
      ["the channel is gone", () => discord.deleteChannel(discord.channelId), "PLATFORM_NOT_FOUND"],
      ["the bot cannot see the channel", () => discord.hideChannel(discord.channelId), "PLATFORM_FORBIDDEN"],
      ["the bot may not post", () => discord.denyPosting(discord.channelId), "PLATFORM_FORBIDDEN"],
      ["Discord is down", () => failPosts(503), "PLATFORM_UNAVAILABLE"],
      ["the connection breaks", () => failPosts(0), "PLATFORM_UNAVAILABLE"],
      ["the form is refused", () => failPosts(400), "PLATFORM_REJECTED"],
      ["the token was reset", () => failPosts(401), "PLATFORM_FORBIDDEN"],
    ])("fail in a way the worker understands when %s", async (_name, breakIt, code) => {
      const reply = toMessage();
      breakIt();
      expect(await failureOf(post(reply, "x"))).toMatchObject({ name: "PlatformError", code });
    });

    it("are gone for an edit, and no trouble for a removal, once a moderator removed them", async () => {
      const reply = toMessage();
      const ref = await post(reply, "Gone soon.");
      discord.deleteMessage(ref.messageId);
      expect(await failureOf(edit(reply, ref, "x"))).toMatchObject({ code: "PLATFORM_NOT_FOUND" });
      await messenger().remove(reply, ref, { signal });
    });

    function failPosts(status: number): void {
      discord.failNext({ method: "POST", path: "/channels/", status, times: 2 });
    }
  });

  describe("under Discord's rate limits", () => {
    it("go back to the worker with the time to wait, before Discord has to refuse", async () => {
      await restart({ rateLimit: { limit: 5, windowMs: 20_000 } });
      const shared = messenger();
      const posts = Array.from({ length: 7 }, (_, index) =>
        failureOf(
          shared.post(
            { ...toMessage(), id: `answer-${index}` },
            { markdown: `Number ${index}`, state: "final" },
            { part: 0, signal },
          ),
        ),
      );
      const failures = (await Promise.all(posts)).filter((failure) => failure !== undefined);
      expect(failures).toHaveLength(2);
      for (const failure of failures) {
        expect(failure).toMatchObject({ code: "PLATFORM_RATE_LIMITED", retryable: true });
        expect(failure).toHaveProperty("retryAfterMs", expect.closeTo(20_000, -4));
      }
      expect(discord.messages()).toHaveLength(5);
      expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
    });

    it("wait out a short limit by themselves, in order", async () => {
      await restart({ rateLimit: { limit: 2, windowMs: 300 } });
      const shared = messenger();
      const reply = toMessage();
      const ref = await shared.post(reply, { markdown: "0", state: "partial" }, { part: 0, signal });
      for (const count of [1, 2, 3, 4]) {
        await shared.edit(reply, ref, { markdown: `${count}`, state: "partial" }, { part: 0, signal });
      }
      expect(visible()).toEqual(["4"]);
      expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
    });

    it("count everything but what goes by the tokens of commands, as Discord does", async () => {
      const { log } = createRecordingLog();
      const spent = new PlatformError("used up", { code: "PLATFORM_RATE_LIMITED", retryAfterMs: 1_000 });
      const budget = { run: () => Promise.reject(spent), take: () => Promise.reject(spent) };
      const shared = createDiscordMessenger({ log, clock, budget }, discord);
      const context = { part: 0, signal } as const;
      const { reply } = toCommand();
      const ref = await shared.post(reply, { markdown: "x", state: "partial" }, context);
      await shared.edit(reply, ref, { markdown: "xy", state: "final" }, context);
      expect(visible()).toEqual(["xy"]);
      const inChannel = toMessage();
      expect(await failureOf(shared.post(inChannel, { markdown: "x", state: "final" }, context))).toBe(spent);
      expect(await failureOf(shared.edit(inChannel, ref, { markdown: "xyz", state: "final" }, context))).toBe(spent);
      expect(await failureOf(shared.find(inChannel, { ...context, sentAt: now }))).toBe(spent);
      expect(visible()).toEqual(["xy"]);
    });

    it("stop waiting when the job is cancelled", async () => {
      await restart({ rateLimit: { limit: 1, windowMs: 2_500 } });
      const shared = messenger();
      const reply = toMessage();
      const ref = await shared.post(reply, { markdown: "0", state: "partial" }, { part: 0, signal });
      await shared.edit(reply, ref, { markdown: "1", state: "partial" }, { part: 0, signal });
      const cancelled = shared.edit(
        reply,
        ref,
        { markdown: "2", state: "partial" },
        { part: 0, signal: AbortSignal.timeout(50) },
      );
      expect(await failureOf(cancelled)).toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
      expect(visible()).toEqual(["1"]);
    });
  });
});
