import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keysOfGroup, SETTING_GROUPS, SETTING_KEYS, type SettingKey } from "../../../src/core/setting-fields.ts";
import { type FakeEntry, prefilledIn } from "../../fakes/discord/fake-discord-modal.ts";
import { admin, fieldsOf, lineOf, ROLE, startSettingsBench } from "./settings-bench.ts";

/** What somebody fills in for each setting, what it then is, how a card shows it, and how it is emptied. */
const FILLED = {
  includeSites: ["arxiv.org\nzod.dev", ["arxiv.org", "zod.dev"], "- **Only these sites**: arxiv.org and zod.dev", ""],
  excludeSites: ["example.com", ["example.com"], "- **Never these sites**: example.com", ""],
  searchService: ["exa", "exa", "- **Search service**: Exa", "-"],
  searchResults: ["7", 7, "- **Search results**: 7", ""],
  offListCitations: ["mark", "mark", "- **Sources off the list**: Mark, without a link", "-"],
  model: ["gpt-9", "gpt-9", "- **Model**: gpt\\-9", ""],
  answerMode: [
    ["deep-search", "image-reading"],
    ["deep-search", "image-reading"],
    "- **Answer mode**: Deep search: several rounds of searching and reading and Image reading: reads the images of a question",
    [],
  ],
  answerLength: ["short", "short", "- **Length**: Short", "-"],
  language: ["en", "en", "- **Language**: English", "-"],
  instructions: ["Be kind.\nSay why.", "Be kind.\nSay why.", "- **Instructions**: Be kind. Say why.", ""],
  answerWhen: ["every", "every", "- **When to answer**: Every question", "-"],
  threadFollowUps: ["off", false, "- **Follow-ups in threads**: Off", "-"],
  answerWhere: ["thread", "thread", "- **Where to answer**: In a thread", "-"],
  visibility: ["asker", "asker", "- **Who sees answers**: Only the asker", "-"],
  streaming: ["off", false, "- **Streaming**: Off", "-"],
  whoMayAsk: [[ROLE], [ROLE], `- **Who may ask**: <@&${ROLE}>`, []],
  retentionDays: ["14", 14, "- **Retention**: 14", ""],
  timeZone: ["Asia/Tokyo", "Asia/Tokyo", "- **Time zone**: Asia/Tokyo", ""],
} as const satisfies Record<SettingKey, readonly [FakeEntry, unknown, string, FakeEntry]>;

/** Those that a channel may say, too. */
const OF_CHANNELS = SETTING_KEYS.filter((key) => key !== "timeZone");

const filledOf = (keys: readonly SettingKey[]) => Object.fromEntries(keys.map((key) => [key, FILLED[key][0]]));
const emptiedOf = (keys: readonly SettingKey[]) => Object.fromEntries(keys.map((key) => [key, FILLED[key][3]]));

