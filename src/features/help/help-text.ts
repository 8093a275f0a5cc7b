import { type CommandDefinition, type CommandOption, commands } from "../../core/commands.ts";

/** Every command with one line, made from the definition that the platforms register. */
export function helpText(): string {
  const lines = Object.entries(commands).flatMap(([name, definition]: [string, CommandDefinition]) => {
    const subcommands = Object.entries(definition.subcommands ?? {});
    if (subcommands.length === 0) return [line(`/${name}`, definition)];
    return subcommands.map(([action, subcommand]) => line(`/${name} ${action}`, subcommand));
  });
  return ["Mention me with a question, write to me directly, or type a command:", "", ...lines].join("\n");
}

function line(usage: string, { description, options = [] }: CommandDefinition): string {
  return `- \`${[usage, ...options.filter(({ required }) => required).map(placeholder)].join(" ")}\` — ${description}`;
}

function placeholder({ name, choices }: CommandOption): string {
  return Array.isArray(choices) ? choices.join("|") : `<${name}>`;
}
