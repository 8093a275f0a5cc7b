import { type CommandCall, type CommandDefinition, type CommandOption, commands } from "./commands.ts";
import { UserInputError } from "./errors.ts";

/**
 * Parses what follows a typed command, on Slack and on the web: an action where the command has actions, options as
 * `name:value`, and the rest of the text for the command's main option. Throws UserInputError with a sentence.
 *
 * `/ask sites:zod.dev private:yes How do I …` and `/sources include arxiv.org scope:workspace` read as on Discord.
 */
export function parseCommandText(commandName: string, text: string): CommandCall {
  switch (commandName) {
    case "ask":
      return { name: "ask", options: parseOptions(text, commands.ask.options) };
    case "sources":
      return parseSources(text);
    case "help":
      return { name: "help", options: {} };
    default:
      throw new UserInputError(
        `There is no command /${commandName}. Try ${listOf(Object.keys(commands).map((name) => `/${name}`))}.`,
      );
  }
}

function parseSources(text: string): CommandCall {
  const [word = "show"] = text
    .trim()
    .split(/\s+/u, 1)
    .filter((part) => part !== "");
  const actions = commands.sources.subcommands;
  const name = word.toLowerCase();
  if (!isKeyOf(actions, name)) {
    throw new UserInputError(`/sources does not know “${word.slice(0, 40)}”. Try ${listOf(Object.keys(actions))}.`);
  }
  const definition: CommandDefinition = actions[name];
  const rest = text.trim().slice(word.length);
  return { name: "sources", action: name, options: parseOptions(rest, definition.options ?? []) };
}

/**
 * Options stand before or after the main text; what is not a known `name:value` belongs to the main option, which may
 * be named too, as on Discord: `sites:arxiv.org`.
 */
function parseOptions(text: string, options: readonly CommandOption[]): Readonly<Record<string, string>> {
  const main = options.find((option) => option.rest === true);
  const others = options.filter((option) => option !== main).map((option) => option.name);
  const values: Record<string, string> = {};
  let words = text.trim();
  for (;;) {
    const option = others.length === 0 ? null : optionAtAnEdge(words, others);
    if (option === null) break;
    const [written, name = "", value = ""] = option;
    values[name.toLowerCase()] = value;
    words = (option.index === 0 ? words.slice(written.length) : words.slice(0, option.index)).trim();
  }
  if (main === undefined) return values;
  const isNamed = words.toLowerCase().startsWith(`${main.name}:`);
  const rest = isNamed ? words.slice(main.name.length + 1).trim() : words;
  return rest === "" ? values : { ...values, [main.name]: rest };
}

function optionAtAnEdge(words: string, names: readonly string[]): RegExpExecArray | null {
  const option = `(${names.join("|")}):(\\S+)`;
  return new RegExp(`^${option}(?=\\s|$)`, "iu").exec(words) ?? new RegExp(`(?<=\\s)${option}$`, "iu").exec(words);
}

/** “a, b or c”. */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function isKeyOf<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}
