import type { CommandDefinition, CommandOption } from "../../core/command-definition.ts";
import { commandKey } from "../../core/command-keys.ts";
import { shownCommands } from "../../core/commands.ts";
import { catalogues } from "../../core/messages/catalogues.ts";
import type { Language } from "../../core/messages/language.ts";
import { speakerOf } from "../../core/messages/translate.ts";

/** Every command with one line, made from the definition that the platforms register, in the reader's language. */
export function helpText(language: Language = "en"): string {
  const lines = Object.entries(shownCommands).flatMap(([name, definition]: [string, CommandDefinition]) => {
    const subcommands = Object.entries(definition.subcommands ?? {});
    if (subcommands.length === 0) return [line([name], definition, language)];
    return subcommands.map(([action, subcommand]) => line([name, action], subcommand, language));
  });
  return [speakerOf(language)("help.intro"), "", ...lines].join("\n");
}

function line(path: readonly string[], definition: CommandDefinition, language: Language): string {
  const { description, options = [] } = definition;
  const usage = [`/${path.join(" ")}`, ...options.filter(({ required }) => required).map(placeholder)].join(" ");
  return `- \`${usage}\` — ${catalogues[language][commandKey(path)] ?? description}`;
}

/** More would be most of the help; the command itself lists them. */
const MOST_CHOICES = 8;

/** As it is typed where a command is one line of text; Discord asks for each value by its name. */
function placeholder({ name, choices, rest }: CommandOption): string {
  const value = Array.isArray(choices) && choices.length <= MOST_CHOICES ? choices.join("|") : `<${name}>`;
  return rest === true ? value : `${name}:"${value}"`;
}
