import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerDiscordCommands } from "../../../src/platforms/discord/registration.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { openChannel } from "../../unit/features/feature-bench.ts";

describe("/digest on Discord", () => {
  const bot = openChannel();
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bench = await startListenerBench();
    await registerDiscordCommands(bench.discord, {
      searchServices: ["tavily"],
      signal: AbortSignal.timeout(20_000),
    });
    bench.answerWith(bot.dispatch);
    await bench.start();
  });
  afterEach(() => bench.close());

  const use = (
    subcommand: string,
    options: Record<string, string | number | boolean> = {},
    permissions = PermissionFlagsBits.ManageChannels,
  ) => bench.discord.slash({ command: "digest", subcommand, options, permissions });
  const digest = async (...parameters: Parameters<typeof use>) => {
    const used = use(...parameters);
    await eventually(() => expect(bench.discord.interactionReply(used).content).toBeTruthy());
    return bench.discord.interactionReply(used);
  };
  const stored = () => bot.digests.list({ platform: "discord", workspaceId: bench.discord.guildId });

  it("is made by its options and answered to the manager alone", async () => {
    const { content, ephemeral } = await digest("create", {
      topic: "Node news",
      when: "weekdays 9:00",
      zone: "Europe/Berlin",
      items: 4,
      layout: "thread",
      crosspost: true,
    });
    expect(content).toContain("Wed 15 Nov 2023, 09:00");
    expect(ephemeral).toBe(true);
    expect(await stored()).toMatchObject([
      { topic: "Node news", cron: "0 9 * * 1-5", items: 4, layout: "thread", isCrossposted: true },
    ]);
    expect((await digest("list")).content).toContain("“Node news”");
    expect((await digest("delete", { digest: "Node" }, 0n)).content).toContain("**Manage Channels**");
    expect((await digest("delete", { digest: "Node" })).content).toContain("Deleted");
    expect(await stored()).toEqual([]);
  });

  it("is previewed in private from the first moment", async () => {
    await digest("create", { topic: "Node news", when: "daily 7:15" });
    const used = use("preview", { digest: "Node news" }, 0n);
    await eventually(() =>
      expect(bench.discord.interactionReply(used)).toMatchObject({ state: "loading", ephemeral: true }),
    );
    await eventually(() =>
      expect([...bot.jobs.jobs.values()]).toMatchObject([
        { name: "digest-preview", payload: { reply: { target: { kind: "interaction", visibility: "asker" } } } },
      ]),
    );
  });
});
