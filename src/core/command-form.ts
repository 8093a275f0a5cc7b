import type { Platform } from "./chat.ts";
import { type CommandOption, isActionOf, type SubcommandDefinition } from "./command-definition.ts";
import { type CommandCall, commands, type DigestAction } from "./commands.ts";

/** A form that asks for the options of one command. Those of `/digest` are the only ones that have any. */
export interface CommandForm {
  readonly action: DigestAction;
  readonly title: string;
  readonly fields: readonly CommandOption[];
}

/** The form that a command opens instead of being carried out; undefined when it has none, or was given options. */
export function formFor(call: CommandCall, platform: Platform): CommandForm | undefined {
  if (call.name !== "digest" || Object.keys(call.options).length > 0) return undefined;
  const { form, options = [] }: SubcommandDefinition = commands.digest.subcommands[call.action];
  if (form === undefined) return undefined;
  return {
    action: call.action,
    title: form,
    fields: options.filter(({ onlyOn = platform }) => onlyOn === platform),
  };
}

/** A form that was filled in, as if the command had been given these options; undefined when there is no such command. */
export function toFormCall(
  action: string,
  values: Readonly<Record<string, string | null | undefined>>,
): CommandCall | undefined {
  if (!isActionOf(commands.digest, action)) return undefined;
  const { options: known = [] }: SubcommandDefinition = commands.digest.subcommands[action];
  const given = known.flatMap(({ name }) => {
    const value = values[name]?.trim() ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  return { name: "digest", action, options: Object.fromEntries(given) };
}
