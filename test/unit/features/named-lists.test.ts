import { describe, expect, it } from "vitest";
import { channel, openChannel } from "./feature-bench.ts";

const RESEARCH = "/sources save name:research arxiv.org, paperswithcode.com https://openreview.net/x";

async function openWithList() {
  const bot = openChannel();
  await bot.type(RESEARCH);
  return bot;
}

describe("a named list", () => {
  it("is saved, shown and given other sites", async () => {
    const bot = openChannel();
    expect(await bot.type("/sources lists")).toContain("no lists yet");
    expect(await bot.type(RESEARCH)).toBe(
      "Saved @research with 3 sites: arxiv.org, paperswithcode.com, openreview.net. Write @research wherever sites are named.",
    );
    await bot.type("/sources save Docs: zod.dev");
    await bot.type("/sources save @docs zod.dev bullmq.io");
    expect(await bot.type("/sources lists")).toBe(
      "- **@research**: arxiv.org, paperswithcode.com, openreview.net\n- **@docs**: zod.dev, bullmq.io",
    );
    expect(await bot.settings.history(channel)).toHaveLength(3);
  });

  it("stands for its sites wherever sites are named, and follows them", async () => {
    const bot = await openWithList();
    expect(await bot.type("/sources include zod.dev @Research")).toContain(
      "- **Answers come from**: zod.dev, @research (3 sites) (this channel)",
    );
    await bot.type("/sources exclude @research scope:workspace");
    const card = await bot.type("/sources");
    expect(card).toContain("- **Answers come from**: zod.dev (this channel)");
    expect(card).toContain("- **Never from**: @research (3 sites) (this workspace)");
    await bot.type("/sources clear exclude scope:workspace");
    await bot.type("/sources remove @research");
    expect((await bot.layer()).includeSites).toEqual(["zod.dev"]);
    await bot.type("/sources exclude @research");
    expect(await bot.type("/sources")).toContain("- **Never from**: @research (3 sites) (this channel)");
  });

  it("is none that every object has by itself", async () => {
    const bot = await openWithList();
    expect(await bot.type("/settings set includeSites @constructor")).toContain("@constructor");
    expect(await bot.type("/sources drop name:constructor")).toContain("no list @constructor");
    await bot.settings.set(channel, "channel", (layer) => ({ ...layer, excludeSites: ["@constructor", "zod.dev"] }));
    expect(await bot.type("/ask Is it so?")).toBe("(accepted)");
    expect(await bot.type("/sources")).toContain("@constructor");
  });

  it("narrows one question to its sites", async () => {
    const bot = await openWithList();
    await bot.type("/ask sites:@research Is it so?");
    const [answer] = [...bot.jobs.answers.values()];
    expect(answer?.sites).toEqual(["arxiv.org", "paperswithcode.com", "openreview.net"]);
    expect(await bot.type("/ask sites:@papers Is it so?")).toBe("There is no list @papers. Write @research.");
  });

  it("can be taken back with the button under what was done", async () => {
    const bot = openChannel();
    expect(await bot.invoke(RESEARCH)).toMatchObject({
      buttons: [{ label: "Undo", command: "settings undo workspace-1" }],
    });
    expect(await bot.invoke("/sources include @research")).toMatchObject({
      buttons: [{ label: "Undo", command: "settings undo channel-general-1" }],
    });
  });

  it("is not deleted where it is still named, and says where", async () => {
    const bot = await openWithList();
    await bot.type("/sources include @research");
    await bot.type("/sources save name:spam spam.example");
    await bot.type("/sources exclude @spam scope:workspace");
    expect(await bot.type("/sources drop @research")).toBe(
      "@research is still used: included in this channel. Remove it there first.",
    );
    expect(await bot.type("/sources drop spam")).toContain("excluded in this workspace");
    await bot.type("/sources clear include");
    expect(await bot.type("/sources drop research")).toBe("Deleted the list @research.");
    expect((await bot.layer("workspace")).siteLists).toEqual({ spam: ["spam.example"] });
  });

  it("is kept in the history without the others, and undone without them", async () => {
    const bot = await openWithList();
    await bot.type("/sources save name:docs zod.dev");
    await bot.type("/sources save name:docs zod.dev bullmq.io");
    const [changed, made] = await bot.settings.history(channel);
    expect(changed).toMatchObject({
      before: { siteLists: { docs: ["zod.dev"] } },
      after: { siteLists: { docs: ["zod.dev", "bullmq.io"] } },
    });
    expect(made?.before.siteLists).toEqual({});
    expect(Object.keys(changed?.before.siteLists ?? {})).toEqual(["docs"]);
    expect(await bot.type("/settings undo workspace-1")).toContain("Undone");
    expect(await bot.type("/settings undo workspace-2")).toContain("changed");
    expect(await bot.type("/settings undo workspace-3")).toContain("Undone");
    expect((await bot.layer("workspace")).siteLists).toEqual({ docs: ["zod.dev"] });
  });

  it("is one of 50 at most", async () => {
    const bot = openChannel();
    const texts = Array.from({ length: 50 }, (_, index) => `@list-${index}: s${index}.org`);
    await bot.type(`/sources import ${texts.join(" ")}`);
    const sentence = "That would be 51 lists; a workspace can have 50 at most. `/sources drop` deletes one.";
    expect(await bot.type("/sources save name:more zod.dev")).toBe(sentence);
    expect(await bot.type("/sources import @more: zod.dev")).toBe(sentence);
    expect(await bot.type("/sources save name:list-7 zod.dev")).toContain("Saved @list-7");
    expect(Object.keys((await bot.layer("workspace")).siteLists)).toHaveLength(50);
  });

  it("is not undone where it is still named: what a channel excludes would come back", async () => {
    const bot = await openWithList();
    await bot.type("/sources exclude @research");
    expect(await bot.type("/settings undo workspace-1")).toBe(
      "@research is still used: excluded in this channel. Remove it there first.",
    );
    expect((await bot.layer("workspace")).siteLists).toHaveProperty("research");
    await bot.type("/sources clear exclude");
    expect(await bot.type("/settings undo workspace-1")).toContain("Undone");
    expect((await bot.layer("workspace")).siteLists).toEqual({});
  });

  it("that is gone can still be taken off a list", async () => {
    const bot = openChannel();
    await bot.settings.set(channel, "channel", (layer) => ({ ...layer, excludeSites: ["@gone"] }));
    expect(await bot.type("/sources")).toContain("@gone (there is no such list)");
    expect(await bot.type("/sources remove @gone")).toContain("Removed @gone");
  });
});

