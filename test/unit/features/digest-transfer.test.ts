import { describe, expect, it } from "vitest";
import type { Digest } from "../../../src/core/digest.ts";
import { channel, openChannel } from "./feature-bench.ts";

const elsewhere = { ...channel, channelId: "random" };
type Bot = ReturnType<typeof openChannel>;

/** The JSON of each block of an export. */
function blocksOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/```json\n(.*?)\n```/gsu)].map(([, json = ""]) => json);
}

const importing = (bot: Bot, ...rows: readonly unknown[]) =>
  bot.type(`/digest import ${JSON.stringify({ version: 1, digests: rows })}`);

/** What an import keeps: everything but who made it and when. */
function kept({ createdAt: _createdAt, createdBy: _createdBy, settledUntil: _settledUntil, ...digest }: Digest) {
  return digest.paused === undefined ? digest : { ...digest, paused: digest.paused.reason };
}

describe("the digests of a workspace", () => {
  it("come back from an export as they were, with the zone as their own, in all its channels, and are scheduled", async () => {
    const bot = openChannel();
    await bot.type(
      '/digest create "Node ``` @here" when:"weekdays 9:00" zone:Europe/Berlin sites:"a.org b.org" items:3 layout:thread empty:say language:German',
    );
    await bot.typeElsewhere('/digest create Rust when:"daily 8:00"');
    await bot.type("/digest pause Rust");
    const exported = await bot.type("/digest export");
    expect(exported).toContain("2 digests of this workspace");
    const before = await bot.digests.list(channel);
    for (const { id } of before) await bot.type(`/digest delete ${id}`);
    expect(await bot.digests.list(channel)).toEqual([]);
    await bot.clock.advance(60_000);
    for (const block of blocksOf(exported))
      expect(await bot.type(`/digest import ${block}`, { asker: { id: "v" } })).toContain("Added 2 of 2.");
    const after = await bot.digests.list(channel);
    const named = before.map((digest) => kept({ ...digest, zoneFrom: "digest" }));
    expect(after.map(kept).toSorted(byId)).toEqual(named.toSorted(byId));
    expect(after[0]).toMatchObject({ createdBy: "v", settledUntil: bot.clock.now() });
    expect([...bot.jobs.schedules.keys()]).toEqual(
      after.filter(({ paused }) => paused === undefined).map(({ id }) => `digest-web-web-${id}`),
    );
  });

  it("are exported in blocks that each fit one message, and hold every digest once", async () => {
    const bot = openChannel();
    for (let index = 0; index < 30; index += 1)
      await bot.type(`/digest create ${"long ".repeat(20)}${index} when:"daily 7:15"`);
    const exported = await bot.type("/digest export");
    const blocks = blocksOf(exported);
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks) expect(block.length).toBeLessThanOrEqual(1_800);
    const copy = openChannel();
    for (const block of blocks) await copy.type(`/digest import ${block}`);
    expect(new Set((await copy.digests.list(channel)).map(({ id }) => id))).toEqual(
      new Set((await bot.digests.list(channel)).map(({ id }) => id)),
    );
  });

  it("are not added again, and stay as they are", async () => {
    const bot = openChannel();
    await importing(bot, { id: "abcd", topic: "Node", when: "daily 7:15" });
    const before = await bot.digests.list(channel);
    expect(
      await importing(
        bot,
        { id: "abcd", topic: "Deno", when: "daily 8:15" },
        { topic: "NODE", when: "daily 7:15" },
        { topic: "Rust", when: "daily 7:15" },
      ),
    ).toBe("Added 1 of 3. 2 were here already.");
    const after = await bot.digests.list(channel);
    expect(after).toHaveLength(2);
    expect(after).toEqual(expect.arrayContaining([...before]));
  });

  it("take this channel and the workspace's zone where a row says nothing else", async () => {
    const bot = openChannel();
    await bot.type('/digest create First when:"daily 7:15" zone:Asia/Tokyo');
    await importing(
      bot,
      { topic: "Here", when: "daily 7:15" },
      { topic: "There", when: "daily 7:15", channelId: "random" },
    );
    const [, ...added] = (await bot.digests.list(channel)).toSorted((a, b) => a.topic.localeCompare(b.topic));
    expect(added).toMatchObject([
      { topic: "Here", channel, timeZone: "Asia/Tokyo" },
      { topic: "There", channel: elsewhere, timeZone: "Asia/Tokyo" },
    ]);
  });

  it("are read through what chat clients make of JSON", async () => {
    const bot = openChannel();
    await bot.type("/digest import ```json {“version”:1,“digests”:[{“topic”:“Node”,“when”:“daily 7:15”}]} ```");
    expect(await bot.digests.list(channel)).toMatchObject([{ topic: "Node", when: "daily 7:15" }]);
  });

  it.each([
    [{ topic: "A" }, "Digest 2: when:"],
    [{ topic: "A", when: "never" }, "Digest 2: “never” is not a time"],
    [{ topic: "A", when: "0 0 30 2 *" }, "Digest 2: The time `0 0 30 2 *` never comes"],
    [{ topic: "A", when: "daily 7:15", zone: "Mars" }, "is not a time zone"],
    [{ topic: "A", when: "daily 7:15", items: 99 }, "from 3 to 10"],
    [{ topic: "A", when: "daily 7:15", items: "5" }, "Digest 2: items:"],
    [{ topic: "A", when: "daily 7:15", extra: 1 }, "Digest 2: Unrecognized"],
    [{ topic: "A", when: "daily 7:15", id: "NO" }, "Digest 2: id:"],
    [{ topic: "A", when: "daily 7:15", sites: ["evil.com"] }, "evil.com is not among the sites"],
    [{ topic: "A", when: "daily 7:15", crosspost: true }, "Only Discord"],
    [{ topic: "A", when: "daily 7:15", channelId: "of-others" }, "of-others is no channel of this workspace"],
    ["Node", "Digest 2: "],
  ])("are not added at all when one is wrong: %j", async (row, sentence) => {
    const bot = openChannel();
    await bot.type("/sources exclude evil.com");
    const answer = await importing(bot, { topic: "Good", when: "daily 7:15" }, row);
    expect(answer).toMatch(/^Nothing was added:/u);
    expect(answer).toContain(sentence);
    expect(await bot.digests.list(channel)).toEqual([]);
    expect(bot.jobs.schedules.size).toBe(0);
  });

  it("are told every fault, the first ten of many", async () => {
    const bot = openChannel();
    const rows = Array.from({ length: 12 }, () => ({ topic: "A", when: "never" }));
    const answer = await importing(bot, ...rows);
    expect(answer.split("\n").filter((line) => line.startsWith("- Digest"))).toHaveLength(10);
    expect(answer).toContain("and 2 more");
  });

  it.each(["", "{}", "hello", "[]", '{"version":2,"digests":[{}]}', '{"version":1,"digests":[]}', "{{{"])(
    "are not read from %j",
    async (text) => {
      const bot = openChannel();
      expect(await bot.type(`/digest import ${text}`)).toMatch(/^(?:That is no export of digests|Paste what)/u);
    },
  );

  it("are at most as many as a workspace may have", async () => {
    const bot = openChannel();
    const rows = (prefix: string, length: number) =>
      Array.from({ length }, (_, index) => ({ topic: `${prefix}${index}`, when: "daily 7:15" }));
    expect(await importing(bot, ...rows("a", 199))).toBe("Added 199 of 199.");
    expect(await importing(bot, ...rows("b", 2))).toContain("A workspace can have 200 digests; that would be 201.");
    expect(await bot.digests.list(channel)).toHaveLength(199);
    expect(await importing(bot, ...rows("b", 1))).toBe("Added 1 of 1.");
    expect(await bot.type('/digest create One more when:"daily 7:15"')).toContain("too many digests");
  });

  it("say so when there are none to export", async () => {
    expect(await openChannel().type("/digest export")).toBe("This workspace has no digest yet.");
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id.localeCompare(b.id);
}
