import {
  type APIApplicationCommandOption,
  type APIApplicationCommandOptionChoice,
  PermissionFlagsBits,
} from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../../src/core/commands.ts";
import { DIGEST_ITEMS } from "../../../src/core/digest.ts";
import { SEARCH_RESULTS } from "../../../src/core/search-service.ts";
import { registerDiscordCommands, toDiscordCommands } from "../../../src/platforms/discord/registration.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

describe("registering the commands with Discord", () => {
  const options = { searchServices: ["tavily", "docs"], signal: AbortSignal.timeout(20_000) } as const;
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(() => discord.close());

  it("makes every command usable within Discord's limits", async () => {
    expect(await registerDiscordCommands(discord, options)).toEqual([
      "/ask",
      "/sources",
      "/settings",
      "/digest",
      "/help",
      "“Why this answer?”",
      "“Ask about this”",
    ]);
    discord.slash({ command: "ask", options: { question: "what?", sites: "zod.dev", private: true } });
    discord.slash({ command: "sources", subcommand: "show" });
    discord.slash({ command: "sources", subcommand: "include", options: { sites: "zod.dev", scope: "workspace" } });
    discord.slash({ command: "sources", subcommand: "clear", options: { list: "all" } });
    discord.slash({ command: "sources", subcommand: "results", options: { count: SEARCH_RESULTS.max } });
    const digest = (subcommand: string, values: Readonly<Record<string, string | number | boolean>>) =>
      discord.slash({ command: "digest", subcommand, options: values });
    digest("create", {
      topic: "Node",
      when: "weekdays 9:00",
      zone: "Europe/Berlin",
      items: DIGEST_ITEMS.max,
      layout: "thread",
      empty: "say",
      crosspost: true,
      tag: "news",
    });
    digest("edit", { digest: "Node", language: "German", sites: "zod.dev" });
    for (const action of ["show", "pause", "resume", "delete", "preview", "run", "history"])
      digest(action, { digest: "Node" });
    for (const action of ["list", "export"]) digest(action, {});
    digest("import", { json: "x".repeat(6_000) });
    discord.slash({ command: "help" });
  });

  it("keeps to the counts and lengths that Discord documents", () => {
    for (const command of toDiscordCommands(commands, options)) {
      const parts = [command, ...(command.options ?? [])].flatMap((part) => [part, ...optionsOf(part)]);
      for (const part of parts) {
        expect(part.name).toMatch(/^[a-z0-9_-]{1,32}$/u);
        expect(part.description.length).toBeLessThanOrEqual(100);
        expect(optionsOf(part).length).toBeLessThanOrEqual(25);
        const demands = optionsOf(part).map((option) => "required" in option && option.required === true);
        expect(demands).toEqual(demands.toSorted((a, b) => Number(b) - Number(a)));
      }
      const size = parts
        .filter((part, index) => parts.indexOf(part) === index)
        .reduce((sum, part) => sum + sizeOf(part), 0);
      expect(size).toBeLessThanOrEqual(8_000);
    }
  });

  it("offers only what can be done", async () => {
    await registerDiscordCommands(discord, options);
    const use = (subcommand: string, values: Readonly<Record<string, string | number>>) => () =>
      discord.slash({ command: "sources", subcommand, options: values });
    expect(use("service", { name: "docs" })).not.toThrow();
    expect(use("service", { name: "exa" })).toThrow("no choice");
    expect(use("results", { count: SEARCH_RESULTS.max + 1 })).toThrow("out of range");
    expect(use("results", { count: SEARCH_RESULTS.min - 1 })).toThrow("out of range");
    expect(use("include", {})).toThrow("required");
    expect(use("include", { sites: "x".repeat(6_001) })).toThrow("too long");
    expect(() => discord.slash({ command: "ask", options: { question: "x".repeat(4_001) } })).toThrow("too long");
  });

  it("shows the settings command to channel managers only, and the others to everybody", async () => {
    await registerDiscordCommands(discord, options);
    const permissions = Object.fromEntries(
      discord.registered().map(({ name, default_member_permissions }) => [name, default_member_permissions]),
    );
    const manage = PermissionFlagsBits.ManageChannels.toString();
    expect(permissions).toEqual({
      ask: null,
      sources: manage,
      settings: null,
      digest: manage,
      help: null,
      "Why this answer?": undefined,
      "Ask about this": undefined,
    });
  });

  it("can be done again and leaves the same commands", async () => {
    await registerDiscordCommands(discord, options);
    const before = discord.registered();
    await registerDiscordCommands(discord, options);
    expect(discord.registered()).toEqual(before);
  });

  it("names the token when it is refused", async () => {
    const refused = registerDiscordCommands({ ...discord, token: ["not", "it"].join(".") }, options);
    await expect(refused).rejects.toThrow("DISCORD_TOKEN was refused (401)");
  });
});

type Part = ReturnType<typeof toDiscordCommands>[number] | APIApplicationCommandOption;

function optionsOf(part: Part): readonly APIApplicationCommandOption[] {
  return "options" in part ? (part.options ?? []) : [];
}

/** The names, the description and the values count. https://docs.discord.com/developers/interactions/application-commands */
function sizeOf(part: Part): number {
  const choices: readonly APIApplicationCommandOptionChoice[] = ("choices" in part ? part.choices : undefined) ?? [];
  const values = choices.reduce((sum, { name, value }) => sum + name.length + String(value).length, 0);
  return part.name.length + part.description.length + values;
}
