import { describe, expect, it } from "vitest";
import type { ChannelRef } from "../../../src/core/chat.ts";
import type { Outcome } from "../../../src/core/invocation.ts";
import { channel, openChannel } from "./feature-bench.ts";

const ada = { asker: { id: "U1", name: "Ada *L*" } };
const bob = { asker: { id: "U2" } };
const elsewhere: ChannelRef = { ...channel, channelId: "random" };

const textOf = (outcome: Outcome) => (outcome.kind === "reply" ? outcome.markdown : outcome.kind);
const commandsOf = (outcome: Outcome) =>
  outcome.kind === "reply" ? (outcome.buttons ?? []).map(({ label, command }) => `${label}: ${command}`) : [];

describe("/settings history", () => {
  it("says who changed what, when in the workspace's time zone, where, and what it was before", async () => {
    const bot = openChannel();
    expect(await bot.type("/settings history")).toBe("Nothing was changed here yet.");
    await bot.type("/settings set timeZone Asia/Tokyo scope:workspace", ada);
    await bot.type("/settings set answerLength long", ada);
    await bot.type("/settings set answerLength short", bob);
    await bot.type("/settings set includeSites arxiv.org", bob);
    const at = new Intl.DateTimeFormat("en", {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: "Asia/Tokyo",
    }).format(bot.clock.now());
    const outcome = await bot.invoke("/settings history");
    expect(textOf(outcome)).toBe(
      [
        "What was changed here, newest first (times in Asia/Tokyo):",
        `**1.** ${at}, \`U2\`, in this channel (\`channel-general-3\`)\n- Only these sites: not said → arxiv.org`,
        `**2.** ${at}, \`U2\`, in this channel (\`channel-general-2\`)\n- Length: Long → Short`,
        `**3.** ${at}, Ada \\*L\\*, in this channel (\`channel-general-1\`)\n- Length: not said → Long`,
        `**4.** ${at}, Ada \\*L\\*, in this workspace (\`workspace-1\`)\n- Time zone: not said → Asia/Tokyo`,
      ].join("\n\n"),
    );
    // The third has been changed since.
    expect(commandsOf(outcome)).toEqual([
      "Undo 1: settings undo channel-general-3",
      "Undo 2: settings undo channel-general-2",
      "Undo 4: settings undo workspace-1",
    ]);
  });

  it("offers to undo only what the person may, five at most", async () => {
    const bot = openChannel();
    await bot.type("/settings set model one scope:workspace");
    for (const typed of [
      "model a",
      "language de",
      "answerLength long",
      "streaming off",
      "searchResults 2",
      "visibility asker",
    ])
      await bot.type(`/settings set ${typed}`);
    const managesChannel = { mayManage: async (scope: string) => scope === "channel" };
    const few = commandsOf(await bot.invoke("/settings history", managesChannel));
    expect(few).toHaveLength(5);
    expect(few.some((button) => button.includes("workspace"))).toBe(false);
    expect(commandsOf(await bot.invoke("/settings history", { mayManage: async () => false }))).toEqual([]);
  });

  it("keeps to what speaks here, and says how much it leaves out", async () => {
    const bot = openChannel();
    for (let count = 1; count <= 12; count += 1) await bot.type(`/settings set searchResults ${count}`);
    expect(await bot.type("/settings history")).toContain("2 older changes are not shown.");
    expect(await bot.type("/settings history", { channel: elsewhere })).toBe("Nothing was changed here yet.");
  });

  it("shows locks and named lists, too", async () => {
    const bot = openChannel();
    await bot.type("/settings lock model");
    await bot.settings.set(channel, "workspace", (layer) => ({ ...layer, siteLists: { research: ["arxiv.org"] } }));
    const history = await bot.type("/settings history");
    expect(history).toContain("- Locks: not said → Model");
    expect(history).toContain("- Named lists: not said → @research (1)");
  });
});

