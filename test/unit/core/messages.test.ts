import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { commandTexts } from "../../../src/core/command-keys.ts";
import { catalogues } from "../../../src/core/messages/catalogues.ts";
import { en, type MessageKey } from "../../../src/core/messages/en.ts";
import { LANGUAGES, languageOf } from "../../../src/core/messages/language.ts";
import { allOf, anyOf, say } from "../../../src/core/messages/message.ts";
import { sayingSchema, textOf } from "../../../src/core/messages/saying.ts";
import { translate } from "../../../src/core/messages/translate.ts";

const wordsOfCommands = commandTexts().flatMap(({ key, isChoice = false }) => (isChoice ? [] : [key]));
const keys = Object.keys(en).filter((key): key is MessageKey => Object.hasOwn(en, key));

describe.each(LANGUAGES)("the catalogue in %s", (language) => {
  it("has every sentence, and none that nobody says", () => {
    const ofCommands = language === "en" ? [] : wordsOfCommands;
    expect(Object.keys(catalogues[language]).toSorted()).toEqual([...keys, ...ofCommands].toSorted());
  });

  it("can be read, and leaves the same gaps as English", () => {
    for (const key of keys) {
      const sentence = catalogues[language][key];
      expect([key, ...gapsOf(sentence, language)]).toEqual([key, ...gapsOf(en[key], "en")]);
    }
  });

  it("keeps what is typed and what is linked as it is", () => {
    for (const key of keys) {
      const sentence = catalogues[language][key];
      expect([key, ...codeOf(sentence)]).toEqual([key, ...codeOf(en[key])]);
    }
  });
});

it("joins words as the language does", () => {
  const words = ["a", "b", "c"];
  const known = say("typed.unknownAction", { name: "x", word: "y", known: anyOf(words) });
  expect(translate(known, "en")).toBe("/x does not know “y”. Try a, b or c.");
  expect(translate(say("typed.unknown", { name: "x", known: allOf(words) }), "en")).toContain("a, b and c");
});

it("puts a message that stands in another into the same language", () => {
  const who = say("managers.web.channel");
  expect(translate(say("digest.forbidden", { scope: "channel", who }), "en")).toBe(
    "Only the people who manage this channel may do that: whoever runs this page. Ask one of them.",
  );
});

it.each([
  ["de-AT", "de"],
  ["es-419", "es"],
  ["fr_CA", "fr"],
  ["ja", "ja"],
  ["zh-CN", "zh-CN"],
  ["zh", "zh-CN"],
  ["zh-Hans-SG", "zh-CN"],
  ["zh-TW", "en"],
  ["zh-Hant", "en"],
  ["pt-BR", "en"],
  ["", "en"],
  [undefined, "en"],
])("speaks to a person of locale %s in %s", (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

it("keeps a saying over a restart, also one of a version that knew only English or knows more", () => {
  const kept = sayingSchema.parse(JSON.parse(JSON.stringify(say("digest.andMore", { count: 2 }))));
  expect(textOf(kept, "en")).toBe("- and 2 more");
  expect(textOf(sayingSchema.parse("It was posted 3 minutes late."), "ja")).toBe("It was posted 3 minutes late.");
  expect(textOf(sayingSchema.parse({ key: "of.tomorrow", values: {} }), "en")).toBe("—");
});

/** The names of what is filled in, each once. */
function gapsOf(sentence: string, language: string): readonly string[] {
  const names = new Set<string>();
  JSON.stringify(new IntlMessageFormat(sentence, language, undefined, { ignoreTag: true }).getAst(), (key, value) => {
    if (isArgument(value)) names.add(value.value);
    return key === "location" ? undefined : value;
  });
  return [...names].toSorted();
}

/** An argument, a number, a date, a time, a choice or a plural: types 1 to 6 of the parser. */
function isArgument(value: unknown): value is { readonly type: number; readonly value: string } {
  if (typeof value !== "object" || value === null || !("type" in value) || !("value" in value)) return false;
  return typeof value.type === "number" && value.type >= 1 && value.type <= 6 && typeof value.value === "string";
}

/** What stands between backticks, and commands. */
function codeOf(sentence: string): readonly string[] {
  return (sentence.match(/`[^`]+`/gu) ?? []).toSorted();
}
