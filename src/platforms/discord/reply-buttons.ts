import { ButtonStyle, ComponentType } from "discord.js";
import type { ReplyButton } from "../../core/invocation.ts";

const PREFIX = "footnote:run:";
/** https://docs.discord.com/developers/components/reference#button */
const MAX_CUSTOM_ID_LENGTH = 100;
const MAX_LABEL_LENGTH = 80;
/** https://docs.discord.com/developers/components/reference#action-row */
const MAX_ROWS = 5;
const MAX_IN_ROW = 5;

const styles = {
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const satisfies Record<NonNullable<ReplyButton["style"]>, ButtonStyle>;

export type ReplyRows = ReturnType<typeof toReplyRows>;

/** Rows of buttons that carry out commands. Discord refuses the whole message for one id twice or too long. */
export function toReplyRows(buttons: readonly ReplyButton[]) {
  const byId = new Map(buttons.map((button) => [`${PREFIX}${button.command}`, button]));
  const components = [...byId]
    .filter(([id]) => id.length <= MAX_CUSTOM_ID_LENGTH)
    .map(([custom_id, { label, style }]) => ({
      type: ComponentType.Button as const,
      style: style === undefined ? ButtonStyle.Secondary : styles[style],
      label: label.slice(0, MAX_LABEL_LENGTH),
      custom_id,
    }));
  return Array.from({ length: Math.min(MAX_ROWS, Math.ceil(components.length / MAX_IN_ROW)) }, (_, row) => ({
    type: ComponentType.ActionRow as const,
    components: components.slice(row * MAX_IN_ROW, (row + 1) * MAX_IN_ROW),
  }));
}

/** The command that a press carries out; undefined when the button is another one. */
export function commandLineOf(customId: string): string | undefined {
  return customId.startsWith(PREFIX) ? customId.slice(PREFIX.length) : undefined;
}
