import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keysOfGroup, SETTING_GROUPS, SETTING_KEYS, type SettingKey } from "../../../src/core/setting-fields.ts";
import { buttonsOf } from "../../fakes/slack/blocks.ts";
import { ADMIN, ASKER, DM, GENERAL } from "../../fakes/slack/fake-slack.ts";
import { buttonsOfView, textOfView } from "../../fakes/slack/views.ts";
import { type SlackWithFeatures, startSlackWithFeatures } from "./slack-app.ts";

/** What somebody fills in for each setting, and what it then is. */
const FILLED = {
  includeSites: ["arxiv.org\nzod.dev", ["arxiv.org", "zod.dev"]],
  excludeSites: ["example.com", ["example.com"]],
  searchService: ["exa", "exa"],
  searchResults: ["7", 7],
  offListCitations: ["mark", "mark"],
  model: ["gpt-9", "gpt-9"],
  answerMode: [
    ["deep-search", "image-reading"],
    ["deep-search", "image-reading"],
  ],
  answerLength: ["short", "short"],
  language: ["de", "de"],
  instructions: ["Be kind.\nSay why.", "Be kind.\nSay why."],
  answerWhen: ["every", "every"],
  threadFollowUps: ["off", false],
  answerWhere: ["channel", "channel"],
  visibility: ["asker", "asker"],
  streaming: ["off", false],
  whoMayAsk: [["S0OPERATIONS"], ["S0OPERATIONS"]],
  retentionDays: ["14", 14],
  timeZone: ["Asia/Tokyo", "Asia/Tokyo"],
} as const satisfies Record<SettingKey, readonly [string | readonly string[], unknown]>;

describe.each(["socket", "http"] as const)("/settings on Slack over %s", (mode) => {
  let app: SlackWithFeatures["app"];
  let bot: SlackWithFeatures["bot"];
  beforeEach(async () => {
    ({ app, bot } = await startSlackWithFeatures(mode));
    app.slack.world.userGroups.push(
      { id: "S0DEVELOPERS", handle: "devs", name: "Developers", users: [ASKER] },
      { id: "S0OPERATIONS", handle: "ops", name: "Operations", users: [] },
    );
  });
  afterEach(() => app.close());

  const manager = { user: ADMIN };
  const card = () => app.slack.ephemerals.at(-1) ?? { ts: "", text: "", blocks: [] };
  const modalText = () => {
    const modal = app.slack.modal();
    return modal === undefined ? "" : textOfView(modal);
  };
  const fieldsOfModal = () =>
    (app.slack.modal()?.blocks ?? []).flatMap((block) => (block.type === "input" ? [block.block_id] : []));
  const filledOf = (keys: readonly SettingKey[]) => Object.fromEntries(keys.map((key) => [key, FILLED[key][0]]));
  const stored = async (scope: "channel" | "workspace", channelId = GENERAL) =>
    (await bot.settings.read({ platform: "slack", workspaceId: app.slack.teamId, channelId }))[scope];

  it("is a card for whoever typed it, with a form behind each of its buttons that Slack takes", async () => {
    await app.slack.slash("/settings", "", manager);
    expect(app.slack.ephemerals).toMatchObject([{ channel: GENERAL, user: ADMIN }]);
    expect(buttonsOf(card().blocks)).toHaveLength(SETTING_GROUPS.length + 1);
    for (const [index, group] of SETTING_GROUPS.entries()) {
      await app.slack.press(`run_${index}`, card(), manager);
      const keys = keysOfGroup(group).filter((key) => key !== "timeZone");
      expect(fieldsOfModal()).toEqual(keys);
      await app.slack.submit(filledOf(keys), manager);
      expect(app.slack.world.views).toHaveLength(1);
    }
    const channel = await stored("channel");
    for (const key of SETTING_KEYS) if (key !== "timeZone") expect(channel).toMatchObject({ [key]: FILLED[key][1] });
    await app.slack.slash("/settings", "show", manager);
    expect(card().text).toContain("arxiv.org");
  });

  it("changes every setting of the workspace in forms, too", async () => {
    for (const group of SETTING_GROUPS) {
      await app.slack.slash("/settings", `edit group:${group} scope:workspace`, manager);
      const keys = keysOfGroup(group);
      expect(fieldsOfModal()).toEqual(keys);
      await app.slack.submit(filledOf(keys), manager);
    }
    const workspace = await stored("workspace");
    for (const key of SETTING_KEYS) expect(workspace).toMatchObject({ [key]: FILLED[key][1] });
  });

  it("takes a change back from the modal that tells of it", async () => {
    await app.slack.slash("/settings", "edit group:rules", manager);
    await app.slack.submit({ retentionDays: "14" }, manager);
    expect(await stored("channel")).toMatchObject({ retentionDays: 14 });
    await app.slack.pressInModal("Undo", manager);
    expect(modalText()).toContain("Undone");
    expect((await stored("channel")).retentionDays).toBeUndefined();
  });

  it("says what is wrong on top of the form, and changes nothing", async () => {
    await app.slack.slash("/settings", "edit group:sources", manager);
    await app.slack.submit({ includeSites: "not a host!" }, manager);
    expect(app.slack.world.views).toHaveLength(2);
    expect(modalText()).not.toBe("");
    app.slack.closeModal();
    expect((await stored("channel")).includeSites).toEqual([]);
    await app.slack.submit({ includeSites: "arxiv.org" }, manager);
    expect(await stored("channel")).toMatchObject({ includeSites: ["arxiv.org"] });
  });

  it("refuses whoever may not, wherever they try", async () => {
    await app.slack.slash("/settings", "edit group:rules", manager);
    await app.slack.submit({ retentionDays: "14" });
    expect(app.slack.world.views).toHaveLength(2);
    expect((await stored("channel")).retentionDays).toBeUndefined();
    await app.slack.slash("/settings", "set retentionDays 3");
    expect((await stored("channel")).retentionDays).toBeUndefined();
  });

  it("takes user groups as they are typed, and refuses those that there are not", async () => {
    await app.slack.slash("/settings", "set whoMayAsk @devs, @Ops", manager);
    expect(await stored("channel")).toMatchObject({ whoMayAsk: ["S0DEVELOPERS", "S0OPERATIONS"] });
    await app.slack.slash("/settings", "set whoMayAsk @nobody", manager);
    expect(card().text).toContain("“@nobody”");
    expect(await stored("channel")).toMatchObject({ whoMayAsk: ["S0DEVELOPERS", "S0OPERATIONS"] });
  });

  it("is the Home tab, where people change what is theirs and see what is not", async () => {
    await app.slack.openTab("home");
    await app.slack.chooseInHome(GENERAL);
    const home = app.slack.home();
    const labels = home === undefined ? [] : buttonsOfView(home).map(({ action_id }) => action_id);
    expect(labels).toHaveLength(2 * (SETTING_GROUPS.length + 1));
    const edit = (home === undefined ? [] : buttonsOfView(home)).find(({ value }) => value?.includes("group:answers"));
    await app.slack.pressInHome(edit?.text.text ?? "");
    await app.slack.submit({ language: "de" });
    expect(await stored("channel", DM)).toMatchObject({ language: "de" });
    expect((await stored("channel")).language).toBeUndefined();
  });
});
