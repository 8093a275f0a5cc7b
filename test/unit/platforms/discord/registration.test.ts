import { describe, expect, it } from "vitest";
import { catalogues } from "../../../../src/core/messages/catalogues.ts";
import { LANGUAGES } from "../../../../src/core/messages/language.ts";
import { createLocalize } from "../../../../src/platforms/discord/localizations.ts";
import { toDiscordCommands, toDiscordMenus } from "../../../../src/platforms/discord/registration.ts";

describe("commands in Discord's form", () => {
  it("put required options first, whatever their order was", () => {
    const [command] = toDiscordCommands(
      {
        note: {
          description: "Take a note",
          options: [
            { name: "loud", description: "Say it loud", type: "boolean" },
            { name: "text", description: "What to note", type: "text", required: true },
          ],
        },
      },
      { searchServices: ["docs"] },
    );
    expect(command?.options?.map(({ name, type }) => [name, type])).toEqual([
      ["text", 3],
      ["loud", 5],
    ]);
  });

  it("can be used on servers and in direct messages, by server installs", () => {
    const [command] = toDiscordCommands({ note: { description: "Take a note" } }, { searchServices: ["docs"] });
    expect(command).toMatchObject({ type: 1, contexts: [0, 1], integration_types: [0] });
  });
});

describe("commands in the languages of Discord's clients", () => {
  const localize = createLocalize({
    ...catalogues,
    de: {
      "command.note": "Notiert etwas",
      "command.note.take.how": "Wie laut",
      "command.note.take.how.loud": "laut",
      "discord.menu.why": "Warum diese Antwort?",
    },
    ja: { "command.note": "メモを取る" },
  });

  it("are described in those that have the words, and choices are named in them", () => {
    const [command] = toDiscordCommands(
      {
        note: {
          description: "Take a note",
          subcommands: {
            take: {
              description: "Take one",
              options: [{ name: "how", description: "How loud", type: "choice", choices: ["loud", "low"] }],
            },
          },
        },
      },
      { searchServices: ["docs"], localize },
    );
    expect(command).toMatchObject({ description_localizations: { de: "Notiert etwas", ja: "メモを取る" } });
    const [take] = command?.options ?? [];
    expect(take).not.toHaveProperty("description_localizations");
    expect(take).toMatchObject({
      options: [
        {
          description_localizations: { de: "Wie laut" },
          choices: [
            { name: "loud", name_localizations: { de: "laut" }, value: "loud" },
            { name: "low", value: "low" },
          ],
        },
      ],
    });
  });

  it("stand in the menu under their own name", () => {
    expect(toDiscordMenus({ localize })).toMatchObject([
      { type: 3, name: "Why this answer?", name_localizations: { de: "Warum diese Antwort?" } },
      { type: 3, name: "Ask about this" },
    ]);
  });

  it("speak no language that Discord's clients do not know by that name", () => {
    const all = Object.fromEntries(LANGUAGES.map((language) => [language, { "command.note": language }]));
    const spoken = createLocalize({ ...catalogues, ...all })("command.note");
    expect(spoken).toEqual({ de: "de", "es-ES": "es", "es-419": "es", fr: "fr", ja: "ja", "zh-CN": "zh-CN" });
  });
});
