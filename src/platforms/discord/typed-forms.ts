import { type ButtonInteraction, ButtonStyle, ComponentType, type ModalSubmitInteraction } from "discord.js";
import type { CommandDefinition } from "../../core/command-definition.ts";
import { commands } from "../../core/commands.ts";
import { parseCommandLine } from "../../core/form.ts";
import { languageOf } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { type FormValues, valuesOf } from "./form-modal.ts";
import { createShortMemory } from "./short-memory.ts";

const PREFIX = "footnote:again:";
const KEEP_MS = 10 * 60_000;
/** More than are refused in that time; each is at most five fields. */
const MOST_KEPT = 500;

/** A form that was refused. */
export interface TypedForm {
  /** Of its modal. */
  readonly customId: string;
  readonly values: FormValues;
}

/** Whether a button opens a form that was refused. */
export function opensAgain(customId: string): boolean {
  return customId.startsWith(PREFIX);
}

/**
 * What people typed into forms that were refused, for ten minutes, in this process alone: Discord's own client forgets it,
 * and the press arrives where the form did. Nothing of it is logged or stored.
 */
export function createTypedForms(deps: { readonly clock: { now(): number } }) {
  const kept = createShortMemory<TypedForm & { readonly userId: string }>(deps, { keepMs: KEEP_MS, max: MOST_KEPT });

  return {
    /** Keeps what was typed. Returns the row with the button that opens the form with it. */
    keep(interaction: ModalSubmitInteraction) {
      const { id, customId, user, locale } = interaction;
      kept.keep(id, { customId, userId: user.id, values: valuesOf(interaction) });
      const button = {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: translate(say("discord.again"), languageOf(locale)),
        custom_id: `${PREFIX}${id}`,
      } as const;
      return { type: ComponentType.ActionRow, components: [button] } as const;
    },
    /** What this person typed; undefined when it is kept no more. */
    recall({ customId, user }: ButtonInteraction): TypedForm | undefined {
      const typed = kept.recall(customId.slice(PREFIX.length));
      return typed?.userId === user.id ? typed : undefined;
    },
  };
}

/** The command that opens the form of a command anew: it says which form, and nothing of what else the form carries. */
export function openingCallOf(command: string) {
  const call = parseCommandLine(command);
  if (!("action" in call)) return call;
  const { subcommands = {} }: CommandDefinition = commands[call.name];
  const { formContext = [] } = subcommands[call.action] ?? {};
  const context = Object.entries(call.options).filter(([name]) => formContext.includes(name));
  return parseCommandLine([call.name, call.action, ...context.map(([name, value]) => `${name}:"${value}"`)].join(" "));
}
