import { PermissionFlagsBits } from "discord.js";
import { expect } from "vitest";
import type { SettingsLayer, StoredScope } from "../../../src/core/settings.ts";
import { registerDiscordCommands } from "../../../src/platforms/discord/registration.ts";
import { eventually, startListenerBench } from "../../fakes/discord/discord-listener-bench.ts";
import type { FakeEntry, FakeModal } from "../../fakes/discord/fake-discord-modal.ts";
import type { FakeInteraction } from "../../fakes/discord/fake-discord-state.ts";
import { openChannel } from "../../unit/features/feature-bench.ts";

export const ROLE = "900000000000000010";

export interface Where {
  readonly permissions?: bigint;
  readonly channelId?: string;
}

export const nobody = { permissions: 0n } as const satisfies Where;
export const manager = { permissions: PermissionFlagsBits.ManageChannels } as const satisfies Where;
export const admin = {
  permissions: PermissionFlagsBits.ManageChannels | PermissionFlagsBits.ManageGuild,
} as const satisfies Where;

/** A server whose people use `/settings`, with the real features behind the real SDK. */
export async function startSettingsBench() {
  const bot = openChannel();
  const bench = await startListenerBench();
  const { discord } = bench;
  await registerDiscordCommands(discord, {
    searchServices: ["tavily", "exa", "bocha"],
    signal: AbortSignal.timeout(20_000),
  });
  bench.answerWith(bot.dispatch);
  await bench.start();
  discord.addMember("Grace", { roles: [ROLE] });

  /** What somebody is told in reply, whole, and that nobody else sees it. */
  async function told(use: FakeInteraction): Promise<string> {
    await eventually(() =>
      expect(discord.interactionReply(use)).toMatchObject({ state: "answered", content: expect.stringMatching(/./u) }),
    );
    const { content = "", ephemeral, followUps } = discord.interactionReply(use);
    expect([ephemeral, ...followUps.map((part) => part.ephemeral)]).not.toContain(false);
    return [content, ...followUps.map((part) => part.content)].join("\n");
  }

  return {
    bot,
    discord,
    told,
    close: bench.close,
    settings: (subcommand: string, options: Readonly<Record<string, string>> = {}, where: Where = manager) =>
      discord.slash({ command: "settings", subcommand, options, ...where }),
    async card(where: Where = manager): Promise<string> {
      return told(discord.slash({ command: "settings", subcommand: "show", ...where }));
    },
    async modalOf(opener: FakeInteraction): Promise<FakeModal> {
      await eventually(() => expect(opener.modal).toBeDefined());
      if (opener.modal === undefined) throw new Error("no form was opened");
      return opener.modal;
    },
    /** Fills in the form that this has opened. Returns what came of it. */
    fillIn: (opener: FakeInteraction, values: Readonly<Record<string, FakeEntry>>, where: Where = manager) =>
      discord.fillIn(opener, values, { channelId: opener.channelId, ...where }),
    /** Presses the button with this label under a reply that only one person sees. */
    async press(label: string, under: FakeInteraction, where: Where = manager): Promise<FakeInteraction> {
      await eventually(() => expect(discord.buttonRows(under).flat()).toContain(label));
      return discord.pressUnder(under, label, where);
    },
    /** What a scope of the first channel says. */
    async layer(scope: StoredScope = "channel"): Promise<SettingsLayer> {
      const { guildId, channelId } = discord;
      return (await bot.settings.read({ platform: "discord", workspaceId: guildId, channelId }))[scope];
    },
  };
}

export function fieldsOf({ components }: FakeModal): readonly string[] {
  return components.map(({ component }) => component.custom_id);
}

/** The line of a card that shows a setting. */
export function lineOf(card: string, label: string): string | undefined {
  return card.split("\n").find((line) => line.startsWith(`- **${label}**`));
}
