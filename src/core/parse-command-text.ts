import { type CommandOption, isActionOf, type SubcommandDefinition } from "./command-definition.ts";
import { type CommandCall, commands, shownCommands } from "./commands.ts";
import { UserInputError } from "./errors.ts";
import { anyOf, say } from "./messages/message.ts";

/**
 * Parses what follows a typed command, on Slack and on the web: an action where the command has actions, options as
 * `name:value` or `name:"several words"`, and the rest of the text for the command's main option. Throws UserInputError
 * with a sentence.
 *
 * `/ask sites:zod.dev private:yes How do I …` and `/digest create TypeScript when:"weekdays 9:00"` read as on Discord.
 */
export function parseCommandText(commandName: string, text: string): CommandCall {
  switch (commandName) {
    case "ask":
      return { name: "ask", options: parseOptions(text, commands.ask.options) };
    case "sources":
      return { name: "sources", ...parseAction("sources", text, commands.sources) };
    case "settings":
      return { name: "settings", ...parseAction("settings", text, commands.settings) };
    case "report":
      return { name: "report", ...parseAction("report", text, commands.report) };
    case "digest":
      return { name: "digest", ...parseAction("digest", text, commands.digest) };
    case "help":
      return { name: "help", options: {} };
    default:
      throw new UserInputError(
        say("typed.unknown", {
          name: commandName,
          known: anyOf(Object.keys(shownCommands).map((name) => `/${name}`)),
        }),
      );
  }
}

function parseAction<Action extends string>(
  commandName: string,
  text: string,
  command: {
    readonly alone: NoInfer<Action>;
    readonly subcommands: Readonly<Record<Action, SubcommandDefinition>>;
  },
): { readonly action: Action; readonly options: Readonly<Record<string, string>> } {
  const [word = ""] = text.trim().split(/\s+/u, 1);
  const action = word === "" ? command.alone : word.toLowerCase();
  if (!isActionOf(command, action)) {
    throw new UserInputError(
      say("typed.unknownAction", {
        name: commandName,
        word: word.slice(0, 40),
        known: anyOf(Object.keys(command.subcommands)),
      }),
    );
  }
  const { options = [] } = command.subcommands[action];
  return { action, options: parseOptions(text.trim().slice(word.length), options) };
}

/** Chat clients make typographic quotes of straight ones as one types, each in the manner of its language. */
const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]/u.source;
const VALUE = `(?:${QUOTED}|((?!["“”„«»])\\S+))`;

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
    const [written, name = "", quoted, bare = ""] = option;
    values[name.toLowerCase()] = quoted ?? bare;
    words = (option.index === 0 ? words.slice(written.length) : words.slice(0, option.index)).trim();
  }
  if (main === undefined) return values;
  const rest = words.toLowerCase().startsWith(`${main.name}:`)
    ? unquoted(words.slice(main.name.length + 1).trim())
    : words;
  return rest === "" ? values : { ...values, [main.name]: rest };
}

function optionAtAnEdge(words: string, names: readonly string[]): RegExpExecArray | null {
  const option = `(${names.join("|")}):${VALUE}`;
  return new RegExp(`^${option}(?=\\s|$)`, "iu").exec(words) ?? new RegExp(`(?<=\\s)${option}$`, "iu").exec(words);
}

function unquoted(text: string): string {
  return new RegExp(`^${QUOTED}$`, "u").exec(text)?.[1]?.trim() ?? text;
}
