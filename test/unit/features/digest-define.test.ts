import { describe, expect, it } from "vitest";
import type { Digest } from "../../../src/core/digest.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { channel, openChannel } from "./feature-bench.ts";

const CREATE = '/digest create weekly TypeScript news when:"weekdays 9:00" zone:Europe/Berlin items:5';
type Bot = ReturnType<typeof openChannel>;

async function only(bot: Bot): Promise<Digest> {
  const all = await bot.digests.list(channel);
  expect(all).toHaveLength(1);
  const [digest] = all;
  if (digest === undefined) throw new Error("there is no digest");
  return digest;
}

describe("/digest create", () => {
  it("stores and schedules the digest, and shows its next three times where people live", async () => {
    const bot = openChannel();
    const shown = await bot.type(CREATE);
    const digest = await only(bot);
    expect(digest).toMatchObject({
      channel,
      topic: "weekly TypeScript news",
      cron: "0 9 * * 1-5",
      when: "weekdays 9:00",
      timeZone: "Europe/Berlin",
      items: 5,
      layout: "together",
      whenNothingIsNew: "quiet",
      createdBy: "u",
      settledUntil: bot.clock.now(),
    });
    expect(digest.id).toMatch(/^[a-z0-9]{5}$/u);
    expect([...bot.jobs.schedules]).toEqual([
      [
        `digest-web-web-${digest.id}`,
        {
          name: "digest-due",
          payload: { version: 1, platform: "web", workspaceId: "web", digestId: digest.id },
          cron: "0 9 * * 1-5",
          timeZone: "Europe/Berlin",
        },
      ],
    ]);
    expect(shown).toMatch(/^Saved\./u);
    expect(shown).toContain("- **Next**: Wed 15 Nov 2023, 09:00; Thu 16 Nov 2023, 09:00; Fri 17 Nov 2023, 09:00");
    expect(shown).toContain("`weekdays 9:00` (Europe/Berlin)");
    expect(shown).toContain(`/digest delete ${digest.id}`);
  });

  it("takes every choice", async () => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org zod.dev");
    const shown = await bot.type(
      '/digest create News when:"daily 7:15" sites:"https://zod.dev/x" items:3 layout:Thread empty:say language:"Swiss German" crosspost:no',
    );
    expect(await only(bot)).toMatchObject({
      sites: ["zod.dev"],
      items: 3,
      layout: "thread",
      whenNothingIsNew: "say",
      language: "Swiss German",
      isCrossposted: false,
    });
    for (const words of ["zod.dev", "3 at most, a headline here", "says so", "Swiss German"])
      expect(shown).toContain(words);
  });

  it("has what Discord alone can do on Discord alone", async () => {
    const bot = openChannel();
    const discord = { channel: { platform: "discord", workspaceId: "g", channelId: "c" } } as const;
    expect(await bot.type('/digest create News when:"daily 7:15" crosspost:yes tag:Weekly', discord)).toContain(
      "- **Tag**: Weekly",
    );
    expect(await bot.digests.list(discord.channel)).toMatchObject([{ isCrossposted: true, forumTag: "Weekly" }]);
    expect(await bot.type('/digest create News when:"daily 7:15" crosspost:yes')).toContain("Only Discord");
    expect(await bot.type('/digest create News when:"daily 7:15" tag:Weekly')).toContain("Only Discord");
    expect(await bot.digests.list(channel)).toEqual([]);
  });

  it("remembers the first zone for the workspace, and uses it where none is named", async () => {
    const bot = openChannel();
    expect(await bot.type(CREATE)).toContain("New digests of this workspace take Europe/Berlin");
    expect(await bot.type('/digest create B when:"daily 8:00" zone:Asia/Tokyo')).not.toContain("New digests");
    await bot.type('/digest create C when:"daily 8:00"');
    const zones = (await bot.digests.list(channel)).map(({ topic, timeZone }) => [topic, timeZone]);
    expect(Object.fromEntries(zones)).toEqual({
      "weekly TypeScript news": "Europe/Berlin",
      B: "Asia/Tokyo",
      C: "Europe/Berlin",
    });
    const guest = openChannel({ manages: ["channel"] });
    await guest.type(CREATE);
    expect((await guest.layer("workspace")).timeZone).toBeUndefined();
    await guest.type('/digest create C when:"daily 8:00"');
    expect((await guest.digests.list(channel)).map(({ timeZone }) => timeZone).sort()).toEqual([
      "Europe/Berlin",
      "UTC",
    ]);
  });

  it("adds the same digest once, however often it is asked for, and schedules it if that had failed", async () => {
    const bot = openChannel();
    bot.jobs.failNext(new StoreError("away"));
    await expect(bot.type(CREATE)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    const { id } = await only(bot);
    expect(bot.jobs.schedules.size).toBe(0);
    expect(await bot.type(CREATE.toUpperCase().replace(/^\/DIGEST CREATE/u, "/digest create"))).toContain(
      "has this digest already",
    );
    expect((await only(bot)).id).toBe(id);
    expect([...bot.jobs.schedules.keys()]).toEqual([`digest-web-web-${id}`]);
  });

  it.each([
    ["", "What shall it look for?"],
    ['when:"daily 7:15"', "What shall it look for?"],
    ["News", "When shall it be posted?"],
    ['News when:"weekdays 9:00', "When shall it be posted?"],
    ["News when:sometimes", "is not a time that I understand"],
    ['News when:"0 0 30 2 *"', "never comes"],
    ['News when:"*/5 * * * *"', "once an hour at most"],
    ['News when:"0,5 9 1 * *"', "once an hour at most"],
    ['News when:"daily 7:15" zone:Mars/Base', "is not a time zone"],
    ['News when:"daily 7:15" items:2', "from 3 to 10"],
    ['News when:"daily 7:15" items:11', "from 3 to 10"],
    ['News when:"daily 7:15" items:many', "from 3 to 10"],
    ['News when:"daily 7:15" layout:wide', "“wide” is no layout. Write `layout:` with together or thread."],
    ['News when:"daily 7:15" empty:shout', "quiet or say"],
    ['News when:"daily 7:15" crosspost:maybe', "`crosspost:yes` or `crosspost:no`"],
    [`News when:"daily 7:15" language:"${"x".repeat(41)}"`, "too long for a language"],
    ['News when:"daily 7:15" sites:not_a_site', "is not a site"],
    ['News when:"daily 7:15" sites:other.org', "other.org is not among the sites this channel allows"],
    [`${"x".repeat(501)} when:"daily 7:15"`, "500 characters at most; this one has 501"],
  ])("refuses %j with a sentence, and nothing changes", async (text, sentence) => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org");
    expect(await bot.type(`/digest create ${text}`)).toContain(sentence);
    expect(await bot.digests.list(channel)).toEqual([]);
    expect(bot.jobs.schedules.size).toBe(0);
    expect((await bot.layer("workspace")).timeZone).toBeUndefined();
  });

  it("refuses sites that the search service cannot keep to", async () => {
    const bot = openChannel({ offered: ["bocha", "exa"] });
    expect(await bot.type('/digest create News when:"daily 7:15" sites:zod.dev')).toContain(
      "Bocha cannot keep to these sites",
    );
    expect(await bot.digests.list(channel)).toEqual([]);
  });
});

