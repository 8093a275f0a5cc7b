import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { admin, fieldsOf, lineOf, manager, nobody, startSettingsBench } from "./settings-bench.ts";

describe("who may change which settings on Discord", () => {
  let app: Awaited<ReturnType<typeof startSettingsBench>>;
  beforeEach(async () => {
    app = await startSettingsBench();
  });
  afterEach(() => app.close());

  const OF_CHANNEL = "Only who has **Manage Channels** here may change the settings of this channel.";
  const OF_SERVER = "Only who has **Manage Server** may change the settings of this server and its categories.";

  it("is said to whoever may not, before a form is opened", async () => {
    expect(await app.told(app.settings("edit", { group: "rules" }, nobody))).toContain(OF_CHANNEL);
    const edit = { group: "rules", scope: "workspace" };
    expect(await app.told(app.settings("edit", edit, manager))).toContain(OF_SERVER);
    const shown = app.settings("show", {}, nobody);
    expect(await app.told(shown)).toContain("**Retention**: 30 (default)");
    expect(await app.told(await app.press("Edit: Rules", shown, nobody))).toContain(OF_CHANNEL);
  });

  it.each([
    ["set", { setting: "searchResults", value: "3" }],
    ["reset", { setting: "searchResults" }],
  ])("is asked of who types /settings %s, too", async (subcommand, options) => {
    expect(await app.told(app.settings(subcommand, options, nobody))).toContain(OF_CHANNEL);
    expect(await app.told(app.settings(subcommand, { ...options, scope: "workspace" }, manager))).toContain(OF_SERVER);
    expect((await app.layer()).revision).toBe(0);
    expect((await app.layer("workspace")).revision).toBe(0);
  });

  it("is asked once more when a form is filled in", async () => {
    const opener = app.settings("edit", { group: "rules" });
    await app.modalOf(opener);
    const refused = app.fillIn(opener, { retentionDays: "14" }, nobody);
    expect(await app.told(refused)).toContain(OF_CHANNEL);
    const ofServer = app.settings("edit", { group: "rules", scope: "workspace" }, admin);
    await app.modalOf(ofServer);
    expect(await app.told(app.fillIn(ofServer, { retentionDays: "14" }, manager))).toContain(OF_SERVER);
    expect((await app.layer()).revision).toBe(0);
    expect((await app.layer("workspace")).revision).toBe(0);
  });

  it("is asked of who presses Undo", async () => {
    const changed = app.settings("set", { setting: "searchResults", value: "3" });
    await app.told(changed);
    expect(await app.told(await app.press("Undo", changed, nobody))).toContain(OF_CHANNEL);
    expect(await app.layer()).toMatchObject({ searchResults: 3 });
  });
});

describe("the history of settings on Discord", () => {
  let app: Awaited<ReturnType<typeof startSettingsBench>>;
  beforeEach(async () => {
    app = await startSettingsBench();
  });
  afterEach(() => app.close());

  it("says who changed what and when, and takes a change back with one press", async () => {
    await app.told(app.settings("set", { setting: "searchResults", value: "3" }));
    await app.told(app.settings("set", { setting: "answerLength", value: "long", scope: "workspace" }, admin));
    const history = await app.press("History", app.settings("show", {}));
    const text = await app.told(history);
    expect(text).toMatch(/\*\*1\.\*\* .+, Ada, in this workspace .+\n- Length: not said → Long/u);
    expect(text).toMatch(/\*\*2\.\*\* .+, Ada, in this channel .+\n- Search results: not said → 3/u);
    expect(app.discord.buttonRows(history)).toEqual([["Undo 2"]]);
    const undone = await app.press("Undo 2", history);
    expect(await app.told(undone)).toContain("Undone: what Ada changed in this channel");
    expect((await app.layer()).searchResults).toBeUndefined();
    const redone = await app.press("Undo", undone);
    expect(await app.told(redone)).toContain("**Search results**: 3 (this channel)");
    expect(await app.told(await app.press("Undo 2", history))).toContain("Undone");
    const ofAdmin = app.settings("history", {}, admin);
    await app.told(ofAdmin);
    expect(app.discord.buttonRows(ofAdmin).flat()).toContain("Undo 4");
  });

  it("does not take back what somebody has changed since", async () => {
    const changed = app.settings("set", { setting: "searchResults", value: "3" });
    await app.told(changed);
    await app.told(app.settings("set", { setting: "searchResults", value: "4" }));
    expect(await app.told(await app.press("Undo", changed))).toContain("Ada has changed Search results since");
    expect(await app.layer()).toMatchObject({ searchResults: 4 });
  });
});

