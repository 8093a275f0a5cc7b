import type { CommandDefinition } from "./command-definition.ts";
import { type CommandCall, commands } from "./commands.ts";
import { parseCommandText } from "./parse-command-text.ts";

/** A value that can be chosen, and what people read. */
export interface FormChoice {
  readonly value: string;
  /** At most 75 characters. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  readonly label: string;
}

interface FieldBase {
  /** The name of the option it fills. */
  readonly name: string;
  /** At most 45 characters. https://docs.discord.com/developers/components/reference#label */
  readonly label: string;
  /** At most 100 characters, by the same source. */
  readonly help?: string | undefined;
  readonly isRequired?: boolean | undefined;
}

/**
 * One field of a form, with what stands in it at first. `choices` takes several values, `roles` the platform's roles or
 * user groups by id; on a platform without such a picker they are typed.
 */
export type FormField = FieldBase &
  (
    | {
        readonly kind: "text";
        readonly value?: string | undefined;
        readonly isLong?: boolean | undefined;
        readonly maxLength?: number | undefined;
      }
    | {
        readonly kind: "integer";
        readonly value?: string | undefined;
        readonly min?: number | undefined;
        readonly max?: number | undefined;
      }
    | { readonly kind: "choice"; readonly choices: readonly FormChoice[]; readonly value?: string | undefined }
    | { readonly kind: "choices"; readonly choices: readonly FormChoice[]; readonly values: readonly string[] }
    | { readonly kind: "roles"; readonly values: readonly string[] }
  );

/** A form that a command opens. Filled in, it is the command with these options besides. */
export interface Form {
  /** At most 24 characters. https://docs.slack.dev/reference/views/modal-views */
  readonly title: string;
  /** The command that it carries out, as it is typed, without the slash: at most 85 characters. */
  readonly command: string;
  /** At most 5. https://docs.discord.com/developers/components/reference#label */
  readonly fields: readonly FormField[];
}

/**
 * Whether a command may be answered with a form. The listener has to know it before it acknowledges: a form is the first
 * answer, or none.
 */
export function mayOpenForm(call: CommandCall): boolean {
  if (!("action" in call)) return false;
  const { subcommands = {} }: CommandDefinition = commands[call.name];
  const { form, formContext = [] } = subcommands[call.action] ?? {};
  return form !== undefined && Object.keys(call.options).every((name) => formContext.includes(name));
}

/** A command as it is typed, without its slash (a button's, a form's). Throws UserInputError. */
export function parseCommandLine(line: string): CommandCall {
  const [name = ""] = line.split(" ", 1);
  return parseCommandText(name, line.slice(name.length).trim());
}

/**
 * A form that was filled in, as if its command had been given these options. A field left empty is given as the empty
 * text; several values are joined by commas. Throws UserInputError where the command is none of today's.
 */
export function callOfForm(command: string, values: Readonly<Record<string, string>>): CommandCall {
  const call = parseCommandLine(command);
  switch (call.name) {
    case "ask":
      return { ...call, options: { ...call.options, ...values } };
    case "sources":
      return { ...call, options: { ...call.options, ...values } };
    case "settings":
      return { ...call, options: { ...call.options, ...values } };
    case "digest":
      return { ...call, options: { ...call.options, ...values } };
    case "report":
    case "help":
      return call;
  }
}
