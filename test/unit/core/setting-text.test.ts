import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserInputError } from "../../../src/core/errors.ts";
import { parseSettingText } from "../../../src/core/parse-setting-text.ts";
import { ANSWER_FEATURES, SETTING_KEYS, type SettingKey, settingFields } from "../../../src/core/setting-fields.ts";
import { settingInput, settingText } from "../../../src/core/setting-text.ts";

const offered = ["tavily", "exa"] as const;
const parse = (key: SettingKey, text: string) => parseSettingText(key, text, offered);

describe("what is typed for a setting", () => {
  it.each(SETTING_KEYS)("is nothing at all when it is empty or a lone dash (%s)", (key) => {
    for (const text of ["", "  ", "-", " – "]) expect(parse(key, text)).toBeUndefined();
  });

  const typed: readonly (readonly [SettingKey, string, unknown])[] = [
    ["includeSites", "https://ArXiv.org/list, @Research\n *.zod.dev arxiv.org", ["arxiv.org", "@research", "zod.dev"]],
    ["includeSites", "<http://arxiv.org|arxiv.org>", ["arxiv.org"]],
    ["searchService", " EXA ", "exa"],
    ["searchResults", " 07 ", 7],
    ["answerMode", "reasoning Deep-Search,reasoning", ["deep-search", "reasoning"]],
    ["answerMode", "none", []],
    ["language", "ZH-cn", "zh-CN"],
    ["instructions", " Be kind.\nAlways. ", "Be kind.\nAlways."],
    ["model", " vendor/model\n:free ", "vendor/model :free"],
    ["streaming", "Yes", true],
    ["streaming", "off", false],
    ["whoMayAsk", "<@&123456789012345678> 223456789012345678", ["123456789012345678", "223456789012345678"]],
    ["whoMayAsk", "<!subteam^S0AB1|@the whole team>, <!subteam^S2CD3> S2CD3", ["S0AB1", "S2CD3"]],
    ["whoMayAsk", "everyone", []],
    ["timeZone", "europe/paris", "Europe/Paris"],
  ];
  it.each(typed)("for %s may be %j", (key, text, value) => {
    expect(parse(key, text)).toEqual(value);
  });

  const wrong: readonly (readonly [SettingKey, string, string])[] = [
    ["includeSites", "arxiv.org me@arxiv.org", "“me@arxiv.org” is not a site."],
    ["includeSites", "@", "“@” cannot be the name of a list."],
    ["includeSites", "@__proto__", "“@__proto__” cannot be the name of a list."],
    [
      "excludeSites",
      Array.from({ length: 101 }, (_, i) => `s${i}.org`).join(" "),
      "That would be 101 sites; a list can hold 100 at most.",
    ],
    ["searchService", "bocha", "“bocha” is not a value of Search service. Choose tavily or exa."],
    ["searchResults", "0", "Search results is a whole number from 1 to 20."],
    ["searchResults", "3.5", "Search results is a whole number from 1 to 20."],
    ["searchResults", "-3", "Search results is a whole number from 1 to 20."],
    ["searchResults", "1e1", "Search results is a whole number from 1 to 20."],
    ["answerMode", "none, reasoning", "“none” is not a value of Answer mode."],
    ["model", "x".repeat(201), "Model can have 200 characters at most; these are 201."],
    ["whoMayAsk", "@admins", "“@admins” is not a role or user group."],
    ["whoMayAsk", "<@123456789012345678>", "is not a role or user group."],
    [
      "whoMayAsk",
      Array.from({ length: 26 }, (_, i) => `1234567890123456${10 + i}`).join(" "),
      "at most; these are 26.",
    ],
    ["timeZone", "Mars/Base", "“Mars/Base” is not a time zone."],
    ["visibility", "y".repeat(500), `“${"y".repeat(39)}…” is not a value of Who sees answers. Choose public or asker.`],
  ];
  it.each(wrong)("for %s may not be %.60j", (key, text, sentence) => {
    expect(() => parse(key, text)).toThrow(sentence);
  });

  it("is a value of its schema or one sentence, whatever it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...SETTING_KEYS), fc.string({ unit: "grapheme", maxLength: 60 }), (key, text) => {
        try {
          const value = parse(key, text);
          if (value !== undefined) expect(settingFields[key].schema.parse(value)).toEqual(value);
        } catch (error) {
          expect(error).toBeInstanceOf(UserInputError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a value", () => {
  const values: readonly (readonly [SettingKey, string | number | boolean | readonly string[], string])[] = [
    ["includeSites", ["arxiv.org", "@research"], "arxiv.org and @research"],
    ["includeSites", Array.from({ length: 12 }, (_, i) => `s${i}.org`), "s8.org, s9.org and 2 more"],
    ["excludeSites", [], "none"],
    ["searchService", "exa", "Exa"],
    ["searchResults", 7, "7"],
    ["answerMode", ["reasoning"], "Reasoning: a model that thinks first"],
    ["language", "de", "German"],
    ["instructions", "Be *kind*.\nAlways.", "Be \\*kind\\*. Always."],
    ["streaming", false, "Off"],
    ["whoMayAsk", ["123456789012345678", "S0AB1"], "<@&123456789012345678> and `S0AB1`"],
    ["whoMayAsk", [], "everyone"],
    ["timeZone", "Europe/Paris", "Europe/Paris"],
  ];
  it.each(values)("of %s is read in words (%j)", (key, value, words) => {
    expect(settingText(key, value, "en")).toContain(words);
  });

  it("is cut between characters when it is long", () => {
    const text = settingText("instructions", "👩‍👩‍👧 ".repeat(100), "en");
    expect(Array.from(text)).toHaveLength(160);
    expect(text.endsWith("…")).toBe(true);
  });

  it("typed as a form shows it means the same again", () => {
    const any = fc.oneof(
      fc.record({ key: fc.constant<SettingKey>("searchResults"), value: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ key: fc.constant<SettingKey>("streaming"), value: fc.boolean() }),
      fc.record({
        key: fc.constant<SettingKey>("answerMode"),
        value: fc.subarray([...ANSWER_FEATURES], { minLength: 1 }),
      }),
      fc.record({
        key: fc.constant<SettingKey>("excludeSites"),
        value: fc.subarray(["a.org", "b.org", "@c"], { minLength: 1 }),
      }),
      fc.record({
        key: fc.constant<SettingKey>("whoMayAsk"),
        value: fc.subarray(["S0AB1", "123456789012345678"], { minLength: 1 }),
      }),
      fc.record({ key: fc.constant<SettingKey>("language"), value: fc.constantFrom("asker", "de", "zh-CN") }),
    );
    const isSame = fc.property(any, ({ key, value }) => {
      expect(parse(key, settingInput(value))).toEqual(value);
    });
    fc.assert(isSame);
  });
});
