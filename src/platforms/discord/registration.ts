import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
  RequestMethod,
  Routes,
} from "discord.js";
import type { CommandDefinition, CommandOption } from "../../core/command-definition.ts";
import { commandKey } from "../../core/command-keys.ts";
import { shownCommands } from "../../core/commands.ts";
import { type SearchServiceName, searchServices as searchServiceLabels } from "../../core/search-service.ts";
import { createDiscordCall, type DiscordCredentials } from "./discord-call.ts";
import { createLocalize, type Localize } from "./localizations.ts";
import { MESSAGE_MENUS, menuName } from "./message-menu.ts";

export interface RegistrationOptions {
  /** What this install's endpoint offers. */
  readonly searchServices: readonly SearchServiceName[];
  /** Absent: by the catalogues. */
  readonly localize?: Localize | undefined;
}

type DiscordCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;
type DiscordMenu = RESTPostAPIContextMenuApplicationCommandsJSONBody;
type DiscordOption = NonNullable<DiscordCommand["options"]>[number];
type DiscordBasicOption = Exclude<
  DiscordOption,
  { readonly type: ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup }
>;
type Registration = RegistrationOptions & { readonly localize: Localize };

/** Discord takes at most 6,000 in a text option. https://docs.discord.com/developers/interactions/application-commands */
const MAX_TEXT_OPTION_LENGTH = 6_000;

const usable = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** The commands as Discord registers them, made from the one definition in core. */
export function toDiscordCommands(
  definitions: Readonly<Record<string, CommandDefinition>>,
  { localize = createLocalize(), ...options }: RegistrationOptions,
): readonly DiscordCommand[] {
  const registration = { localize, ...options };
  return Object.entries(definitions).map(([name, definition]) => ({
    type: ApplicationCommandType.ChatInput,
    name,
    ...described([name], definition, registration),
    options: [
      ...Object.entries(definition.subcommands ?? {}).map(([subcommand, { form, options: own = [], ...rest }]) => ({
        type: ApplicationCommandOptionType.Subcommand as const,
        name: subcommand,
        ...described([name, subcommand], rest, registration),
        options: toDiscordOptions([name, subcommand], form === undefined ? own : own.map(withoutDemand), registration),
      })),
      ...toDiscordOptions([name], definition.options ?? [], registration),
    ],
    default_member_permissions: definition.managersOnly === true ? PermissionFlagsBits.ManageChannels.toString() : null,
    ...usable,
  }));
}

/** What stands in the menu of a message. Everybody may use it. */
export function toDiscordMenus({
  localize = createLocalize(),
}: Pick<RegistrationOptions, "localize">): readonly DiscordMenu[] {
  return MESSAGE_MENUS.map((menu) => {
    const names = localize(`discord.menu.${menu}`);
    return {
      type: ApplicationCommandType.Message,
      name: menuName(menu),
      ...(names === undefined ? {} : { name_localizations: names }),
      ...usable,
    };
  });
}

/**
 * Replaces every global command of the application by ours and returns what people will see of them. Run it once per change
 * of the definitions, not at each start: Discord allows 200 creations a day. Throws PlatformError.
 */
export async function registerDiscordCommands(
  credentials: DiscordCredentials,
  { signal, ...options }: RegistrationOptions & { readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const typed = toDiscordCommands(shownCommands, options);
  const menus = toDiscordMenus(options);
  const call = createDiscordCall(credentials);
  const route = Routes.applicationCommands(credentials.applicationId);
  await call({ method: RequestMethod.Put, route, body: [...typed, ...menus], repeatable: true }, { signal });
  return [...typed.map(({ name }) => `/${name}`), ...menus.map(({ name }) => `“${name}”`)];
}

/** Discord would not let a command through that asks for its options in a form. */
function withoutDemand(option: CommandOption): CommandOption {
  return { ...option, required: false };
}

function described(
  path: readonly string[],
  { description }: { readonly description: string },
  { localize }: Registration,
) {
  const others = localize(commandKey(path));
  return { description, ...(others === undefined ? {} : { description_localizations: others }) };
}

function toDiscordOptions(
  path: readonly string[],
  options: readonly CommandOption[],
  registration: Registration,
): DiscordBasicOption[] {
  // Discord refuses a required option after an optional one.
  const required = options.filter((option) => option.required === true);
  const optional = options.filter((option) => option.required !== true);
  return [...required, ...optional].map((option) => toDiscordOption([...path, option.name], option, registration));
}

function toDiscordOption(
  path: readonly string[],
  option: CommandOption,
  registration: Registration,
): DiscordBasicOption {
  const { name, required = false } = option;
  const base = { name, ...described(path, option, registration), required };
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
      return { ...base, type: ApplicationCommandOptionType.String, choices: toChoices(path, option, registration) };
  }
}

function toChoices(
  path: readonly string[],
  { choices = [] }: CommandOption,
  { searchServices, localize }: Registration,
) {
  if (choices === "SEARCH_SERVICES")
    return searchServices.map((value) => ({ name: searchServiceLabels[value].label, value }));
  return choices.map((value) => {
    const names = localize(commandKey([...path, value]));
    return { name: value, ...(names === undefined ? {} : { name_localizations: names }), value };
  });
}
