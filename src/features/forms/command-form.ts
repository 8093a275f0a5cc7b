import type { Platform } from "../../core/chat.ts";
import type { CommandOption } from "../../core/command-definition.ts";
import type { Form, FormField } from "../../core/form.ts";

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const MAX_FIELDS = 5;
/** A text that may be longer is written in several lines. */
const ONE_LINE = 100;

/** What a form shows beside the definition of its command. */
export interface FormWords {
  readonly title: string;
  label(option: string): string;
  help(option: string): string;
  choice(option: string, value: string): string;
}

interface FormOf {
  /** The command that the form fills in, as it is typed, without the slash. */
  readonly command: string;
  readonly options: readonly CommandOption[];
  /** What stands in the fields at first, by the options' names. */
  readonly values?: Readonly<Record<string, string>>;
  readonly platform: Platform;
}

/**
 * The form of a command, from its definition: the first five of its options that people can give there. One whose value is
 * too long for a field is left out, rather than saved cut short.
 */
export function commandForm({ command, options, values = {}, platform }: FormOf, words: FormWords): Form {
  const fields = options
    .filter(({ onlyOn = platform, hidden = false }) => onlyOn === platform && !hidden)
    .slice(0, MAX_FIELDS)
    .filter(({ name, maxLength = Number.POSITIVE_INFINITY }) => (values[name] ?? "").length <= maxLength)
    .map((option) => toField(option, values[option.name], words));
  return { title: words.title, command, fields };
}

function toField(option: CommandOption, value: string | undefined, words: FormWords): FormField {
  const { name, type, required, choices = [], min, max, maxLength } = option;
  const base = { name, label: words.label(name), help: words.help(name), isRequired: required, value };
  const choiceOf = (choice: string) => ({ value: choice, label: words.choice(name, choice) });
  switch (type) {
    case "text":
      return { ...base, kind: "text", maxLength, isLong: (maxLength ?? 0) > ONE_LINE };
    case "integer":
      return { ...base, kind: "integer", min, max };
    case "boolean":
      return { ...base, kind: "choice", choices: ["yes", "no"].map(choiceOf) };
    case "choice":
      return { ...base, kind: "choice", choices: (Array.isArray(choices) ? choices : []).map(choiceOf) };
  }
}
