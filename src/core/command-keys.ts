import type { CommandDefinition, CommandOption } from "./command-definition.ts";
import { shownCommands } from "./commands.ts";

/**
 * The catalogue's key of what a command says of itself: `command.sources`, `command.sources.include`, of its option
 * `command.sources.include.sites`, and of an option's choice `command.sources.clear.list.all`.
 */
export type CommandKey = `command.${string}`;

/** One text of a command, as other languages have to put it. */
export interface CommandText {
  readonly key: CommandKey;
  readonly english: string;
  /** The value of a choice, which people may also type: it can do without another language. */
  readonly isChoice?: boolean;
}

/** The key of the command, subcommand, option or choice at this path. */
export function commandKey(path: readonly string[]): CommandKey {
  return `command.${path.join(".")}`;
}

/** Every text of the commands that people are offered, in the order of their definitions. */
export function commandTexts(
  definitions: Readonly<Record<string, CommandDefinition>> = shownCommands,
): readonly CommandText[] {
  return Object.entries(definitions).flatMap(([name, { description, options = [], subcommands = {} }]) => [
    { key: commandKey([name]), english: description },
    ...textsOf([name], options),
    ...Object.entries(subcommands).flatMap(([action, { description: english, options: own = [] }]) => [
      { key: commandKey([name, action]), english },
      ...textsOf([name, action], own),
    ]),
  ]);
}

function textsOf(path: readonly string[], options: readonly CommandOption[]): readonly CommandText[] {
  return options.flatMap(({ name, description, choices = [] }) => [
    { key: commandKey([...path, name]), english: description },
    // The search services have names of their own, the same in every language.
    ...(choices === "SEARCH_SERVICES" ? [] : choices).map((choice) => ({
      key: commandKey([...path, name, choice]),
      english: choice,
      isChoice: true,
    })),
  ]);
}
