import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  ButtonStyle,
  ComponentType,
  type ModalSubmitInteraction,
} from "discord.js";
import { UserInputError } from "../../core/errors.ts";
import { modalAgain, valuesOf } from "./command-modal.ts";

const PREFIX = "footnote:again:";
const KEEP_MS = 10 * 60_000;
/** More than are refused in that time; each is at most five fields. */
const MOST_KEPT = 500;

interface Typed {
  readonly customId: string;
  readonly userId: string;
  readonly values: Readonly<Record<string, string>>;
  readonly at: number;
}

/** What a person reads who comes too late. */
export function refuseForgotten({ customId }: Pick<ButtonInteraction, "customId">): void {
  if (!customId.startsWith(PREFIX)) return;
  throw new UserInputError("What was typed is kept for 10 minutes only. `/digest create` opens an empty form.");
}

/**
 * What people typed into forms that were refused, for ten minutes, in this process alone: Discord's own client forgets it,
 * and the press arrives where the form did. Nothing of it is logged or stored.
 */
export function createTypedForms({ clock }: { readonly clock: { now(): number } }) {
  const kept = new Map<string, Typed>();

  return {
    /** Keeps what was typed. Returns the row with the button that opens the form with it; none for another's form. */
    keep(interaction: ModalSubmitInteraction) {
      forgetOld();
      const { id, customId, user } = interaction;
      if (modalAgain(customId, {}) === undefined) return [];
      kept.set(id, { customId, userId: user.id, values: valuesOf(interaction), at: clock.now() });
      const button = {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: "Change what I typed",
        custom_id: `${PREFIX}${id}`,
      } as const;
      return [{ type: ComponentType.ActionRow, components: [button] } as const];
    },
    /** The form with what this person typed; undefined for every other button, and when it is kept no more. */
    reopen({ customId, user }: ButtonInteraction): APIModalInteractionResponseCallbackData | undefined {
      forgetOld();
      const typed = kept.get(customId.slice(PREFIX.length));
      return typed?.userId === user.id ? modalAgain(typed.customId, typed.values) : undefined;
    },
  };

  function forgetOld(): void {
    for (const [id, { at }] of kept) {
      if (kept.size < MOST_KEPT && clock.now() - at <= KEEP_MS) break;
      kept.delete(id);
    }
  }
}