describe("/settings on Discord", () => {
  let app: Awaited<ReturnType<typeof startSettingsBench>>;
  beforeEach(async () => {
    app = await startSettingsBench();
  });
  afterEach(() => app.close());

  /** Opens the form of each group, gives each of its settings what is told, and saves. */
  async function saveAll(scope: "channel" | "workspace", valuesOf: typeof filledOf | typeof emptiedOf): Promise<void> {
    for (const group of SETTING_GROUPS) {
      const opener = app.settings("edit", { group, scope }, admin);
      const keys = keysOfGroup(group).filter((key) => scope === "workspace" || key !== "timeZone");
      expect(fieldsOf(await app.modalOf(opener))).toEqual(keys);
      expect(await app.told(app.fillIn(opener, valuesOf(keys), admin))).toContain(`Changed in this ${scope}.`);
    }
  }
  const shownOf = (keys: readonly SettingKey[], scope: string) => keys.map((key) => `${FILLED[key][2]} (${scope})`);
  const settingsIn = (card: string) => card.split("\n").filter((line) => line.startsWith("- "));

  it("is a card for whoever asked, with a form behind each of its buttons that Discord takes", async () => {
    const shown = app.settings("show");
    expect(settingsIn(await app.told(shown))).toHaveLength(SETTING_KEYS.length);
    expect(app.discord.buttonRows(shown)).toEqual([
      ["Edit: Sources", "Edit: Answers", "Edit: Conversation", "Edit: Rules", "History"],
    ]);
    for (const [group, label] of [
      ["sources", "Edit: Sources"],
      ["answers", "Edit: Answers"],
      ["conversation", "Edit: Conversation"],
      ["rules", "Edit: Rules"],
    ] as const) {
      const pressed = await app.press(label, shown);
      const keys = keysOfGroup(group).filter((key) => key !== "timeZone");
      expect(fieldsOf(await app.modalOf(pressed))).toEqual(keys);
      const saved = app.fillIn(pressed, filledOf(keys));
      for (const line of shownOf(keys, "this channel")) expect(await app.told(saved)).toContain(line);
      expect(app.discord.buttonRows(saved)).toEqual([["Undo", "All settings"]]);
    }
    const layer = await app.layer();
    for (const key of OF_CHANNELS) expect(layer).toMatchObject({ [key]: FILLED[key][1] });
    expect(settingsIn(await app.card())).toEqual(expect.arrayContaining(shownOf(OF_CHANNELS, "this channel")));
  });

  it("changes every setting of the server in forms, too, and channels show where each comes from", async () => {
    await saveAll("workspace", filledOf);
    const layer = await app.layer("workspace");
    for (const key of SETTING_KEYS) expect(layer).toMatchObject({ [key]: FILLED[key][1] });
    expect(settingsIn(await app.card())).toEqual(expect.arrayContaining(shownOf(SETTING_KEYS, "this workspace")));
  });

  it("shows in a form what was saved, as it was saved", async () => {
    await saveAll("channel", filledOf);
    for (const group of SETTING_GROUPS) {
      const keys = keysOfGroup(group).filter((key) => key !== "timeZone");
      const shown = { ...filledOf(keys), ...(group === "sources" ? { includeSites: "arxiv.org, zod.dev" } : {}) };
      const opener = app.settings("edit", { group });
      expect(prefilledIn(await app.modalOf(opener))).toEqual(shown);
      expect(await app.told(app.fillIn(opener, {}))).toContain("Nothing was changed, because it was like that already");
    }
  });

  it("lets the wider scope decide again, whose value each choice names", async () => {
    for (const [setting, value] of [
      ["answerLength", "long"],
      ["streaming", "on"],
      ["searchResults", "9"],
    ] as const)
      await app.told(app.settings("set", { setting, value, scope: "workspace" }, admin));
    const before = await app.card();
    await saveAll("channel", filledOf);
    const opener = app.settings("edit", { group: "answers" });
    const length = (await app.modalOf(opener)).components.find(({ label }) => label === "Length")?.component;
    expect(length).toMatchObject({
      options: expect.arrayContaining([{ value: "-", label: "As wider scopes say: Long" }]),
    });
    await saveAll("channel", emptiedOf);
    const card = await app.card();
    expect(card).toBe(before);
    expect(lineOf(card, "Length")).toBe("- **Length**: Long (this workspace)");
    expect(lineOf(card, "Search results")).toBe("- **Search results**: 9 (this workspace)");
    expect(lineOf(card, "Who may ask")).toBe("- **Who may ask**: everyone (default)");
  });

  it("changes nothing for a field that it cannot take, and keeps what was typed for another try", async () => {
    const opener = app.settings("edit", { group: "sources" });
    await app.modalOf(opener);
    const typed = { includeSites: "not a host!", excludeSites: "spam.example", searchService: "exa" };
    const refused = app.fillIn(opener, typed);
    expect(await app.told(refused)).toContain("Nothing was changed:\n- **Only these sites**:");
    expect(await app.layer()).toMatchObject({ includeSites: [], excludeSites: [], revision: 0 });
    const again = await app.press("Change what I typed", refused);
    expect(prefilledIn(await app.modalOf(again))).toMatchObject(typed);
    expect(await app.told(app.fillIn(again, { includeSites: "arxiv.org" }))).toContain("Changed in this channel.");
    expect(await app.layer()).toMatchObject({
      includeSites: ["arxiv.org"],
      excludeSites: ["spam.example"],
      searchService: "exa",
    });
  });

  it("says which fields of several are wrong, each with what it takes", async () => {
    const opener = app.settings("edit", { group: "rules", scope: "workspace" }, admin);
    await app.modalOf(opener);
    const text = await app.told(app.fillIn(opener, { retentionDays: "0", timeZone: "Mars" }, admin));
    expect(text).toContain("- **Retention**: Retention is a whole number from 1 to 365.");
    expect(text).toContain("- **Time zone**: ");
    expect((await app.layer("workspace")).revision).toBe(0);
  });

  it("does not let two people overwrite each other, and lets the second decide once they know", async () => {
    const [first, second, third] = ["1", "2", "3"].map(() => app.settings("edit", { group: "answers" }));
    if (first === undefined || second === undefined || third === undefined) throw new Error("three were opened");
    for (const opener of [first, second, third]) await app.modalOf(opener);
    expect(await app.told(app.fillIn(first, { answerLength: "long" }))).toContain("Changed in this channel.");
    expect(await app.told(app.fillIn(second, { language: "en" }))).toContain("Changed in this channel.");
    const typed = { answerLength: "short", instructions: "Be kind." };
    const late = app.fillIn(third, typed);
    expect(await app.told(late)).toMatch(
      /^Nothing was changed, because somebody changed the same.*\n- Ada changed \*\*Length\*\* from not said to Long \(.+\)$/su,
    );
    expect(await app.layer()).toMatchObject({ answerLength: "long", language: "en" });
    expect((await app.layer()).instructions).toBeUndefined();
    const fresh = await app.press("Edit: Answers", late);
    expect(prefilledIn(await app.modalOf(fresh))).toMatchObject({ answerLength: "long", language: "en" });
    expect(await app.told(app.fillIn(fresh, typed))).toContain("Changed in this channel.");
    expect(await app.layer()).toMatchObject({ ...typed, language: "en" });
  });
});
