import type { ButtonInteraction } from "discord.js";
import { MessageFlags } from "discord.js";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation } from "../../core/invocation.ts";
import { say } from "../../core/messages/message.ts";
import { type ButtonPurpose, parseButton } from "./answer-buttons.ts";
import { partiesOf } from "./parse-interaction.ts";

/**
 * Makes an invocation of a button under an answer. What it replies to is the message that carries the button, which the
 * press's own token may edit. Throws UserInputError when the button is none of today's.
 */
export function parsePress(
  interaction: ButtonInteraction,
  { receivedAt }: { readonly receivedAt: number },
): Invocation {
  const button = parseButton(interaction.customId);
  if (button === undefined || "isMark" in button) throw new UserInputError(say("discord.buttonOutOfDate"));
  const visibility = interaction.message.flags.has(MessageFlags.Ephemeral) ? "asker" : "public";
  return {
    ...partiesOf(interaction, { receivedAt, visibility }),
    call: toCall(button),
  };
}

function toCall(button: Exclude<ButtonPurpose, { readonly isMark: true }>): Invocation["call"] {
  const { answerId } = button;
  if ("control" in button) return { name: "control", control: button.control, answerId };
  return { name: "feedback", answerId, item: button.item, value: button.feedback };
}
