import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from "discord.js";
import type { Visibility } from "../../core/chat.ts";
import { isActionOf } from "../../core/command-definition.ts";
import { type CommandCall, commands } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope } from "../../core/invocation.ts";

/** A direct message belongs to no guild. */
export const DIRECT_MESSAGES = "dm";

/** Edits and follow-ups with the interaction's token. https://docs.discord.com/developers/interactions/receiving-and-responding */
const TOKEN_LIVES_MS = 15 * 60_000;

/** Who may change what: the permission that Discord's own settings of that scope need. */
export const managingPermissions = {
  channel: PermissionFlagsBits.ManageChannels,
  workspace: PermissionFlagsBits.ManageGuild,
} as const satisfies Record<ManagedScope, bigint>;

/** Whether only the asker sees the answer. Settings and help are theirs alone; a question is when they say so. */
export function isPrivate(interaction: ChatInputCommandInteraction): boolean {
  return interaction.commandName !== "ask" || interaction.options.getBoolean("private") === true;
}

/** Makes an invocation of a slash command. Throws UserInputError when the command is not one of today's. */
export function parseInteraction(
  interaction: ChatInputCommandInteraction,
  { receivedAt }: { readonly receivedAt: number },
): Invocation {
  const visibility = isPrivate(interaction) ? "asker" : "public";
  const parties = partiesOf(interaction, { receivedAt, visibility });
  const { threadId } = parties.replyTo;
  return {
    ...parties,
    ...(threadId === undefined ? {} : { inReplyTo: { threadId } }),
    call: toCommandCall(interaction),
  };
}

/** Who uses a command, a button or a form, where, and what may be done about it. */
export function partiesOf(
  interaction: ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
  { receivedAt, visibility }: { readonly receivedAt: number; readonly visibility: Visibility },
): Omit<Invocation, "call"> {
  const { channel, guildId, memberPermissions, user } = interaction;
  const thread = channel?.isThread() === true ? channel : undefined;
  const channelRef = {
    platform: "discord",
    workspaceId: guildId ?? DIRECT_MESSAGES,
    channelId: thread?.parentId ?? interaction.channelId ?? "",
  } as const;
  return {
    id: `discord-int-${interaction.id}`,
    channel: channelRef,
    asker: { id: user.id, name: user.displayName },
    replyTo: {
      kind: "interaction",
      channel: channelRef,
      interactionId: interaction.id,
      token: interaction.token,
      expiresAt: receivedAt + TOKEN_LIVES_MS,
      visibility,
      ...(thread === undefined ? {} : { threadId: thread.id }),
    },
    receivedAt,
    locale: interaction.locale,
    mayManage: (scope) =>
      Promise.resolve(guildId === null || memberPermissions?.has(managingPermissions[scope]) === true),
  };
}

function toCommandCall({ commandName, options }: ChatInputCommandInteraction): CommandCall {
  switch (commandName) {
    case "ask":
      return { name: "ask", options: asText(options.data) };
    case "help":
      return { name: "help", options: {} };
  }
  const action = options.getSubcommand(false) ?? "";
  const own = asText(options.data[0]?.options ?? []);
  if (commandName === "sources" && isActionOf(commands.sources, action))
    return { name: "sources", action, options: own };
  if (commandName === "digest" && isActionOf(commands.digest, action)) return { name: "digest", action, options: own };
  throw new UserInputError("This command is out of date. Reload Discord, or tell the person who runs Footnote.");
}

function asText(options: readonly CommandInteractionOption[]): Readonly<Record<string, string>> {
  return Object.fromEntries(options.map(({ name, value }) => [name, String(value ?? "")]));
}
