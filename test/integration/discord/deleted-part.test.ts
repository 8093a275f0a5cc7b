import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/chat.ts";
import { systemClock } from "../../../src/core/clock.ts";
import type { Outbox } from "../../../src/core/outbox.ts";
import { createReplyParts } from "../../../src/core/reply-parts.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";

const signal = AbortSignal.timeout(60_000);
const GROWING = ["One [1].", "Two.", "Three"];
const WHOLE = ["One, checked.", "Two.", "Three.", "**Sources**"];

describe("an answer on Discord, a message of which somebody deletes while it grows", () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(() => discord.close());

  const { log } = createRecordingLog();
  const open = (reply: Reply, outbox: Outbox) =>
    createReplyParts(
      { messenger: createDiscordMessenger({ log, clock: systemClock }, discord), outbox, clock: systemClock, log },
      { reply, record: { job: { version: 1, reply, sites: [], receivedAt: 0 } } },
    );
  function asked(how: "message" | "command" | "digest"): Reply {
    const channel = { platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId } as const;
    const shared = { id: "answer-1", asker: discord.asker, question: "what?" };
    if (how === "digest")
      return {
        ...shared,
        target: { kind: "channel", channel, layout: "together", title: "News", isCrossposted: false },
      };
    if (how === "message")
      return { ...shared, target: { kind: "message", channel, messageId: discord.mention("what?").id } };
    const { id: interactionId, token } = discord.deferred({ ephemeral: false });
    const expiresAt = Date.now() + 900_000;
    return {
      ...shared,
      target: { kind: "interaction", channel, interactionId, token, expiresAt, visibility: "public" },
    };
  }
  const shown = () => discord.messages().filter(({ content }) => content !== "what?");
  const texts = () => shown().map(({ content }) => content);
  /** An answer that has grown, after which somebody has deleted these of its messages. */
  async function grownWithout(reply: Reply, deleted: readonly number[]) {
    const outbox = createMemoryOutbox();
    const parts = await open(reply, outbox);
    await parts.draw(GROWING, { whole: GROWING.join(), signal });
    const messages = shown();
    for (const index of deleted) discord.deleteMessage(messages[index]?.id ?? "");
    return { parts, outbox };
  }

  it.each([
    ["message", 0],
    ["message", 1],
    ["message", 2],
    ["command", 0],
    ["command", 1],
  ] as const)("in reply to a %s is whole and in order, whichever it was (%i)", async (how, deleted) => {
    const reply = asked(how);
    const { parts, outbox } = await grownWithout(reply, [deleted]);
    const whole = deleted === 0 ? WHOLE : [GROWING[0] ?? "", "Two, checked.", "Three.", "**Sources**"];
    await parts.close(whole, { state: "final", signal });
    expect(texts()).toEqual(whole);
    expect((await outbox.read(reply.target.channel, reply.id))?.parts).toHaveLength(4);
  });

  it.each([
    ["message", 0],
    ["message", 1],
    ["command", 0],
    ["command", 1],
    ["digest", 0],
    ["digest", 1],
  ] as const)("(%s) is whole also where the deleted one had its last text (%i)", async (how, deleted) => {
    const { parts } = await grownWithout(asked(how), [deleted]);
    const whole = [...GROWING.slice(0, 2), "Three.", "**Sources**"];
    await parts.close(whole, { state: "final", signal });
    expect(texts()).toEqual(whole);
  });

  it("is whole when its process dies before it has posted the deleted one again, with the same text", async () => {
    const reply = asked("message");
    const { parts, outbox } = await grownWithout(reply, [0]);
    discord.failNext({ method: "POST", path: "/channels/", status: 403, body: { code: 50_001, message: "Missing" } });
    await expect(parts.close(GROWING, { state: "final", signal })).rejects.toThrow();
    const next = await open(reply, outbox);
    await next.close(GROWING, { state: "final", signal });
    expect(texts()).toEqual(GROWING);
  });

  it("is whole and in order when its process dies as it takes the others away", async () => {
    const reply = asked("message");
    const { outbox } = await grownWithout(reply, [0, 2]);
    const next = await open(reply, outbox);
    await next.close(WHOLE, { state: "final", signal });
    expect(texts()).toEqual(WHOLE);
  });
});
