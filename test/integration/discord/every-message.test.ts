import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, StoreError } from "../../../src/core/errors.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";

describe("with the Message Content intent on Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench({ messageContent: true }, { messageContent: true });
    await bench.start();
  });
  afterEach(() => bench.close());

  const ours = () =>
    bench.discord.say("An answer.", { user: { id: bench.discord.botId, name: "Footnote", bot: true } }).id;
  const triggers = () =>
    Object.fromEntries(bench.seen.map(({ trigger }, index) => [bench.questions()[index], trigger]));

  it("every message of a person is passed on, with how it came", async () => {
    const answer = ours();
    const threadId = bench.discord.addThread(bench.discord.channelId);
    bench.discord.say("just talking");
    bench.discord.say("in a thread", { channelId: threadId });
    bench.discord.say("and why?", { replyTo: answer, quiet: true });
    bench.discord.say("with the ping", { replyTo: answer });
    bench.discord.mention("by name");
    bench.discord.dm("in private");
    await eventually(() => expect(bench.seen).toHaveLength(6));
    expect(triggers()).toEqual({
      "just talking": "message",
      "in a thread": "message",
      "and why?": "reply",
      "with the ping": "mention",
      "by name": "mention",
      "in private": "direct",
    });
    const inThread = bench.seen.find(({ replyTo }) => replyTo.threadId !== undefined);
    expect(inThread).toMatchObject({ inReplyTo: { threadId }, channel: { channelId: bench.discord.channelId } });
  });

  it("what nobody wrote, and an image without a word, are passed over", async () => {
    bench.discord.say("Deployed.", { webhook: true });
    bench.discord.say("beep", { user: { id: "900000000000000001", name: "Robot", bot: true } });
    ours();
    bench.discord.say("", { attachments: [{ name: "cat.png", contentType: "image/png" }] });
    bench.discord.mention("the last one");
    await eventually(() => expect(bench.questions()).toEqual(["the last one"]));
  });

  it("nothing is said where a message was none of ours, nor where nobody can know", async () => {
    bench.answerWith(async ({ trigger }) => {
      if (trigger === "mention") return { kind: "reply", markdown: "Here." };
      if (trigger === "message") return { kind: "ignored" };
      throw new StoreError("Redis is away");
    });
    bench.discord.say("just talking");
    bench.discord.say("and why?", { replyTo: ours(), quiet: true });
    await eventually(() => expect(bench.logged.join("\n")).toContain("Redis is away"));
    bench.discord.mention("by name");
    await eventually(() =>
      expect(bench.discord.messages().map(({ content }) => content)).toEqual(["An answer.", "Here."]),
    );
  });

  it("a refusal is said under the message that was taken for a question", async () => {
    bench.answerWith(async () => ({ kind: "reply", markdown: "Ask shorter.", isRefusal: true }));
    const { id } = bench.discord.say("why?");
    await eventually(() =>
      expect(bench.discord.messages()[0]).toMatchObject({ content: "Ask shorter.", referenceId: id }),
    );
  });
});

describe("without the Message Content intent on Discord", () => {
  it("is refused with what to do, where it is asked for and not switched on", async () => {
    const bench = await startListenerBench({ messageContent: true });
    const failure = await bench.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toContain("DISCORD_MESSAGE_CONTENT needs the Message Content Intent");
    await bench.close();
  });

  it("is not asked for by itself, even where it is switched on", async () => {
    const bench = await startListenerBench({}, { messageContent: true });
    await bench.start();
    bench.discord.say("just talking");
    bench.discord.mention("by name");
    await eventually(() => expect(bench.questions()).toEqual(["by name"]));
    await bench.close();
  });
});