describe("/digest edit", () => {
  it("changes what is named, and nothing else", async () => {
    const bot = openChannel();
    await bot.type(`${CREATE} language:German`);
    const before = await only(bot);
    await bot.clock.advance(60_000);
    expect(await bot.type("/digest edit weekly items:3 language:none")).toMatch(/^Changed\./u);
    const { language: _language, ...kept } = before;
    expect(await only(bot)).toEqual({ ...kept, items: 3 });
  });

  it("has new times scheduled, and owes none of them that has passed", async () => {
    const bot = openChannel();
    await bot.type(CREATE);
    await bot.clock.advance(60_000);
    const { id } = await only(bot);
    expect(await bot.type(`/digest edit ${id} when:"daily 7:15"`)).toContain("Wed 15 Nov 2023, 07:15");
    expect(await only(bot)).toMatchObject({ cron: "15 7 * * *", settledUntil: bot.clock.now() });
    expect([...bot.jobs.schedules.values()]).toMatchObject([{ cron: "15 7 * * *", timeZone: "Europe/Berlin" }]);
    await bot.type(`/digest edit ${id} zone:Asia/Tokyo`);
    expect([...bot.jobs.schedules.values()]).toMatchObject([{ cron: "15 7 * * *", timeZone: "Asia/Tokyo" }]);
  });

  it.each([
    ["edit weekly", "What shall change?"],
    ["edit weekly items:99", "from 3 to 10"],
    ['edit weekly items:3 when:"0 0 30 2 *"', "never comes"],
    ["edit weekly items:3 sites:evil.com", "evil.com is not among the sites"],
    ["edit nothing items:3", "No digest of this channel has the id or the beginning “nothing”"],
  ])("refuses %j with a sentence, and nothing changes", async (text, sentence) => {
    const bot = openChannel();
    await bot.type("/sources exclude evil.com");
    await bot.type(CREATE);
    const before = await only(bot);
    expect(await bot.type(`/digest ${text}`)).toContain(sentence);
    expect(await only(bot)).toEqual(before);
    expect([...bot.jobs.schedules.values()]).toMatchObject([{ cron: "0 9 * * 1-5" }]);
  });

  it("takes sites back with all", async () => {
    const bot = openChannel();
    await bot.type(`${CREATE} sites:zod.dev`);
    await bot.type("/digest edit weekly sites:all");
    expect((await only(bot)).sites).toEqual([]);
  });
});