describe("what cannot be done with a named list", () => {
  const hosts = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `s${from + index}.org`).join(" ");

  it.each([
    ["/sources save", "Name the list first"],
    ["/sources save arxiv.org", "Name the list first"],
    ["/sources save name:research", "Name at least one site"],
    ["/sources save name:über arxiv.org", "“über” cannot be the name of a list"],
    ["/sources save name:a_b arxiv.org", "cannot be the name"],
    [`/sources save name:${"a".repeat(41)} arxiv.org`, "cannot be the name"],
    ["/sources save name:papers @research", "is not a site"],
    ["/sources save name:papers com", "domain ending"],
    [`/sources save name:many ${hosts(0, 101)}`, "101 sites"],
    ["/sources drop", "cannot be the name"],
    ["/sources drop papers", "There is no list @papers"],
    ["/sources include @papers", "There is no list @papers. Write @research."],
    ["/sources exclude @", "cannot be the name"],
    ["/sources remove @research", "not on a list here"],
    [`/sources include @research ${hosts(0, 98)}`, "101 sites"],
  ])("%s is answered with a sentence, and nothing changes", async (text, sentence) => {
    const bot = await openWithList();
    const before = await bot.settings.read(channel);
    expect(await bot.type(text)).toContain(sentence);
    expect(await bot.settings.read(channel)).toEqual(before);
  });

  it("names no list where there is none", async () => {
    expect(await openChannel().type("/sources include @research")).toContain("this workspace has none yet");
  });

  it("counts a list's sites when others are added later", async () => {
    const bot = await openWithList();
    await bot.type(`/sources include @research ${hosts(0, 97)}`);
    expect(await bot.type("/sources include one-more.org")).toContain("101 sites");
  });

  it("is done by who manages the workspace only", async () => {
    const bot = openChannel({ manages: ["channel"] });
    expect(await bot.type(RESEARCH)).toContain("Only whoever runs this page");
    expect(await bot.type("/sources drop research")).toContain("Only whoever runs this page");
    expect(await bot.type(RESEARCH, { channel: { ...channel, platform: "discord", workspaceId: "dm" } })).toContain(
      "belongs to no server",
    );
    expect(await bot.type("/sources lists")).toContain("no lists yet");
  });

  it("leaves a channel something to search", async () => {
    const bot = await openWithList();
    await bot.type("/sources include @research");
    await bot.type("/sources exclude zod.dev scope:workspace");
    expect(await bot.type("/sources save name:research zod.dev")).toContain("nothing would be left to search");
    expect((await bot.layer("workspace")).siteLists["research"]).toHaveLength(3);
  });
});

describe("a setting that a wider scope has locked", () => {
  it("is not changed below it, and the reply says who locked it", async () => {
    const bot = openChannel();
    await bot.type("/sources exclude before.org");
    await bot.settings.set(channel, "workspace", (layer) => ({ ...layer, locked: ["excludeSites"] }));
    expect(await bot.type("/sources exclude evil.com")).toBe(
      "Never these sites is locked by this workspace. Whoever manages it can unlock it with `/settings unlock`. Nothing was changed.",
    );
    expect(await bot.type("/sources clear all")).toContain("is locked by this workspace");
    expect(await bot.type("/sources include arxiv.org")).toContain("Included arxiv.org");
    expect(await bot.type("/sources exclude evil.com scope:workspace")).toContain("Excluded evil.com");
  });
});
