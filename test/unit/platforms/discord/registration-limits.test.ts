import { describe, expect, it } from "vitest";
import { shownCommands } from "../../../../src/core/commands.ts";
import { searchServiceNameSchema } from "../../../../src/core/search-service.ts";
import { toDiscordCommands, toDiscordMenus } from "../../../../src/platforms/discord/registration.ts";

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const MAX_DESCRIPTION_LENGTH = 100;
const MAX_CHOICE_LENGTH = 100;
const MAX_MENU_LENGTH = 32;
const MAX_COMMAND_SIZE = 8_000;

interface Text {
  readonly where: string;
  readonly kind: "name" | "description" | "value";
  readonly texts: readonly string[];
}

const registered = toDiscordCommands(shownCommands, { searchServices: searchServiceNameSchema.options });
const textsOfAll = registered.map((command) => ({ name: command.name, texts: textsOf(command) }));

describe("the commands that are registered, in every language there is", () => {
  it.each(textsOfAll)("fit into what Discord takes of one command: /$name", ({ texts }) => {
    const size = texts.reduce((sum, { texts: all }) => sum + Math.max(...all.map((text) => text.length)), 0);
    expect(size).toBeLessThanOrEqual(MAX_COMMAND_SIZE);
  });

  it("are described and named in a line that Discord takes", () => {
    const all = textsOfAll.flatMap(({ texts }) => texts);
    expect(all.filter(({ kind, texts }) => kind === "description" && texts.length > 1)).not.toEqual([]);
    const wrong = all.filter(({ kind, texts }) => {
      const max = kind === "description" ? MAX_DESCRIPTION_LENGTH : MAX_CHOICE_LENGTH;
      return texts.some((text) => text.trim() === "" || text.length > max);
    });
    expect(wrong).toEqual([]);
  });

  it("stand in menus under a name that Discord takes", () => {
    const names = toDiscordMenus({}).flatMap(({ name, name_localizations: others }) => [
      name,
      ...Object.values(others ?? {}).map(String),
    ]);
    expect(names.filter((name) => name.length === 0 || name.length > MAX_MENU_LENGTH)).toEqual([]);
  });
});

/** Every text of a part of a command, and of what it has below it, each with the other languages' beside it. */
function textsOf(part: object, path: readonly string[] = []): readonly Text[] {
  const fields: Readonly<Record<string, unknown>> = { ...part };
  const where = [...path, String(fields["name"])];
  const own = (["name", "description", "value"] as const).flatMap((kind) => {
    const others = fields[`${kind}_localizations`];
    const texts = [fields[kind], ...Object.values(others ?? {})].filter((text) => text !== undefined).map(String);
    return texts.length === 0 ? [] : [{ where: where.join(" "), kind, texts }];
  });
  const below = [fields["options"], fields["choices"]].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...own, ...below.flatMap((each) => textsOf(each, where))];
}
