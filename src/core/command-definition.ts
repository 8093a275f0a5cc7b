import type { Platform } from "./chat.ts";

/** One option of a command, as every platform understands it. */
export interface CommandOption {
  readonly name: string;
  readonly description: string;
  readonly type: "text" | "integer" | "boolean" | "choice";
  readonly required?: boolean;
  /** Typed grammar: this option takes all text that is not `name:value`. At most one per command. */
  readonly rest?: boolean;
  /** The only platform that can do it. */
  readonly onlyOn?: Platform;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Known to the typed grammar only: carried by forms and buttons, neither registered nor shown. */
  readonly hidden?: boolean;
  /** For `choice`; `SEARCH_SERVICES` stands for the services this install offers. */
  readonly choices?: readonly string[] | "SEARCH_SERVICES";
}

export interface CommandDefinition {
  readonly description: string;
  /** Who sees the command on Discord by default; every change is checked again by us. */
  readonly managersOnly?: boolean;
  readonly options?: readonly CommandOption[];
  readonly subcommands?: Readonly<Record<string, SubcommandDefinition>>;
  /** Only reached by buttons and forms: neither registered nor shown. */
  readonly hidden?: boolean;
  /** Typed grammar: which subcommand the command stands for when nothing follows it. */
  readonly alone?: string;
}

export interface SubcommandDefinition extends Pick<CommandDefinition, "description" | "options"> {
  /** Without an option it opens a form with this title, where the platform has forms. */
  readonly form?: string;
  /** Options that do not keep the form from being opened, but say which. */
  readonly formContext?: readonly string[];
}

/** Whether a command has this subcommand. */
export function isActionOf<Action extends string>(
  { subcommands }: { readonly subcommands: Readonly<Record<Action, SubcommandDefinition>> },
  name: string,
): name is Action {
  return Object.hasOwn(subcommands, name);
}
