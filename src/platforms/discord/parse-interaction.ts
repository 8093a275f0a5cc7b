import {
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from "discord.js";
import type { Visibility } from "../../core/chat.ts";
import { isActionOf } from "../../core/command-definition.ts";
import { type CommandCall, commands } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, ManagedScope } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { channelRefOf, threadIdOf } from "./channel-ref.ts";

/** Whatever a person does that Discord waits for an answer to. */
export type UserInteraction =
  | ButtonInteraction
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction;

/** Edits and follow-ups with the interaction's token. https://docs.discord.com/developers/interactions/receiving-and-responding */
const TOKEN_LIVES_MS = 15 * 60_000;

/** Who may change what: the permission that Discord's own settings of that scope need. */
export const managingPermissions = {
  channel: PermissionFlagsBits.ManageChannels,
  workspace: PermissionFlagsBits.ManageGuild,
} as const satisfies Record<ManagedScope, bigint>;

/** Whether only the asker sees the answer. Settings and help are theirs alone; a question is when they say so. */
export function visibilityOf({ name, options }: CommandCall): Visibility {
  return name !== "ask" || ("private" in options && options.private === "true") ? "asker" : "public";
}

/** Makes an invocation of a command, in whatever way it was called. */
export function toInvocation(
  interaction: UserInteraction,
  call: CommandCall,
  { receivedAt, visibility = visibilityOf(call) }: { readonly receivedAt: number; readonly visibility?: Visibility },
): Invocation {
  const parties = partiesOf(interaction, { receivedAt, visibility });
  const { threadId } = parties.replyTo;
  return { ...parties, ...(threadId === undefined ? {} : { inReplyTo: { threadId } }), call };
}

/** Who uses a command, a button or a form, where, and what may be done about it. */
export function partiesOf(
  interaction: UserInteraction,
  { receivedAt, visibility }: { readonly receivedAt: number; readonly visibility: Visibility },
): Omit<Invocation, "call"> {
  const { guildId, memberPermissions, user } = interaction;
  const threadId = threadIdOf(interaction);
  const channel = channelRefOf(interaction);
  return {
    id: `discord-int-${interaction.id}`,
    channel,
    asker: { id: user.id, name: user.displayName },
    replyTo: {
      kind: "interaction",
      channel,
      interactionId: interaction.id,
      token: interaction.token,
      expiresAt: receivedAt + TOKEN_LIVES_MS,
      visibility,
      ...(threadId === undefined ? {} : { threadId }),
    },
    trigger: "command",
    receivedAt,
    locale: interaction.locale,
    mayManage: (scope) =>
      Promise.resolve(guildId === null || memberPermissions?.has(managingPermissions[scope]) === true),
    roles: () => Promise.resolve(rolesOf(interaction)),
  };
}

function rolesOf({ member }: Pick<BaseInteraction, "member">): readonly string[] {
  const roles = member?.roles ?? [];
  return "cache" in roles ? [...roles.cache.keys()] : roles;
}

/** What a slash command asks for. Throws UserInputError when the command is not one of today's. */
export function parseCommand({ commandName, options }: ChatInputCommandInteraction): CommandCall {
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
  if (commandName === "settings" && isActionOf(commands.settings, action))
    return { name: "settings", action, options: own };
  if (commandName === "digest" && isActionOf(commands.digest, action)) return { name: "digest", action, options: own };
  throw new UserInputError(say("discord.commandOutOfDate"));
}

function asText(options: readonly CommandInteractionOption[]): Readonly<Record<string, string>> {
  return Object.fromEntries(options.map(({ name, value }) => [name, String(value ?? "")]));
}
