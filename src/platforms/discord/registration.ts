import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  RequestMethod,
  Routes,
} from "discord.js";
import type { CommandDefinition, CommandOption } from "../../core/command-definition.ts";
import { shownCommands } from "../../core/commands.ts";
import { type SearchServiceName, searchServices as searchServiceLabels } from "../../core/search-service.ts";
import { createDiscordCall, type DiscordCredentials } from "./discord-call.ts";

export interface RegistrationOptions {
  /** What this install's endpoint offers. */
  readonly searchServices: readonly SearchServiceName[];
}

type DiscordCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;
type DiscordOption = NonNullable<DiscordCommand["options"]>[number];
type DiscordBasicOption = Exclude<
  DiscordOption,
  { readonly type: ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup }
>;

/** Discord takes at most 6,000 in a text option. https://docs.discord.com/developers/interactions/application-commands */
const MAX_TEXT_OPTION_LENGTH = 6_000;

/** The commands as Discord registers them, made from the one definition in core. */
export function toDiscordCommands(
  definitions: Readonly<Record<string, CommandDefinition>>,
  options: RegistrationOptions,
): readonly DiscordCommand[] {
  return Object.entries(definitions).map(([name, definition]) => ({
    type: ApplicationCommandType.ChatInput,
    name,
    description: definition.description,
    options: [
      ...Object.entries(definition.subcommands ?? {}).map(([subcommand, { description, form, options: own = [] }]) => ({
        type: ApplicationCommandOptionType.Subcommand as const,
        name: subcommand,
        description,
        options: toDiscordOptions(form === undefined ? own : own.map(withoutDemand), options),
      })),
      ...toDiscordOptions(definition.options ?? [], options),
    ],
    default_member_permissions: definition.managersOnly === true ? PermissionFlagsBits.ManageChannels.toString() : null,
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  }));
}

/**
 * Replaces every global command of the application by ours and returns their names. Run it once per change of the
 * definitions, not at each start: Discord allows 200 creations a day. Throws PlatformError.
 */
export async function registerDiscordCommands(
  credentials: DiscordCredentials,
  { signal, ...options }: RegistrationOptions & { readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const body = toDiscordCommands(shownCommands, options);
  const call = createDiscordCall(credentials);
  const route = Routes.applicationCommands(credentials.applicationId);
  await call({ method: RequestMethod.Put, route, body, repeatable: true }, { signal });
  return body.map(({ name }) => name);
}

/** Discord would not let a command through that asks for its options in a form. */
function withoutDemand(option: CommandOption): CommandOption {
  return { ...option, required: false };
}

function toDiscordOptions(options: readonly CommandOption[], registration: RegistrationOptions): DiscordBasicOption[] {
  // Discord refuses a required option after an optional one.
  const required = options.filter((option) => option.required === true);
  const optional = options.filter((option) => option.required !== true);
  return [...required, ...optional].map((option) => toDiscordOption(option, registration));
}

function toDiscordOption(option: CommandOption, { searchServices }: RegistrationOptions): DiscordBasicOption {
  const { name, description } = option;
  const base = { name, description, required: option.required ?? false };
  switch (option.type) {
    case "text":
      return {
        ...base,
        type: ApplicationCommandOptionType.String,
        max_length: option.maxLength ?? MAX_TEXT_OPTION_LENGTH,
      };
    case "integer":
      return {
        ...base,
        type: ApplicationCommandOptionType.Integer,
        ...(option.min === undefined ? {} : { min_value: option.min }),
        ...(option.max === undefined ? {} : { max_value: option.max }),
      };
    case "boolean":
      return { ...base, type: ApplicationCommandOptionType.Boolean };
    case "choice":
      return { ...base, type: ApplicationCommandOptionType.String, choices: toChoices(option, searchServices) };
  }
}

function toChoices({ choices = [] }: CommandOption, offered: readonly SearchServiceName[]) {
  return choices === "SEARCH_SERVICES"
    ? offered.map((value) => ({ name: searchServiceLabels[value].label, value }))
    : choices.map((value) => ({ name: value, value }));
}
