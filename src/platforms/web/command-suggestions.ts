import type { CommandDefinition, CommandOption } from "../../core/command-definition.ts";
import { shownCommands } from "../../core/commands.ts";
import type { SearchServiceName } from "../../core/search-service.ts";

/** One line of the list that opens when somebody types a slash. */
export interface CommandSuggestion {
  /** What the line puts into the composer, such as `/sources include`. */
  readonly text: string;
  /** What can follow, such as `sites… [scope:channel|workspace]`. */
  readonly hint: string;
  readonly description: string;
}

/** Every command and action with a hint of its options, from the one command definition. */
export function commandSuggestions(searchServices: readonly SearchServiceName[]): readonly CommandSuggestion[] {
  const definitions: Readonly<Record<string, CommandDefinition>> = shownCommands;
  return Object.entries(definitions).flatMap(([name, definition]) => {
    const actions = Object.entries(definition.subcommands ?? {});
    if (actions.length === 0) return [toSuggestion(`/${name}`, definition, searchServices)];
    return actions.map(([action, details]) => toSuggestion(`/${name} ${action}`, details, searchServices));
  });
}

function toSuggestion(
  text: string,
  { description, options = [] }: CommandDefinition,
  searchServices: readonly SearchServiceName[],
): CommandSuggestion {
  return {
    text,
    description,
    hint: options
      .filter(({ onlyOn = "web" }) => onlyOn === "web")
      .map((option) => hintOf(option, searchServices))
      .join(" "),
  };
}

function hintOf(option: CommandOption, searchServices: readonly SearchServiceName[]): string {
  const choices = option.choices === "SEARCH_SERVICES" ? searchServices : option.choices;
  if (option.rest === true) return choices === undefined ? `${option.name}…` : choices.join("|");
  const values = option.type === "boolean" ? "yes|no" : (choices?.join("|") ?? "…");
  const hint = `${option.name}:${values}`;
  return option.required === true ? hint : `[${hint}]`;
}
