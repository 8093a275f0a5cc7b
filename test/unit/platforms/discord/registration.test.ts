import { describe, expect, it } from "vitest";
import { toDiscordCommands } from "../../../../src/platforms/discord/registration.ts";

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
