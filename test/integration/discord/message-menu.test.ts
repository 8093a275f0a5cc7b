import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerDiscordCommands } from "../../../src/platforms/discord/registration.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import type { FakeInteraction } from "../../fakes/discord/fake-discord-state.ts";

describe("the menu of a message on Discord", () => {
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await registerDiscordCommands(bench.discord, { searchServices: ["docs"], signal: AbortSignal.timeout(20_000) });
    await bench.start();
  });
  afterEach(() => bench.close());

  const channel = () => ({
    platform: "discord",
    workspaceId: bench.discord.guildId,
    channelId: bench.discord.channelId,
  });
  const linkTo = (channelId: string, messageId: string) =>
    `https://discord.com/channels/${bench.discord.guildId}/${channelId}/${messageId}`;

  describe("asks why a message was answered or not", () => {
    async function pointedAt(messageId: string) {
      const before = bench.seen.length;
      bench.answerWith(async () => ({ kind: "reply", markdown: "Because." }));
      const use = bench.discord.useMenu({ menu: "Why this answer?", messageId });
      await eventually(() => expect(bench.discord.interactionReply(use).content).toBe("Because."));
      expect(bench.discord.interactionReply(use).ephemeral).toBe(true);
      expect(bench.seen.length).toBeGreaterThan(before);
      expect(bench.seen.at(-1)).toMatchObject({
        id: `discord-int-${use.id}`,
        channel: channel(),
        trigger: "command",
        call: { name: "settings", action: "why", options: {} },
      });
      return bench.seen.at(-1)?.pointedAt;
    }

    it("of a person, as it would have come by itself", async () => {
      const { channelId, asker } = bench.discord;
      const { id: plain } = bench.discord.say("just talking");
      expect(await pointedAt(plain)).toEqual({
        trigger: "message",
        authorId: asker.id,
        isAutomatic: false,
        link: linkTo(channelId, plain),
        text: "just talking",
      });
    });

    it("that mentions us, or replies to us", async () => {
      const { botId } = bench.discord;
      const { id: ours } = bench.discord.say("An answer.", { user: { id: botId, name: "Footnote", bot: true } });
      const { id: quiet } = bench.discord.say("and why?", { replyTo: ours, quiet: true });
      const { id: mention } = bench.discord.mention("what?");
      expect(await pointedAt(mention)).toMatchObject({ trigger: "mention", text: "@Footnote what?" });
      expect(await pointedAt(quiet)).toMatchObject({ trigger: "reply", isAutomatic: false });
      expect(await pointedAt(ours)).toMatchObject({ trigger: "message", authorId: botId, isAutomatic: true });
    });

    it("where the gateway has never told us of the channel", async () => {
      const threadId = bench.discord.addThread(bench.discord.channelId, { announced: false });
      const { id } = bench.discord.say("Hello @everyone", { channelId: threadId });
      expect(await pointedAt(id)).toMatchObject({
        trigger: "message",
        threadId,
        text: expect.stringContaining("Hello"),
      });
    });

    it("of a webhook, in a thread", async () => {
      const threadId = bench.discord.addThread(bench.discord.channelId);
      const { id } = bench.discord.say("Deployed.", { channelId: threadId, webhook: true });
      expect(await pointedAt(id)).toMatchObject({ isAutomatic: true, threadId, link: linkTo(threadId, id) });
    });
  });

  describe("asks about a message", () => {
    async function openOn(messageId: string): Promise<FakeInteraction> {
      const use = bench.discord.useMenu({ menu: "Ask about this", messageId });
      await eventually(() => expect(use.modal).toBeDefined());
      return use;
    }
    const asked = async () => {
      await eventually(() => expect(bench.seen.at(-1)?.call.name).toBe("ask"));
      const invocation = bench.seen.at(-1);
      return { invocation, question: bench.questions().at(-1) ?? "" };
    };

    it("with a question of one's own, which anybody may read the answer to", async () => {
      const attachments = [{ name: "graph.png", contentType: "image/png" }, { name: "notes.txt" }];
      const { id } = bench.discord.say(`TLS 1.4 is out, says <@${bench.discord.owner.id}>\nReally.`, { attachments });
      const menu = await openOn(id);
      expect(bench.seen).toEqual([]);
      const filled = bench.discord.fillIn(menu, { question: "Is this true?" });
      const { invocation, question } = await asked();
      expect(question).toBe("Is this true?\n\n> TLS 1.4 is out, says @Olga\n> Really.");
      expect(invocation).toMatchObject({
        channel: channel(),
        trigger: "command",
        inReplyTo: { messageId: id },
        images: [expect.stringContaining("graph.png?ex=")],
        replyTo: { kind: "interaction", token: filled.token, visibility: "public" },
      });
      expect(bench.discord.interactionReply(filled)).toMatchObject({ state: "loading", ephemeral: false });
    });

    it("as much of it as a question may hold", async () => {
      const { id } = bench.discord.say("🙂".repeat(1_990));
      const question = "w".repeat(1_500);
      bench.discord.fillIn(await openOn(id), { question });
      const { question: whole } = await asked();
      expect(whole.length).toBeLessThanOrEqual(4_000);
      expect(whole.length).toBeGreaterThan(3_990);
      expect(whole.startsWith(`${question}\n\n> 🙂`)).toBe(true);
      expect(whole.endsWith("🙂…")).toBe(true);
    });

    it("and keeps the question when it was refused", async () => {
      const { id } = bench.discord.say("TLS 1.4 is out");
      bench.answerWith(async () => ({ kind: "reply", markdown: "Busy until 14:05.", isRefusal: true }));
      const filled = bench.discord.fillIn(await openOn(id), { question: "Is this true?" });
      await eventually(() => expect(bench.discord.buttonRows(filled)).toEqual([["Change what I typed"]]));
      const again = bench.discord.press("again", { messageId: filled.originalId });
      await eventually(() => expect(again.modal).toBeDefined());
      bench.answerWith(async () => ({ kind: "accepted" }));
      bench.discord.fillIn(again, {});
      await eventually(() => expect(bench.seen).toHaveLength(2));
      expect(bench.questions()).toEqual(["Is this true?\n\n> TLS 1.4 is out", "Is this true?\n\n> TLS 1.4 is out"]);
    });

    it("and says so, to the asker alone, when the message is remembered no more", async () => {
      const { id } = bench.discord.say("TLS 1.4 is out");
      const menu = await openOn(id);
      bench.pass(16 * 60_000);
      const filled = bench.discord.fillIn(menu, { question: "Is this true?" });
      await eventually(() =>
        expect(bench.discord.interactionReply(filled)).toMatchObject({
          content: expect.stringContaining("remembered for 15 minutes only"),
          ephemeral: true,
        }),
      );
      expect(bench.seen).toEqual([]);
      expect(bench.logged.join("\n")).not.toContain("TLS 1.4");
    });
  });
});
