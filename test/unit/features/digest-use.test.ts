import { beforeEach, describe, expect, it } from "vitest";
import { digestRef, pauseKey } from "../../../src/core/digest.ts";
import type { SlotRecord } from "../../../src/core/digest-slot.ts";
import { channel, openChannel } from "./feature-bench.ts";

const elsewhere = { ...channel, channelId: "random" };
type Bot = ReturnType<typeof openChannel>;

async function idOf(bot: Bot, topic: string): Promise<string> {
  const id = (await bot.digests.list(channel)).find((digest) => digest.topic === topic)?.id;
  if (id === undefined) throw new Error(`there is no digest on ${topic}`);
  return id;
}

describe("the digests of a channel", () => {
  let bot: Bot;
  beforeEach(async () => {
    bot = openChannel();
    await bot.type('/digest create Node news when:"weekdays 9:00" zone:Europe/Berlin');
    await bot.type('/digest create Node security when:"daily 7:15"');
    await bot.typeElsewhere('/digest create Rust when:"daily 8:00"');
  });

  it("are listed with their next times, those of other channels left out", async () => {
    const news = await idOf(bot, "Node news");
    const list = await bot.type("/digest");
    expect(list.split("\n")).toHaveLength(2);
    expect(list).toContain(`- \`${news}\` “Node news”: \`weekdays 9:00\` (Europe/Berlin); next Wed 15 Nov 2023, 09:00`);
    expect(list).not.toContain("Rust");
    expect(await openChannel().type("/digest list")).toContain("This channel has no digest yet");
  });

  it.each([
    ["its id", (id: string) => id],
    ["its id in other letters and backticks", (id: string) => ` \`${id.toUpperCase()}\` `],
    ["its topic", () => "node NEWS"],
    ["the beginning of its topic", () => "Node n"],
  ])("are named by %s", async (_how, name) => {
    expect(await bot.type(`/digest show ${name(await idOf(bot, "Node news"))}`)).toContain("“Node news”");
  });

  it("ask which one is meant, and say which there are", async () => {
    const answer = await bot.type("/digest show Node");
    expect(answer).toContain("More than one digest begins like that");
    expect(answer).toContain(`\`${await idOf(bot, "Node news")}\` “Node news”`);
    expect(answer).toContain(`\`${await idOf(bot, "Node security")}\` “Node security”`);
    await bot.type('/digest create Node when:"daily 8:15"');
    expect(await bot.type("/digest show node")).toContain("“Node”");
    expect(await bot.type("/digest show")).toContain("Which digest?");
    expect(await bot.type("/digest show Python")).toContain("No digest of this channel");
  });

  it("need no name when there is one", async () => {
    expect(await bot.type("/digest show", { channel: elsewhere })).toContain("“Rust”");
  });

  it("are shown in their own words, whatever these mean in Markdown", async () => {
    await bot.type('/digest create *C* and [x](https://a.org) when:"0 9 * * 1"', { channel: elsewhere });
    const shown = await bot.type("/digest show *C*", { channel: elsewhere });
    expect(shown).toContain("“\\*C\\* and \\[x\\]\\(https");
    expect(shown).toContain("`0 9 * * 1`");
  });

  it("of other channels are for those who manage the workspace", async () => {
    expect(await bot.type("/digest show Rust")).toContain("“Rust”");
    const mayManage = async (scope: string) => scope === "channel";
    expect(await bot.type("/digest show Rust", { mayManage })).toContain("No digest of this channel");
    expect(await bot.type("/digest delete Rust", { mayManage })).toContain("No digest of this channel");
    expect(await bot.digests.list(channel)).toHaveLength(3);
  });

  it("take only sites that the category allows where their channel stands by now", async () => {
    const moved = { channel: { ...channel, categoryId: "archive" } };
    await bot.settings.set(moved.channel, "category", (layer) => ({ ...layer, includeSites: ["example.org"] }));
    expect(await bot.type("/digest edit Node news sites:zod.dev", moved)).toContain("zod.dev is not among the sites");
    expect(await bot.type("/digest edit Node news sites:news.example.org", moved)).toContain("news.example.org");
  });

  it("are changed by those who manage the channel, and shown to everybody", async () => {
    const guest = { mayManage: async () => false };
    const before = await bot.digests.list(channel);
    for (const text of ["create A when:9", "edit Node items:3", "pause Node", "resume Node", "delete Node", "run Node"])
      expect(await bot.type(`/digest ${text}`, guest)).toContain("Only the people who manage this channel");
    for (const text of ["export", "import {}"])
      expect(await bot.type(`/digest ${text}`, guest)).toContain("Only the people who manage this workspace");
    expect(await bot.digests.list(channel)).toEqual(before);
    expect([...bot.jobs.jobs]).toEqual([]);
    for (const text of ["", "show Node n", "history Node n"])
      expect(await bot.type(`/digest ${text}`, guest)).toContain("“Node news”");
  });

  it("say on each platform who manages a channel", async () => {
    const guest = { mayManage: async () => false };
    const on = (platform: "discord" | "slack") => ({
      ...guest,
      channel: { platform, workspaceId: "w", channelId: "c" },
    });
    expect(await bot.type("/digest delete Node", on("discord"))).toContain("**Manage Channels**");
    expect(await bot.type("/digest export", on("discord"))).toContain("**Manage Server**");
    expect(await bot.type("/digest delete Node", on("slack"))).toContain("whoever created the channel");
  });

  it("do not exist where everybody's direct messages are one workspace", async () => {
    const dm = { channel: { platform: "discord", workspaceId: "dm", channelId: "d1" } } as const;
    for (const text of ["list", 'create A when:"daily 7:15"', "export"])
      expect(await bot.type(`/digest ${text}`, dm)).toContain("belong to the channels of a server");
    expect(await bot.digests.list(dm.channel)).toEqual([]);
  });

  it("pause and resume, and owe nothing of the time between", async () => {
    const id = await idOf(bot, "Node news");
    expect(await bot.type("/digest pause Node news")).toMatch(/^Paused\.[\s\S]*because a channel manager wanted it/u);
    expect([...bot.jobs.schedules.keys()]).not.toContain(`digest-web-web-${id}`);
    expect(await bot.type("/digest pause Node news")).toContain("It was paused already.");
    expect(await bot.type("/digest")).toContain("paused, because a channel manager wanted it");
    await bot.clock.advance(3 * 86_400_000);
    await bot.digests.update({ ...channel, digestId: id }, (digest) => ({ ...digest, failures: 3 }));
    expect(await bot.type("/digest resume Node news")).toMatch(/^Resumed\.[\s\S]*Next/u);
    expect(await bot.digests.read({ ...channel, digestId: id })).toMatchObject({
      failures: 0,
      settledUntil: bot.clock.now(),
    });
    expect((await bot.digests.read({ ...channel, digestId: id }))?.paused).toBeUndefined();
    expect([...bot.jobs.schedules.keys()]).toContain(`digest-web-web-${id}`);
    expect(await bot.type("/digest resume Node news")).toContain("It was not paused.");
  });

  it("are deleted with their times", async () => {
    const id = await idOf(bot, "Node news");
    expect(await bot.type(`/digest delete ${id}`)).toContain("Deleted “Node news”");
    expect(await bot.digests.read({ ...channel, digestId: id })).toBeUndefined();
    expect([...bot.jobs.schedules.keys()]).not.toContain(`digest-web-web-${id}`);
  });

  it("run by hand as a slot of the moment it was asked for", async () => {
    const id = await idOf(bot, "Node news");
    expect(await bot.type("/digest run Node news", { receivedAt: 5_000 })).toContain("is being written");
    expect([...bot.jobs.jobs.values()]).toEqual([
      {
        name: "digest-slot",
        id: `digest-web-web-${id}-5000`,
        delayMs: 0,
        payload: { version: 1, platform: "web", workspaceId: "web", digestId: id, slot: 5_000, isManual: true },
      },
    ]);
  });

  it("are previewed by a worker, in answer to this person", async () => {
    const id = await idOf(bot, "Node news");
    const replyTo = {
      kind: "interaction",
      channel,
      interactionId: "i",
      token: "t",
      expiresAt: 1,
      visibility: "asker",
    } as const;
    const outcome = await bot.invoke("/digest preview Node news", {
      id: "event",
      replyTo,
    });
    expect(outcome).toEqual({ kind: "accepted" });
    expect([...bot.jobs.jobs.values()]).toMatchObject([
      { name: "digest-preview", id: "event", payload: { digestId: id, reply: { id: "event", target: replyTo } } },
    ]);
  });

  it("are looked at by everybody, but previewed, which costs a search, by who may manage them", async () => {
    const everybody = { mayManage: async () => false };
    expect(await bot.type("/digest preview Node news", everybody)).toBe(
      "Only the people who manage this channel may do that: whoever runs this page. Ask one of them.",
    );
    expect([...bot.jobs.jobs.values()]).toEqual([]);
    expect(await bot.type("/digest list", everybody)).toContain("“Node news”");
    expect(await bot.type("/digest show Node news", everybody)).toContain("**Next**");
    expect(await bot.type("/digest history Node news", everybody)).toContain("has not been due yet");
  });

  it("go on after a press of the button under the news that they are paused", async () => {
    const id = await idOf(bot, "Node news");
    const ref = { platform: "web", workspaceId: "web", digestId: id } as const;
    await bot.digests.update(ref, (digest) => ({ ...digest, failures: 3, paused: { reason: "failures", at: 7 } }));
    const call = { name: "control", control: "resume", answerId: pauseKey(ref, 7) } as const;
    expect(await bot.type("/help", { call, mayManage: async () => false })).toContain("Only the people who manage");
    expect((await bot.digests.read(ref))?.paused?.reason).toBe("failures");
    expect(await bot.type("/help", { call })).toContain("Resumed.");
    const resumed = await bot.digests.read(ref);
    expect([resumed?.failures, resumed?.paused]).toEqual([0, undefined]);
    expect(await bot.type("/help", { call: { ...call, answerId: "event-1" } })).toBe("This digest was deleted.");
  });
});