describe("scopes of settings on Discord", () => {
  let app: Awaited<ReturnType<typeof startSettingsBench>>;
  let channelId: string;
  let sibling: string;
  let threadId: string;
  beforeEach(async () => {
    app = await startSettingsBench();
    const categoryId = app.discord.addChannel("Research", { kind: "category" });
    channelId = app.discord.addChannel("papers", { parentId: categoryId });
    sibling = app.discord.addChannel("talks", { parentId: categoryId });
    threadId = app.discord.addThread(channelId);
  });
  afterEach(() => app.close());

  const retention = async (channel: string) => lineOf(await app.card({ channelId: channel }), "Retention");

  it("may be locked by the server, and channels say by whom", async () => {
    const early = app.settings("edit", { group: "rules" });
    await app.modalOf(early);
    expect(await app.told(app.settings("lock", { setting: "retentionDays" }, manager))).toContain("**Manage Server**");
    expect(await app.told(app.settings("lock", { setting: "retentionDays" }, admin))).toContain("is locked now");
    expect(lineOf(await app.card(), "Retention")).toBe("- **Retention**: 30 (default), locked by this workspace");
    expect(await app.told(app.fillIn(early, { retentionDays: "14" }))).toContain(
      "Retention is locked by this workspace.",
    );
    const late = app.settings("edit", { group: "rules" });
    expect(fieldsOf(await app.modalOf(late))).toEqual(["whoMayAsk"]);
    expect(await app.told(app.settings("set", { setting: "retentionDays", value: "14" }))).toContain(
      "Retention is locked by this workspace.",
    );
    expect((await app.layer()).retentionDays).toBeUndefined();
    await app.told(app.settings("unlock", { setting: "retentionDays" }, admin));
    expect(await app.told(app.settings("set", { setting: "retentionDays", value: "14" }))).toContain("Changed");
  });

  it("say that all of a group is locked where nothing of it is left to fill in", async () => {
    for (const setting of ["whoMayAsk", "retentionDays"]) await app.told(app.settings("lock", { setting }, admin));
    expect(await app.told(app.settings("edit", { group: "rules" }))).toContain(
      "Rules: all of these are locked by a wider scope.",
    );
  });

  it("are the channels of a category at once, for who manages the server", async () => {
    const edit = { group: "rules", scope: "category" };
    expect(await app.told(app.settings("edit", edit, { ...manager, channelId }))).toContain("**Manage Server**");
    const opener = app.settings("edit", edit, { ...admin, channelId });
    await app.modalOf(opener);
    expect(await app.told(app.fillIn(opener, { retentionDays: "14" }, admin))).toContain("Changed in this category.");
    for (const channel of [channelId, sibling, threadId])
      expect(await retention(channel)).toBe("- **Retention**: 14 (this category)");
    expect(await retention(app.discord.channelId)).toBe("- **Retention**: 30 (default)");
    expect(await app.told(app.settings("edit", edit, admin))).toContain("This channel stands in no category.");
  });

  it("are one thread alone, by the buttons of a card that was shown there", async () => {
    const there = { ...manager, channelId: threadId };
    const groups = app.settings("edit", { scope: "thread" }, there);
    expect(await app.told(groups)).toContain("Which settings of this thread?");
    const opener = await app.press("Edit: Rules", groups);
    await app.modalOf(opener);
    const changed = app.fillIn(opener, { retentionDays: "7" });
    expect(await app.told(changed)).toContain(
      "Changed in this thread. What holds now:\n\n- **Retention**: 7 (this thread)",
    );
    expect(await retention(threadId)).toBe("- **Retention**: 7 (this thread)");
    expect(await retention(channelId)).toBe("- **Retention**: 30 (default)");
    expect(await app.told(app.settings("edit", { scope: "thread", group: "rules" }))).toContain(
      "This is not a thread.",
    );
    expect(await app.told(await app.press("Undo", changed))).toContain("Undone");
    expect(await retention(threadId)).toBe("- **Retention**: 30 (default)");
  });

  it("are the channel for a card's buttons in a thread, whose own value still goes first", async () => {
    const there = { ...manager, channelId: threadId };
    await app.told(app.settings("set", { setting: "retentionDays", value: "7", scope: "thread" }, there));
    const opener = await app.press("Edit: Rules", app.settings("show", {}, there));
    await app.modalOf(opener);
    const text = await app.told(app.fillIn(opener, { retentionDays: "14" }));
    expect(text).toContain("Changed in this channel.");
    expect(lineOf(text, "Retention")).toBe("- **Retention**: 7 (this thread)");
    expect(await retention(channelId)).toBe("- **Retention**: 14 (this channel)");
  });
});
