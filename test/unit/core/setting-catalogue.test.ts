import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { translate } from "../../../src/core/messages/translate.ts";
import {
  keysOfGroup,
  SETTING_GROUPS,
  SETTING_KEYS,
  type SettingField,
  settingFields,
} from "../../../src/core/setting-fields.ts";
import { choiceLabel, groupLabel, settingHelp, settingLabel } from "../../../src/core/setting-labels.ts";
import { settingsLayerSchema } from "../../../src/core/settings.ts";

/** https://docs.discord.com/developers/components/reference#label */
const MAX_LABEL = 45;
const MAX_HELP = 100;
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MAX_CHOICE = 75;
/** https://docs.slack.dev/reference/views/modal-views */
const MAX_TITLE = 24;

describe("every setting", () => {
  it.each(SETTING_KEYS)("%s has a label and a help that fit every platform's forms", (key) => {
    const [label, help] = [translate(settingLabel(key), "en"), translate(settingHelp(key), "en")];
    expect(label).not.toBe("");
    expect(label.length).toBeLessThanOrEqual(MAX_LABEL);
    expect(help).not.toBe("");
    expect(help.length).toBeLessThanOrEqual(MAX_HELP);
  });

  it.each(SETTING_KEYS)("%s calls each of its choices by words", (key) => {
    const { choices = [] }: SettingField = settingFields[key];
    for (const choice of choices) {
      const label = choiceLabel(key, choice);
      const words = typeof label === "string" ? label : translate(label, "en");
      expect(words).not.toBe("");
      if (key !== "searchService") expect(words).not.toBe(choice);
      expect(words.length).toBeLessThanOrEqual(MAX_CHOICE);
    }
  });

  it.each(SETTING_KEYS)("%s has a default that it would accept, and habits of platforms, too", (key) => {
    const field: SettingField = settingFields[key];
    const values = [field.default, ...Object.values(field.platformDefaults ?? {})].filter((it) => it !== undefined);
    for (const value of values) expect(field.schema.parse(value)).toEqual(value);
  });

  it("stands in one group, and no group is more than a form holds", () => {
    expect(SETTING_GROUPS.flatMap(keysOfGroup).toSorted()).toEqual(SETTING_KEYS.toSorted());
    for (const group of SETTING_GROUPS) {
      expect(keysOfGroup(group).length).toBeLessThanOrEqual(5);
      expect(translate(groupLabel(group), "en").length).toBeLessThanOrEqual(MAX_TITLE);
    }
  });
});

describe("rows that were written once", () => {
  const fixtures = new URL("../../fixtures/settings/", import.meta.url);

  it.each(readdirSync(fixtures))("%s is read still, and loses nothing", (name) => {
    const row: unknown = JSON.parse(readFileSync(new URL(name, fixtures), "utf8"));
    expect(settingsLayerSchema.parse(row)).toMatchObject(Object(row));
  });
});