describe("/digest history", () => {
  const item = { title: "t", url: "https://a.org", summary: "s", keys: ["k"] };
  const drop = { title: "t", url: "https://b.org", reason: "too old" } as const;
  const at = Date.UTC(2023, 10, 13, 8);
  const record = (slot: number, more: Partial<SlotRecord>): SlotRecord => ({
    version: 1,
    slot,
    isManual: false,
    state: "posted",
    at: slot,
    dropped: [],
    ...more,
  });

  it("shows each slot in the digest's own time, with its state, its counts, a link and the note", async () => {
    const bot = openChannel();
    const guild = { channel: { platform: "discord", workspaceId: "g1", channelId: "c1" } } as const;
    await bot.type('/digest create News when:"weekdays 9:00" zone:Europe/Berlin', guild);
    expect(await bot.type("/digest history News", guild)).toContain("has not been due yet");
    const [digest] = await bot.digests.list(guild.channel);
    if (digest === undefined) throw new Error("there is no digest");
    const message = { platform: "discord", channelId: "t9", messageId: "m1" } as const;
    const ref = digestRef(digest);
    await bot.slots.write(ref, record(at, { items: [item, item], dropped: [drop], message }));
    await bot.slots.write(ref, record(at + 1, { state: "failed", note: "The search could not be reached." }));
    await bot.slots.write(ref, record(at + 60_000, { state: "open", isManual: true, items: [item] }));
    expect((await bot.type("/digest history News", guild)).split("\n").slice(2)).toEqual([
      "- Mon 13 Nov 2023, 09:01: **being written** (1 item, asked for by hand)",
      "- Mon 13 Nov 2023, 09:00: **failed** — The search could not be reached.",
      "- Mon 13 Nov 2023, 09:00: **posted** (2 items, 1 left out) [message](https://discord.com/channels/g1/t9/m1)",
    ]);
  });

  it("leads to the channel on Slack, whose links to messages hold a domain that is not known", async () => {
    const bot = openChannel();
    const team = { channel: { platform: "slack", workspaceId: "T1", channelId: "C1" } } as const;
    await bot.type('/digest create News when:"weekdays 9:00"', team);
    const [digest] = await bot.digests.list(team.channel);
    if (digest === undefined) throw new Error("there is no digest");
    const message = { platform: "slack", channelId: "C1", messageId: "1.2" } as const;
    await bot.slots.write(digestRef(digest), record(at, { message }));
    expect(await bot.type("/digest history", team)).toContain(
      "[channel](https://slack.com/app_redirect?team=T1&channel=C1)",
    );
    expect(await bot.type("/digest history", { ...team, locale: "ja" })).toContain(
      "[チャンネル](https://slack.com/app_redirect?team=T1&channel=C1)",
    );
  });
});
