import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SEARCH_RESULTS } from "../../../src/core/search-service.ts";
import { registerDiscordCommands } from "../../../src/platforms/discord/registration.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/start-fake-discord.ts";

describe("registering the commands with Discord", () => {
  const options = { searchServices: ["tavily", "docs"], signal: AbortSignal.timeout(20_000) } as const;
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(() => discord.close());

  it("makes every command usable within Discord's limits", async () => {
    expect(await registerDiscordCommands(discord, options)).toEqual(["ask", "sources", "help"]);
    discord.slash({ command: "ask", options: { question: "what?", sites: "zod.dev", private: true } });
    discord.slash({ command: "sources", subcommand: "show" });
    discord.slash({ command: "sources", subcommand: "include", options: { sites: "zod.dev", scope: "workspace" } });
    discord.slash({ command: "sources", subcommand: "clear", options: { list: "all" } });
    discord.slash({ command: "sources", subcommand: "results", options: { count: SEARCH_RESULTS.max } });
    discord.slash({ command: "help" });
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
    expect(permissions).toEqual({ ask: null, sources: PermissionFlagsBits.ManageChannels.toString(), help: null });
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
