import { afterEach, describe, expect, it } from "vitest";
import type { Reply } from "../../../src/core/chat.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { createPacedSends } from "../../../src/core/pace-sends.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";
import { createMemorySharedSends } from "../../fakes/memory-shared-sends.ts";
import { endOf, startWorkers } from "./many-answers.ts";

const DISCORDS_OWN = { limit: 5, windowMs: 5_000, perSecond: 50 };
let discord: FakeDiscord;
afterEach(() => discord.close());

async function start({ processes, growsForMs = 6_000 }: { readonly processes: number; readonly growsForMs?: number }) {
  discord = await startFakeDiscord({ rateLimit: DISCORDS_OWN });
  const clock = systemClock;
  const shared = createMemorySharedSends(clock);
  const workers = startWorkers({ clock, growsForMs });
  const messengers = Array.from({ length: processes }, () => {
    const budget = createPacedSends({ shared, clock, log: workers.log });
    return createDiscordMessenger({ log: workers.log, clock, budget }, discord);
  });
  return { workers, messengers };
}

function asked(channelId = discord.channelId): Reply {
  const { id } = discord.mention("What is new?", { channelId });
  const channel = { platform: "discord", workspaceId: discord.guildId, channelId } as const;
  return {
    id: `answer-${id}`,
    target: { kind: "message", channel, messageId: id },
    asker: discord.asker,
    question: "What is new?",
  };
}

const visible = (channelId?: string) => discord.messages(channelId).map(({ content }) => content);

describe("thirty answers that grow in one Discord channel, from two processes", () => {
  it("are all whole, once, with few refusals, and hold up nobody in another channel", {
    timeout: 120_000,
  }, async () => {
    const { workers, messengers } = await start({ processes: 2 });
    const replies = Array.from({ length: 30 }, () => asked());
    let whole = 0;
    const answering = replies.map(async (reply, index) => {
      const messenger = messengers[index % 2];
      if (messenger === undefined) throw new Error("There are two");
      const answered = await workers.answer(reply, messenger);
      whole += 1;
      return answered;
    });
    await expect.poll(() => discord.requests.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5);
    const other = discord.addChannel();
    const [messenger] = messengers;
    if (messenger === undefined) throw new Error("There are two");
    const quiet = asked(other);
    const inOther = workers.answer(quiet, messenger);
    await expect.poll(() => visible(other), { interval: 10 }).toHaveLength(1);
    // Discord lets the busy one have a message a second.
    expect(whole).toBeLessThan(replies.length);
    expect(await inOther).toMatchObject({ state: "final", runs: 1 });
    expect(visible(other).join("")).toContain(endOf(quiet));
    const ended = await Promise.all(answering);
    const refused = discord.requests.filter(({ status }) => status === 429);
    expect(visible()).toHaveLength(30);
    for (const reply of replies) expect(visible().filter((text) => text.includes(endOf(reply)))).toHaveLength(1);
    expect(refused.length).toBeLessThanOrEqual(discord.requests.length / 5);
    expect(ended.filter(({ runs }) => runs > 1)).toEqual([]);
  });
});

describe("what Discord allows one token in a second", () => {
  it("is kept by two processes that answer in many channels at once", async () => {
    const { workers, messengers } = await start({ processes: 2, growsForMs: 0 });
    const replies = Array.from({ length: 120 }, (_, index) => asked(discord.addChannel(`channel ${index}`)));
    const ended = await Promise.all(
      replies.map(async (reply, index) => {
        const messenger = messengers[index % 2];
        if (messenger === undefined) throw new Error("There are two");
        return workers.answer(reply, messenger);
      }),
    );
    expect(ended.map(({ state }) => state)).toEqual(replies.map(() => "final"));
    for (const reply of replies) expect(visible(reply.target.channel.channelId).join("")).toContain(endOf(reply));
    expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});
