import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerControl, MessageRef, Reply, ReplyTarget } from "../../../src/core/chat.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { say } from "../../../src/core/messages/message.ts";
import { translate } from "../../../src/core/messages/translate.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { buttonsOf } from "../../fakes/discord/fake-discord-components.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";

describe("buttons under answers on Discord", () => {
  const signal = AbortSignal.timeout(60_000);
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await bench.start();
  });
  afterEach(() => bench.close());

  const clock = { now: () => Date.now() };
  const messenger = () => createDiscordMessenger({ log: createRecordingLog().log, clock }, bench.discord);
  const channel = () =>
    ({ platform: "discord", workspaceId: bench.discord.guildId, channelId: bench.discord.channelId }) as const;
  const toReply = (target: ReplyTarget, id = "discord-int-1"): Reply => ({
    id,
    target,
    asker: bench.discord.asker,
    question: "what?",
  });
  function toCommand({ ephemeral = false, id = "discord-int-1" } = {}): Reply {
    const { id: interactionId, token, createdAt } = bench.discord.deferred({ ephemeral });
    const visibility = ephemeral ? "asker" : "public";
    const target = { kind: "interaction", channel: channel(), interactionId, token, visibility } as const;
    return toReply({ ...target, expiresAt: createdAt + 900_000 }, id);
  }
  const post = (reply: Reply, markdown: string, controls?: readonly AnswerControl[]) =>
    messenger().post(reply, { markdown, state: "final", controls }, { part: 0, signal });
  const edit = (reply: Reply, ref: MessageRef, markdown: string, controls?: readonly AnswerControl[]) =>
    messenger().edit(reply, ref, { markdown, state: "final", controls }, { part: 0, signal });
  const shown = () =>
    bench.discord
      .messages()
      .map(({ content, components }) => [content, ...buttonsOf(components).map(({ label }) => label)]);
  const pressed = async () => {
    await eventually(() => expect(bench.seen.at(-1)?.call.name).toBe("control"));
    const invocation = bench.seen.at(-1);
    if (invocation === undefined) throw new Error("nothing was pressed");
    return invocation;
  };

  it("stand under the part they are given for, and change with it", async () => {
    const reply = toCommand();
    const first = await post(reply, "The answer", ["stop"]);
    expect(shown()).toEqual([["The answer", "Stop"]]);
    await edit(reply, first, "The answer is 42.", ["regenerate"]);
    expect(shown()).toEqual([["The answer is 42.", "Regenerate"]]);
    await edit(reply, first, "Sorry.", ["retry"]);
    expect(shown()).toEqual([["Sorry.", "Try again"]]);
    await edit(reply, first, "The answer is 42.");
    expect(shown()).toEqual([["The answer is 42."]]);
  });

  it("are labelled in the language of the answer", async () => {
    const reply = { ...toCommand(), language: "de" } as const;
    const first = await post(reply, "Die Antwort", ["stop"]);
    await edit(reply, first, "Die Antwort ist 42.", ["regenerate"]);
    // As long as the catalogue has no German, English is shown.
    expect(shown()).toEqual([["Die Antwort ist 42.", translate(say("button.regenerate"), "de")]]);
  });

  it("are those of the newest post when a worker posts a part again", async () => {
    const { id: messageId } = bench.discord.mention("what?");
    const reply = toReply({ kind: "message", channel: channel(), messageId });
    await post(reply, "The answer", ["stop"]);
    await post(reply, "The answer", ["regenerate"]);
    expect(shown()).toEqual([["The answer", "Regenerate"]]);
  });

  it("are left out rather than the answer when Discord would refuse their ids", async () => {
    await post(toCommand({ id: "x".repeat(90) }), "The answer", ["stop"]);
    expect(shown()).toEqual([["The answer"]]);
  });

  it("ask for what they say, with everything a worker needs to do it", async () => {
    await post(toCommand(), "The answer", ["regenerate"]);
    const press = bench.discord.press("regenerate");
    expect(await pressed()).toMatchObject({
      id: `discord-int-${press.id}`,
      channel: channel(),
      asker: { id: bench.discord.asker.id, name: "Ada" },
      locale: "en-GB",
      call: { name: "control", control: "regenerate", answerId: "discord-int-1" },
      replyTo: { kind: "interaction", interactionId: press.id, token: press.token, visibility: "public" },
    });
    expect(bench.discord.interactionReply(press)).toMatchObject({ state: "updating", followUps: [] });
    expect(shown()).toEqual([["The answer", "Regenerate"]]);
  });

  it("give a token that edits the message they stand under, long after the command's own", async () => {
    const first = await post(toCommand({ ephemeral: true }), "Sorry.", ["retry"]);
    bench.discord.press("retry", { messageId: first.messageId });
    const { replyTo } = await pressed();
    expect(replyTo).toMatchObject({ visibility: "asker" });
    await edit(toReply(replyTo), first, "A whole answer.");
    await messenger().post(
      toReply(replyTo),
      { markdown: "Its second part.", state: "final" },
      { part: 1, previous: first, signal },
    );
    const [press] = bench.discord.presses();
    expect(press && bench.discord.interactionReply(press)).toMatchObject({
      content: "A whole answer.",
      followUps: [{ content: "Its second part.", ephemeral: true }],
    });
    expect(bench.discord.messages()).toEqual([]);
  });

  it("let an answer to a mention grow again in place, every part of it", async () => {
    const { id: messageId } = bench.discord.mention("what?");
    const reply = toReply({ kind: "message", channel: channel(), messageId });
    const first = await post(reply, "One.");
    const context = { part: 1, previous: first, signal };
    const second = await messenger().post(
      reply,
      { markdown: "Two.", state: "final", controls: ["regenerate"] },
      context,
    );
    bench.discord.press("regenerate");
    const again = toReply((await pressed()).replyTo);
    await edit(again, first, "New one.");
    await messenger().edit(again, second, { markdown: "New two.", state: "final" }, { part: 1, signal });
    expect(shown()).toEqual([["New one."], ["New two."]]);
    const third = await messenger().post(
      again,
      { markdown: "New three.", state: "final" },
      { part: 2, previous: second, signal },
    );
    expect(shown().at(-1)).toEqual(["New three."]);
    const looked = { part: 2, previous: second, sentAt: Date.now(), signal };
    expect(await messenger().find(again, looked)).toEqual(third);
  });

  it("know who may manage the channel", async () => {
    await post(toCommand(), "The answer", ["stop"]);
    bench.discord.press("stop", { user: bench.discord.owner, permissions: PermissionFlagsBits.ManageChannels });
    const byManager = await pressed();
    expect(byManager.asker.id).toBe(bench.discord.owner.id);
    expect(await byManager.mayManage("channel")).toBe(true);
    bench.discord.press("stop", { user: bench.discord.asker });
    await eventually(() => expect(bench.seen).toHaveLength(2));
    expect(await bench.seen[1]?.mayManage("channel")).toBe(false);
  });

  it("belong to the parent channel in a thread", async () => {
    const threadId = bench.discord.addThread(bench.discord.channelId);
    const { id: messageId } = bench.discord.say("what?", { channelId: threadId });
    await post(toReply({ kind: "message", channel: channel(), messageId, threadId }), "The answer", ["stop"]);
    bench.discord.press("stop", { channelId: threadId });
    const { channel: asked, replyTo } = await pressed();
    expect(asked).toEqual(channel());
    expect(replyTo).toMatchObject({ threadId });
  });

  it("tell a refusal to the one who pressed, and leave the answer alone", async () => {
    bench.answerWith(async () => ({ kind: "reply", markdown: "Only the asker may stop this." }));
    await post(toCommand(), "The answer", ["stop"]);
    const press = bench.discord.press("stop");
    await eventually(() =>
      expect(bench.discord.interactionReply(press).followUps).toEqual([
        { content: "Only the asker may stop this.", ephemeral: true },
      ]),
    );
    expect(shown()).toEqual([["The answer", "Stop"]]);
  });

  it("say so when the press could not be accepted", async () => {
    bench.answerWith(() => Promise.reject(new StoreError("Redis is away")));
    await post(toCommand(), "Sorry.", ["retry"]);
    const press = bench.discord.press("retry");
    await eventually(() =>
      expect(bench.discord.interactionReply(press).followUps[0]?.content).toContain("was not accepted"),
    );
    expect(bench.logged.join("\n")).not.toContain(press.token);
  });

  it("say that they are out of date when this version does not know them", async () => {
    const ref = await post(toCommand(), "The answer", ["stop"]);
    bench.discord.replaceButton(ref.messageId, "footnote:applaud:discord-int-1:0");
    const press = bench.discord.press("footnote:applaud:discord-int-1:0");
    await eventually(() =>
      expect(bench.discord.interactionReply(press)).toMatchObject({
        content: expect.stringContaining("out of date"),
        ephemeral: true,
      }),
    );
    expect(bench.seen).toEqual([]);
    expect(shown()).toEqual([["The answer", "Other"]]);
  });

  it("are pressed once when the gateway delivers a press twice, and again when they are pressed again", async () => {
    await post(toCommand(), "The answer", ["regenerate"]);
    bench.discord.press("regenerate");
    await pressed();
    bench.discord.repeatLast("INTERACTION_CREATE");
    bench.discord.press("regenerate");
    await eventually(() => expect(bench.seen.length).toBeGreaterThan(1));
    expect(new Set(bench.seen.map(({ id }) => id)).size).toBe(2);
    expect(bench.seen).toHaveLength(2);
  });

  it("go on when Discord took the acknowledgement but its answer was lost", async () => {
    await post(toCommand(), "The answer", ["stop"]);
    bench.discord.failNext({ method: "POST", path: "/interactions/", status: 502, after: true });
    bench.discord.press("stop");
    expect((await pressed()).call).toMatchObject({ control: "stop" });
  });
});