describe("/settings undo", () => {
  it("puts back exactly what the change touched, and is a change that can be undone", async () => {
    const bot = openChannel();
    await bot.type("/settings set searchResults 3", ada);
    await bot.type("/settings set answerLength long", ada);
    const answer = await bot.type("/settings undo channel-general-1", bob);
    expect(answer).toMatch(
      /^Undone: what Ada \\\*L\\\* changed in this channel \(.+\) is as it was before\.\n\n- \*\*Search results\*\*: 10 \(default\)$/u,
    );
    expect(await bot.layer()).toMatchObject({ answerLength: "long", revision: 3 });
    expect((await bot.layer()).searchResults).toBeUndefined();
    await bot.type("/settings undo `channel-general-3`");
    expect(await bot.layer()).toMatchObject({ searchResults: 3, answerLength: "long", revision: 4 });
  });

  it("without an id means the person's own last change here", async () => {
    const bot = openChannel();
    await bot.type("/settings set searchResults 3", ada);
    await bot.type("/settings set answerLength long", bob);
    await bot.type("/settings set language de", { ...ada, channel: elsewhere });
    await bot.type("/settings undo", ada);
    expect(await bot.layer()).toMatchObject({ answerLength: "long" });
    expect((await bot.layer()).searchResults).toBeUndefined();
    expect(await bot.type("/settings undo", { asker: { id: "U3" } })).toContain("There is no change of yours here");
  });

  it("is refused, with who, when somebody has changed the same since", async () => {
    const bot = openChannel();
    await bot.type("/settings set searchResults 3");
    await bot.type("/settings set searchResults 4", ada);
    expect(await bot.type("/settings undo channel-general-1")).toMatch(
      /^It was not undone, because Ada \\\*L\\\* has changed Search results since \(.+\)\./u,
    );
    expect((await bot.layer()).searchResults).toBe(4);
  });

  it("needs the right that the change needed, and for another channel the workspace's", async () => {
    const bot = openChannel();
    await bot.type("/settings set searchResults 3 scope:workspace");
    await bot.type("/settings set searchResults 4");
    const managesChannel = { mayManage: async (scope: string) => scope === "channel" };
    expect(await bot.type("/settings undo workspace-1", managesChannel)).toContain("Only whoever");
    expect(await bot.type("/settings undo channel-general-1", { ...managesChannel, channel: elsewhere })).toContain(
      "Only whoever",
    );
    expect(await bot.type("/settings undo channel-general-1", { channel: elsewhere })).toContain("Undone");
    expect(await bot.type("/settings undo channel-general-2", managesChannel)).toContain("Undone");
  });

  it("never reaches another person's direct message on Discord", async () => {
    const bot = openChannel();
    const mine: ChannelRef = { platform: "discord", workspaceId: "dm", channelId: "D1" };
    await bot.type("/settings set searchResults 3", { channel: mine });
    expect(await bot.type("/settings undo channel-D1-1", { channel: { ...mine, channelId: "D2" } })).toContain(
      "There is no change “channel-D1-1”.",
    );
    expect(await bot.type("/settings undo channel-D1-1", { channel: mine })).toContain("Undone");
  });

  it("is refused where it could not be changed by hand: locked, or nothing left to search", async () => {
    const bot = openChannel();
    await bot.type("/settings set searchResults 3");
    await bot.type("/settings lock searchResults");
    expect(await bot.type("/settings undo channel-general-1")).toContain("Search results is locked by this workspace.");
    await bot.type("/settings set includeSites a.org");
    await bot.type("/settings reset includeSites");
    await bot.type("/settings set excludeSites a.org scope:workspace");
    expect(await bot.type("/settings undo channel-general-3")).toContain("nothing would be left to search");
  });

  it.each(["/settings undo nonsense", "/settings undo channel-general-7"])(
    "%s names a change that is none",
    async (typed) => {
      expect(await openChannel().type(typed)).toMatch(/^There is no change “/u);
    },
  );
});

describe("/settings lock and unlock", () => {
  it("keeps every narrower scope from changing a setting, and says who can unlock it", async () => {
    const bot = openChannel();
    await bot.type("/settings set answerLength long");
    expect(await bot.type("/settings lock answerLength")).toBe(
      "Length is locked now: channels, categories and threads cannot change it. `/settings unlock answerLength` lets them.\n\n- **Length**: Normal (default), locked by this workspace",
    );
    const refusal =
      "Length is locked by this workspace. Whoever manages it can unlock it with `/settings unlock`. Nothing was changed.";
    expect(await bot.type("/settings set answerLength short")).toBe(refusal);
    expect(await bot.type("/settings reset answerLength")).toBe(refusal);
    expect(await bot.type("/settings set answerLength short scope:workspace")).toContain(
      "Short (this workspace), locked",
    );
    expect(await bot.type("/settings lock answerLength")).toContain("Length is locked already.");
    expect(await bot.type("/settings unlock answerLength")).toBe(
      "Length is unlocked now: channels may say something else.\n\n- **Length**: Long (this channel)",
    );
    expect(await bot.type("/settings unlock answerLength")).toContain("Length is not locked.");
  });

  it("binds /sources as well", async () => {
    const bot = openChannel();
    await bot.type("/settings lock includeSites");
    expect(await bot.type("/sources include arxiv.org")).toContain("Only these sites is locked by this workspace.");
    expect(await bot.type("/sources include arxiv.org scope:workspace")).toContain("Included arxiv.org");
  });

  it("is for those who manage the workspace, of a setting that channels have", async () => {
    expect(await openChannel({ manages: ["channel"] }).type("/settings lock model")).toContain("Only whoever");
    expect(await openChannel().type("/settings lock timeZone")).toContain("no channel can change it anyway");
    expect(await openChannel().type("/settings lock")).toContain(
      "Which setting? For example: `/settings lock searchService`",
    );
    const direct: ChannelRef = { platform: "discord", workspaceId: "dm", channelId: "D1" };
    expect(await openChannel().type("/settings lock model", { channel: direct })).toContain("belongs to no server");
  });

  it("cannot undo a lock of whoever runs Footnote", async () => {
    const bot = openChannel({ install: { locked: ["searchService", "timeZone"] } });
    const refusal = "Search service is locked by whoever runs Footnote, for every workspace. Nothing was changed.";
    for (const typed of [
      "unlock searchService",
      "lock searchService",
      "set searchService exa",
      "set searchService exa scope:workspace",
    ])
      expect(await bot.type(`/settings ${typed}`)).toBe(refusal);
    expect(await bot.type("/sources service exa")).toBe(refusal);
    expect(await bot.type("/digest zone Asia/Tokyo")).toContain("Time zone is locked by whoever runs Footnote");
    await bot.type('/digest create Own when:"daily 8:00" zone:Europe/Berlin');
    expect(await bot.settings.history(channel)).toEqual([]);
    expect(await bot.type("/settings")).toContain("Tavily (default), locked by whoever runs Footnote");
  });
});
