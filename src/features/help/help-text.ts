import type { CommandDefinition, CommandOption } from "../../core/command-definition.ts";
import { shownCommands } from "../../core/commands.ts";
import type { Language } from "../../core/messages/language.ts";
import { speakerOf } from "../../core/messages/translate.ts";

/** Every command with one line, made from the definition that the platforms register. */
export function helpText(language: Language = "en"): string {
  const lines = Object.entries(shownCommands).flatMap(([name, definition]: [string, CommandDefinition]) => {
    const subcommands = Object.entries(definition.subcommands ?? {});
    if (subcommands.length === 0) return [line(`/${name}`, definition)];
    return subcommands.map(([action, subcommand]) => line(`/${name} ${action}`, subcommand));
  });
  return [speakerOf(language)("help.intro"), "", ...lines].join("\n");
}

function line(usage: string, { description, options = [] }: CommandDefinition): string {
  return `- \`${[usage, ...options.filter(({ required }) => required).map(placeholder)].join(" ")}\` — ${description}`;
}

/** More would be most of the help; the command itself lists them. */
const MOST_CHOICES = 8;

/** As it is typed where a command is one line of text; Discord asks for each value by its name. */
function placeholder({ name, choices, rest }: CommandOption): string {
  const value = Array.isArray(choices) && choices.length <= MOST_CHOICES ? choices.join("|") : `<${name}>`;
  return rest === true ? value : `${name}:"${value}"`;
}
