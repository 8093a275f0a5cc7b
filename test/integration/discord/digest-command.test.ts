import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { registerDiscordCommands } from "../../../src/platforms/discord/registration.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import { prefilledIn } from "../../fakes/discord/fake-discord-modal.ts";
import type { FakeInteraction } from "../../fakes/discord/fake-discord-state.ts";
import { openChannel } from "../../unit/features/feature-bench.ts";

describe("/digest on Discord", () => {
  let bot: ReturnType<typeof openChannel>;
  let bench: Awaited<ReturnType<typeof startListenerBench>>;
  beforeEach(async () => {
    bot = openChannel();
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
  const modalOf = async (asked: FakeInteraction) => {
    await eventually(() => expect(asked.modal).toBeDefined());
    if (asked.modal === undefined) throw new Error("no form was opened");
    return asked.modal;
  };
  const fill = async (
    asked: FakeInteraction,
    values: Record<string, string>,
    permissions = PermissionFlagsBits.ManageChannels,
  ) => {
    const filled = bench.discord.fillIn(asked, values, { permissions });
    await eventually(() => expect(bench.discord.interactionReply(filled).content).toBeTruthy());
    return bench.discord.interactionReply(filled);
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
    expect((await digest("preview", { digest: "Node news" }, 0n)).content).toContain("**Manage Channels**");
    const used = use("preview", { digest: "Node news" });
    await eventually(() =>
      expect(bench.discord.interactionReply(used)).toMatchObject({ state: "loading", ephemeral: true }),
    );
    await eventually(() =>
      expect([...bot.jobs.jobs.values()]).toMatchObject([
        { name: "digest-preview", payload: { reply: { target: { kind: "interaction", visibility: "asker" } } } },
      ]),
    );
  });

  it("changes the time zone of the server for who manages the server", async () => {
    const zone = { zone: "Asia/Tokyo" };
    expect((await digest("zone", zone)).content).toContain("**Manage Server**");
    const { content, ephemeral } = await digest("zone", zone, PermissionFlagsBits.ManageGuild);
    expect(content).toContain("is Asia/Tokyo now; it was UTC");
    expect(ephemeral).toBe(true);
    await digest("create", { topic: "Node news", when: "daily 7:15" });
    expect(await stored()).toMatchObject([{ timeZone: "Asia/Tokyo", zoneFrom: "workspace" }]);
  });

  it("is exported as a file, too, to the manager alone", async () => {
    await digest("create", { topic: "Node `@here` news", when: "daily 7:15" });
    await digest("create", { topic: "Deno news", when: "daily 8:15" });
    const { files, content, ephemeral } = await digest("export", {}, PermissionFlagsBits.ManageGuild);
    expect(ephemeral).toBe(true);
    expect(content).toContain("2 digests of this workspace");
    expect(files.map(({ name }) => name)).toEqual(["digests.json"]);
    const before = await stored();
    expect(JSON.parse(files[0]?.text ?? "")).toMatchObject({
      version: 1,
      digests: before.map(({ id, topic, when }) => ({ id, topic, when })),
    });
    await digest("delete", { digest: "Deno" });
    const copied = await digest("import", { json: files[0]?.text ?? "" }, PermissionFlagsBits.ManageGuild);
    expect(copied.content).toContain("Added 1 of 2.");
    expect(copied.files).toEqual([]);
  });

  it("is exported without the file where Discord lets nobody attach one", async () => {
    await digest("create", { topic: "Node news", when: "daily 7:15" });
    const body = { code: 50_013, message: "Missing Permissions" };
    bench.discord.failNext({ method: "PATCH", path: /^\/webhooks\//u, status: 403, body });
    const { files, content } = await digest("export", {}, PermissionFlagsBits.ManageGuild);
    expect(content).toContain("1 digest of this workspace");
    expect(files).toEqual([]);
  });

  it("opens a form without options, and answers the manager alone when it is filled in", async () => {
    const asked = use("create");
    const modal = await modalOf(asked);
    expect(modal.title).toBe("New digest");
    expect(modal.components.map(({ label, component }) => [label, component.custom_id, component.required])).toEqual([
      ["Topic", "topic", true],
      ["When", "when", true],
      ["Time zone", "zone", false],
      ["Sites", "sites", false],
      ["Items", "items", false],
    ]);
    expect(prefilledIn(modal)).toEqual({});
    expect((await fill(asked, { topic: "Node", when: "sometimes" })).content).toContain(
      "is not a time that I understand",
    );
    expect((await fill(asked, { topic: "Node", when: "daily 7:15" }, 0n)).content).toContain("**Manage Channels**");
    expect(await stored()).toEqual([]);
    expect(await fill(asked, { topic: "Node", when: "daily 7:15", zone: "Europe/Berlin", items: "7" })).toMatchObject({
      content: expect.stringContaining("Wed 15 Nov 2023, 07:15"),
      ephemeral: true,
    });
    expect(await stored()).toMatchObject([
      { topic: "Node", cron: "15 7 * * *", items: 7, sites: [], channel: { channelId: bench.discord.channelId } },
    ]);
  });

  it("is not asked for in a form by whoever may not", async () => {
    expect((await digest("create", {}, 0n)).content).toContain("**Manage Channels**");
  });

  it("is changed in a form that shows what it is set to, where emptied fields mean what they say", async () => {
    await digest("create", {
      topic: "Node",
      when: "daily 7:15",
      zone: "Europe/Berlin",
      sites: "nodejs.org zod.dev",
      items: 4,
      layout: "thread",
    });
    const asked = use("edit", { digest: "node" });
    const modal = await modalOf(asked);
    expect(modal.title).toBe("Edit digest");
    expect(prefilledIn(modal)).toEqual({
      topic: "Node",
      when: "daily 7:15",
      zone: "Europe/Berlin",
      sites: "nodejs.org, zod.dev",
      items: "4",
    });
    expect(() => bench.discord.fillIn(asked, { topic: "" })).toThrow("required");
    const changed = await fill(asked, { items: "6", zone: "", sites: "" });
    expect(changed).toMatchObject({ content: expect.stringContaining("Changed."), ephemeral: true });
    expect(await stored()).toMatchObject([
      { topic: "Node", cron: "15 7 * * *", items: 6, sites: [], zoneFrom: "workspace", layout: "thread" },
    ]);
  });

  it("opens the form again with what was typed, when that could not be understood", async () => {
    const typed = { topic: "Node", when: "sometimes", sites: "nodejs.org", items: "7" };
    const permissions = PermissionFlagsBits.ManageChannels;
    const asked = use("create");
    await modalOf(asked);
    const refused = bench.discord.fillIn(asked, typed, { permissions });
    await eventually(() => expect(bench.discord.interactionReply(refused).content).toContain("not a time"));
    const again = bench.discord.press("again", { messageId: refused.originalId, permissions });
    const reopened = await modalOf(again);
    expect(reopened.title).toBe(asked.modal?.title);
    expect(prefilledIn(reopened)).toEqual(typed);
    const filled = bench.discord.fillIn(again, { when: "daily 7:15" }, { permissions });
    await eventually(() => expect(bench.discord.interactionReply(filled).content).toContain("Saved."));
    expect(await stored()).toMatchObject([{ topic: "Node", cron: "15 7 * * *", items: 7, sites: ["nodejs.org"] }]);
    expect(() => bench.discord.press("again", { messageId: filled.originalId })).toThrow("nobody can see a button");
    expect(JSON.stringify(bench.logged)).not.toContain("nodejs.org");
  });

  it("says which option is missing where some are given", async () => {
    expect((await digest("create", { topic: "Node" })).content).toContain("When shall it be posted?");
  });
});
