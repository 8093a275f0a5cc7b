import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGuildChannels } from "../../../src/platforms/discord/guild-channels.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

describe("whether a channel belongs to a Discord server", () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(() => discord.close());

  const ask = (channelId: string, workspaceId = discord.guildId) =>
    createGuildChannels(discord)({ platform: "discord", workspaceId, channelId });

  it("is asked of Discord, and not taken on trust", async () => {
    expect(await ask(discord.channelId)).toBe(true);
    expect(await ask(discord.channelId, "1")).toBe(false);
    expect(await ask("1234567890123456789")).toBe(false);
    expect(await ask("../users/@me")).toBe(false);
  });

  it("is not guessed when Discord cannot be reached", async () => {
    const unreachable = createGuildChannels({ ...discord, apiUrl: "http://127.0.0.1:9/api" });
    const asked = unreachable({ platform: "discord", workspaceId: discord.guildId, channelId: discord.channelId });
    await expect(asked).rejects.toMatchObject({ code: "PLATFORM_UNAVAILABLE" });
  });
});
