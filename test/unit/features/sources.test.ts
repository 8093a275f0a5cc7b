import { describe, expect, it } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { openChannel } from "./feature-bench.ts";

describe("/sources", () => {
  it("shows what holds, and where each value comes from", async () => {
    const bot = openChannel();
    expect(await bot.type("/sources")).toBe(
      "- **Answers come from**: any site\n- **Never from**: none\n- **Search service**: Tavily (default)\n- **Search results**: 10 (default)",
    );
    await bot.type("/sources exclude evil.com scope:workspace");
    await bot.type("/sources include arxiv.org, https://zod.dev/api");
    await bot.type("/sources service exa");
    await bot.type("/sources results 5 scope:Workspace");
    expect(await bot.type("/sources show")).toBe(
      "- **Answers come from**: arxiv.org, zod.dev (this channel)\n- **Never from**: evil.com (this workspace)\n- **Search service**: Exa (this channel)\n- **Search results**: 5 (this workspace)",
    );
  });

  it("adds to a list, and says so with what holds now", async () => {
    const bot = openChannel();
    expect(await bot.type("/sources include arxiv.org")).toMatch(
      /^Included arxiv\.org in this channel\.\n\n- \*\*Answers come from\*\*: arxiv\.org/u,
    );
    await bot.type("/sources include zod.dev arxiv.org");
    expect((await bot.layer()).includeSites).toEqual(["arxiv.org", "zod.dev"]);
    expect(await bot.type("/sources exclude evil.com scope:workspace")).toMatch(
      /^Excluded evil\.com in the whole workspace\./u,
    );
    expect((await bot.layer("workspace")).excludeSites).toEqual(["evil.com"]);
  });

  it("takes sites off both lists, and empties them", async () => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org zod.dev");
    await bot.type("/sources exclude evil.com");
    await bot.type("/sources remove zod.dev evil.com");
    expect(await bot.layer()).toMatchObject({ includeSites: ["arxiv.org"], excludeSites: [] });
    await bot.type("/sources exclude evil.com");
    await bot.type("/sources clear Include");
    expect(await bot.layer()).toMatchObject({ includeSites: [], excludeSites: ["evil.com"] });
    await bot.type("/sources include arxiv.org");
    await bot.type("/sources clear exclude");
    expect(await bot.layer()).toMatchObject({ includeSites: ["arxiv.org"], excludeSites: [] });
    await bot.type("/sources clear all");
    expect(await bot.layer()).toMatchObject({ includeSites: [], excludeSites: [] });
  });

  it("of the workspace holds in every channel of it", async () => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org scope:workspace");
    expect(await bot.typeElsewhere("/sources")).toMatchObject({
      markdown: expect.stringContaining("arxiv.org (this workspace)"),
    });
    await bot.type("/sources include zod.dev");
    expect(await bot.typeElsewhere("/sources")).toMatchObject({ markdown: expect.not.stringContaining("zod.dev") });
  });
});

