import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import { createDiscordMessenger } from "../../../src/platforms/discord/messenger.ts";
import { createRecordingLog } from "../../fakes/discord/recording-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

const signal = AbortSignal.timeout(60_000);

describe("where a channel of Discord stands", () => {
  let discord: FakeDiscord;
  let papers: string;
  let research: string;
  beforeEach(async () => {
    discord = await startFakeDiscord();
    research = discord.addChannel("Research", { kind: "category" });
    papers = discord.addChannel("papers", { parentId: research });
  });
  afterEach(() => discord.close());

  function locating() {
    const messenger = createDiscordMessenger({ log: createRecordingLog().log, clock: { now: () => 0 } }, discord);
    return (channelId: string, categoryId?: string) => messenger.locate(at(channelId, categoryId), { signal });
  }
  const at = (channelId: string, categoryId?: string): ChannelRef => ({
    platform: "discord",
    workspaceId: discord.guildId,
    channelId,
    ...(categoryId && { categoryId }),
  });

  it("is its category, also when it was kept without one", async () => {
    expect(await locating()(papers)).toEqual(at(papers, research));
  });

  it("is asked anew each time: a channel is moved at any moment", async () => {
    const locate = locating();
    const archive = discord.addChannel("Archive", { kind: "category" });
    expect(await locate(papers, research)).toEqual(at(papers, research));
    discord.moveChannel(papers, archive);
    expect(await locate(papers, research)).toEqual(at(papers, archive));
    discord.moveChannel(papers, undefined);
    expect(await locate(papers, research)).toEqual(at(papers));
  });

  it("is not the channel that a thread hangs from", async () => {
    const threadId = discord.addThread(papers);
    expect(await locating()(threadId)).toEqual(at(threadId));
  });

  it("stays as it was known of a channel that is hidden from the bot or gone", async () => {
    discord.hideChannel(papers);
    expect(await locating()(papers, research)).toEqual(at(papers, research));
    discord.deleteChannel(papers);
    expect(await locating()(papers, research)).toEqual(at(papers, research));
  });

  it("is not guessed while Discord is away", async () => {
    for (let attempt = 0; attempt < 8; attempt += 1)
      discord.failNext({ method: "GET", path: `/channels/${papers}`, status: 503 });
    await expect(locating()(papers, research)).rejects.toMatchObject({
      code: "PLATFORM_UNAVAILABLE",
      retryable: true,
    });
  });
});
