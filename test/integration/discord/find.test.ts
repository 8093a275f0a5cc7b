import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef, OutgoingMessage, Reply, ReplyTarget } from "../../../src/core/chat.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

const MINUTE_MS = 60_000;

describe("what became of a post on Discord", () => {
  const signal = AbortSignal.timeout(60_000);
  let now: number;
  let discord: FakeDiscord;
  beforeEach(async () => {
    now = Date.now();
    discord = await startFakeDiscord({ clock: { now: () => now } });
  });
  afterEach(() => discord.close());

  const messenger = () => createDiscordMessenger({ log: createRecordingLog().log, clock: { now: () => now } }, discord);
  const channel = () => ({ platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId }) as const;
  let answers = 0;
  const toReply = (target: ReplyTarget): Reply => {
    answers += 1;
    return { id: `answer-${answers}`, target, asker: discord.asker, question: "what?" };
  };
  const toMessage = (threadId?: string) => {
    const { id: messageId } = discord.mention("what?", threadId === undefined ? {} : { channelId: threadId });
    return toReply({ kind: "message", channel: channel(), messageId, ...(threadId === undefined ? {} : { threadId }) });
  };
  function toCommand({ isPrivate = false } = {}): Reply {
    const { id: interactionId, token } = discord.deferred({ ephemeral: isPrivate });
    const visibility = isPrivate ? "asker" : "public";
    const expiresAt = now + 15 * MINUTE_MS;
    return toReply({ kind: "interaction", channel: channel(), interactionId, token, expiresAt, visibility });
  }
  const idOf = ({ target }: Reply) =>
    target.kind === "message" ? target.messageId : "interactionId" in target ? target.interactionId : "";

  const post = (reply: Reply, markdown: string, { previous, ...more }: Partial<OutgoingMessage> & After = {}) =>
    messenger().post(reply, { markdown, state: "final", ...more }, { ...partAfter(previous), signal });
  const find = (reply: Reply, { previous, sentAt = now }: After & { readonly sentAt?: number } = {}) =>
    messenger().find(reply, { ...partAfter(previous), sentAt, signal });
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const cannotTell = { name: "PlatformError", code: "PLATFORM_UNAVAILABLE", retryable: false };

  /** Many minutes later the nonce is forgotten, and only what Discord keeps counts. */
  const later = () => {
    now += 10 * MINUTE_MS;
  };

  describe("to a message", () => {
    it("is found long after its nonce is forgotten, part by part", async () => {
      const reply = toMessage();
      const sentAt = now;
      const first = await post(reply, "One.");
      const second = await post(reply, "Two.", { previous: first });
      later();
      expect(await find(reply, { sentAt })).toEqual(first);
      expect(await find(reply, { sentAt, previous: first })).toEqual(second);
      expect(await find(reply, { sentAt, previous: { ...second } })).toBeUndefined();
    });

    it("is not mistaken for another answer, another bot's reply or a person's", async () => {
      const reply = toMessage();
      const robot = { id: "900000000000000001", name: "Robot", bot: true };
      discord.say("beep", { user: robot, replyTo: idOf(reply) });
      discord.say("I know this", { replyTo: idOf(reply) });
      const other = await post(toMessage(), "Another answer.");
      await post(reply, "Not that either.", { previous: other });
      expect(await find(reply)).toBeUndefined();
    });

    it("is found in its thread", async () => {
      const reply = toMessage(discord.addThread(discord.channelId));
      const first = await post(reply, "In the thread.");
      expect(await find(reply)).toEqual(first);
    });

    it("is found behind hundreds of messages of others", async () => {
      const reply = toMessage();
      for (let count = 0; count < 250; count += 1) discord.say("chatter");
      const first = await post(reply, "Behind them.");
      expect(await find(reply)).toEqual(first);
    });

    it("is told from its absence behind hundreds of messages, but not behind thousands", async () => {
      const reply = toMessage();
      for (let count = 0; count < 250; count += 1) discord.say("chatter");
      expect(await find(reply)).toBeUndefined();
      for (let count = 0; count < 750; count += 1) discord.say("chatter");
      expect(await failureOf(find(reply))).toMatchObject(cannotTell);
    });

    it("does not look at what was said before the question, or long before the post", async () => {
      for (let count = 0; count < 1_100; count += 1) discord.say("chatter");
      const reply = toMessage();
      expect(await find(reply)).toBeUndefined();
      for (let count = 0; count < 1_100; count += 1) discord.say("chatter");
      later();
      expect(await find(reply)).toBeUndefined();
    });

    it("is found although our clock is ahead by most of a minute", async () => {
      const reply = toMessage();
      const first = await post(reply, "Here.");
      expect(await find(reply, { sentAt: now + 55_000 })).toEqual(first);
    });

    it("is not called absent where the bot may not read the history, which Discord shows empty", async () => {
      discord.denyHistory(discord.channelId);
      const reply = toMessage();
      await post(reply, "Said, but not to be read.");
      expect(await failureOf(find(reply))).toMatchObject({ code: "PLATFORM_FORBIDDEN", retryable: false });
    });

    it("is found by its buttons when the question was deleted before it came", async () => {
      const reply = toMessage();
      discord.deleteMessage(idOf(reply));
      const first = await post(reply, "Whoever asked:", { controls: ["stop"] });
      await post(toMessage(), "Another.", { controls: ["stop"] });
      later();
      expect(await find(reply, { sentAt: now - 10 * MINUTE_MS })).toEqual(first);
    });

    it("is not its own second part, whose buttons are another's", async () => {
      const reply = toMessage();
      discord.deleteMessage(idOf(reply));
      const first = await post(reply, "One.", { controls: ["stop"] });
      await post(reply, "Two.", { previous: first, controls: ["stop"] });
      discord.deleteMessage(first.messageId);
      expect(await find(reply)).toBeUndefined();
    });

    it("cannot be told when the question was deleted and nothing marks what may be the answer", async () => {
      const reply = toMessage();
      discord.deleteMessage(idOf(reply));
      expect(await find(reply)).toBeUndefined();
      await post(reply, "Whoever asked:");
      expect(await failureOf(find(reply))).toMatchObject(cannotTell);
    });

    it("is still found when the question was deleted after it came", async () => {
      const reply = toMessage();
      const first = await post(reply, "Here.");
      discord.deleteMessage(idOf(reply));
      expect(await find(reply)).toEqual(first);
    });

    it("is asked for again later when Discord is down", async () => {
      discord.failNext({ method: "GET", path: "/channels/", status: 503, times: 2 });
      expect(await failureOf(find(toMessage()))).toMatchObject({ code: "PLATFORM_UNAVAILABLE", retryable: true });
    });
  });

  describe("to a command", () => {
    it("is told by “thinking”, and by the channel once the token has expired", async () => {
      const reply = toCommand();
      expect(await find(reply)).toBeUndefined();
      const first = await post(reply, "One.");
      expect(await find(reply)).toEqual(first);
      now += 16 * MINUTE_MS;
      expect(await find(reply)).toEqual(first);
    });

    it("is not asked for with a token that we know has expired", async () => {
      const reply = toCommand();
      now += 16 * MINUTE_MS;
      await find(reply);
      expect(discord.requests.filter(({ path }) => path.startsWith("/webhooks/"))).toEqual([]);
    });

    it("is not its own second part when the first was removed", async () => {
      const reply = toCommand();
      const first = await post(reply, "One.");
      await post(reply, "Two.", { previous: first });
      discord.deleteMessage(first.messageId);
      now += 16 * MINUTE_MS;
      expect(await find(reply)).toBeUndefined();
    });

    it("is no “thinking” that was left behind when the token expired", async () => {
      const reply = toCommand();
      now += 16 * MINUTE_MS;
      expect(await find(reply)).toBeUndefined();
      const late = await post(reply, "Late.", { controls: ["regenerate"] });
      expect(await find(reply)).toEqual(late);
    });

    it("is found in the channel when somebody removed “thinking”", async () => {
      const reply = toCommand();
      discord.deleteMessage((await post(reply, "Gone soon.")).messageId);
      const here = await post(reply, "Here instead.", { controls: ["stop"] });
      expect(await find(reply)).toEqual(here);
    });

    it("is found part by part among the answers to other commands", async () => {
      const [reply, other] = [toCommand(), toCommand()];
      const first = await post(reply, "One.");
      const foreign = await post(other, "Other one.");
      await post(other, "Other two.", { previous: foreign });
      expect(await find(reply, { previous: first, sentAt: now - 1_000 })).toBeUndefined();
      const second = await post(reply, "Two.", { previous: first });
      expect(await find(reply, { previous: first })).toEqual(second);
      const third = await post(reply, "Three.", { previous: { ...second, part: 2 } });
      expect(await find(reply, { previous: { ...second, part: 2 } })).toEqual(third);
    });

    it("is waited for a moment while Discord may still be taking it", async () => {
      const reply = toCommand();
      const first = await post(reply, "One.");
      const looking = find(reply, { previous: first });
      await expect
        .poll(() => discord.requests.some(({ path }) => path.endsWith(`/messages/${first.messageId}`)))
        .toBe(true);
      const second = await post(reply, "Two.", { previous: first });
      expect(await looking).toEqual(second);
    });

    it("goes on in the channel after the token has expired, and is found there", async () => {
      const reply = toCommand();
      const first = await post(reply, "One.");
      now += 16 * MINUTE_MS;
      expect(await find(reply, { previous: first, sentAt: now - 1_000 })).toBeUndefined();
      const second = await post(reply, "Two.", { previous: first });
      expect(await find(reply, { previous: first })).toEqual(second);
    });

    it("is told while private as long as the token lives, for the first part alone", async () => {
      const reply = toCommand({ isPrivate: true });
      expect(await find(reply)).toBeUndefined();
      const first = await post(reply, "Secret.");
      expect(await find(reply)).toEqual(first);
      expect(await failureOf(find(reply, { previous: first }))).toMatchObject(cannotTell);
      now += 16 * MINUTE_MS;
      expect(await failureOf(find(reply))).toMatchObject(cannotTell);
    });
  });
});

interface After {
  /** The part before; the first part without it. Its own number is 0 unless told. */
  readonly previous?: (MessageRef & { readonly part?: number }) | undefined;
}

function partAfter(previous: After["previous"]) {
  if (previous === undefined) return { part: 0 };
  const { part = 1, ...ref } = previous;
  return { part, previous: ref };
}