describe("a change that cannot be made", () => {
  it.each([
    ["/sources include", "Name at least one site"],
    ["/sources include com", "domain ending"],
    ["/sources include zod.dev not_a_site", "is not a site"],
    [`/sources include ${Array.from({ length: 101 }, (_, index) => `s${index}.org`).join(" ")}`, "101 sites"],
    [`/sources include ${Array.from({ length: 100 }, (_, index) => `s${index}.org`).join(" ")}`, "101 sites"],
    ["/sources exclude arxiv.org", "arxiv.org would be on both lists"],
    ["/sources exclude arxiv.org zod.dev", "arxiv.org would be on both lists"],
    ["/sources remove zod.dev", "zod.dev: not on a list here"],
    ["/sources remove arxiv.org zod.dev", "zod.dev: not on a list here"],
    ["/sources clear", "Which list?"],
    ["/sources clear everything", "Which list?"],
    ["/sources service google", "“google” is not a search service here. Choose tavily, exa or bocha."],
    ["/sources service search1api", "is not a search service here"],
    ["/sources service", "is not a search service here"],
    [
      "/sources service bocha",
      "Bocha cannot keep to a list of sites, and this channel has one. Choose tavily or exa, or clear",
    ],
    ["/sources results 0", "from 1 to 20"],
    ["/sources results 21", "from 1 to 20"],
    ["/sources results 1.5", "from 1 to 20"],
    ["/sources results -3", "from 1 to 20"],
    ["/sources results ten", "from 1 to 20"],
    ["/sources results", "from 1 to 20"],
    ["/sources include zod.dev scope:server", "“server” is not a scope"],
  ])("%s is answered with a sentence, and nothing changes", async (text, sentence) => {
    const bot = openChannel();
    await bot.type("/sources include arxiv.org");
    const before = [await bot.layer(), await bot.layer("workspace")];
    expect(await bot.type(text)).toContain(sentence);
    expect([await bot.layer(), await bot.layer("workspace")]).toEqual(before);
  });

  it("leaves something to search", async () => {
    const bot = openChannel();
    await bot.type("/sources include docs.arxiv.org");
    expect(await bot.type("/sources exclude arxiv.org scope:workspace")).toContain("nothing would be left to search");
    expect((await bot.layer("workspace")).excludeSites).toEqual([]);
  });

  it("is not made by who does not manage the place", async () => {
    const bot = openChannel({ manages: ["channel"] });
    expect(await bot.type("/sources include arxiv.org scope:workspace")).toContain("Only whoever runs this page");
    expect(await bot.layer("workspace")).toMatchObject({ includeSites: [] });
    const guest = openChannel({ manages: [] });
    expect(await guest.type("/sources results 3")).toContain("Only whoever runs this page");
    expect((await guest.layer()).searchResults).toBeUndefined();
    expect(await guest.type("/sources")).toContain("Answers come from");
  });

  it("because the store is away is no reply but a failure", async () => {
    const bot = openChannel();
    bot.settings.failNext(new StoreError("away"));
    bot.settings.failNext(new StoreError("away"));
    await expect(bot.type("/sources include arxiv.org")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

describe("settings that have become impossible", () => {
  it("can be undone step by step", async () => {
    const bot = openChannel({ offered: ["bocha", "tavily"] });
    // The operator has made bocha the default since.
    await bot.settings.set({ platform: "web", workspaceId: "web", channelId: "general" }, "channel", (layer) => ({
      ...layer,
      includeSites: ["arxiv.org"],
      excludeSites: ["evil.com"],
    }));
    expect(await bot.type("/sources include zod.dev")).toContain("Bocha cannot keep to a list");
    expect(await bot.type("/sources results 5")).toContain("Now using 5 search results");
    expect(await bot.type("/sources clear include")).toContain("Emptied the include list");
    expect(await bot.type("/sources remove evil.com")).toContain("Removed evil.com");
    expect(await bot.type("/sources include zod.dev")).toContain("Bocha cannot keep to a list");
    expect(await bot.type("/sources service tavily")).toContain("Now searching with Tavily");
    expect(await bot.type("/sources include zod.dev")).toContain("Included zod.dev");
  });

  it("are shown as what they are", async () => {
    const bot = openChannel();
    await bot.settings.set({ platform: "web", workspaceId: "web", channelId: "general" }, "channel", (layer) => ({
      ...layer,
      includeSites: ["docs.arxiv.org"],
      excludeSites: ["arxiv.org"],
    }));
    expect(await bot.type("/sources")).toContain(
      "**Answers come from**: no site, because every included one is also excluded",
    );
  });

  it("are not made by taking a site away", async () => {
    const bot = openChannel();
    await bot.type("/sources include zod.dev scope:workspace");
    await bot.type("/sources include arxiv.org");
    await bot.type("/sources exclude zod.dev");
    expect(await bot.type("/sources remove arxiv.org")).toContain("nothing would be left to search");
    expect((await bot.layer()).includeSites).toEqual(["arxiv.org"]);
  });

  it("change nothing for everybody's direct messages on Discord at once", async () => {
    const bot = openChannel();
    const dm: ChannelRef = { platform: "discord", workspaceId: "dm", channelId: "1" };
    expect(await bot.type("/sources exclude evil.com scope:workspace", { channel: dm })).toContain(
      "belongs to no server",
    );
    expect((await bot.settings.read({ ...dm, channelId: "2" })).workspace.excludeSites).toEqual([]);
    expect(await bot.type("/sources exclude evil.com", { channel: dm })).toContain("Excluded evil.com");
  });
});
