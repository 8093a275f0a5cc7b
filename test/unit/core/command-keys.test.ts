import { describe, expect, it } from "vitest";
import { commandKey, commandTexts } from "../../../src/core/command-keys.ts";
import { shownCommands } from "../../../src/core/commands.ts";
import { catalogues } from "../../../src/core/messages/catalogues.ts";

describe("the keys of the commands' texts", () => {
  it("name a command, its subcommands, their options and the choices of these", () => {
    const texts = commandTexts({
      sources: {
        description: "Choose the sites",
        options: [{ name: "loud", description: "Say it loud", type: "boolean" }],
        subcommands: {
          clear: {
            description: "Empty a list",
            options: [{ name: "list", description: "Which list", type: "choice", choices: ["all", "exclude"] }],
          },
          service: {
            description: "Choose the service",
            options: [{ name: "name", description: "The service", type: "choice", choices: "SEARCH_SERVICES" }],
          },
        },
      },
    });
    expect(texts.map(({ key, english }) => [key, english])).toEqual([
      ["command.sources", "Choose the sites"],
      ["command.sources.loud", "Say it loud"],
      ["command.sources.clear", "Empty a list"],
      ["command.sources.clear.list", "Which list"],
      ["command.sources.clear.list.all", "all"],
      ["command.sources.clear.list.exclude", "exclude"],
      ["command.sources.service", "Choose the service"],
      ["command.sources.service.name", "The service"],
    ]);
  });

  it("are each used once, for every command that is shown", () => {
    const keys = commandTexts().map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(Object.keys(shownCommands).map((name) => commandKey([name]))));
    expect(keys).not.toContain("command.report");
  });

  it("are the only keys of commands in the catalogues", () => {
    const known = new Set<string>(commandTexts().map(({ key }) => key));
    for (const catalogue of Object.values(catalogues)) {
      const foreign = Object.keys(catalogue).filter((key) => key.startsWith("command.") && !known.has(key));
      expect(foreign).toEqual([]);
    }
  });
});
