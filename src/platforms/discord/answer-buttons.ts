import { ButtonStyle, ComponentType } from "discord.js";
import { ANSWER_CONTROLS, type AnswerControl } from "../../core/chat.ts";

/** What a button of ours is for. `part` tells one message of an answer from the others. */
export interface ButtonPurpose {
  readonly control: AnswerControl;
  readonly answerId: string;
  readonly part: number;
}

/** https://docs.discord.com/developers/components/reference#button */
const MAX_CUSTOM_ID_LENGTH = 100;

const faces = {
  stop: { label: "Stop", style: ButtonStyle.Secondary },
  retry: { label: "Retry", style: ButtonStyle.Primary },
  regenerate: { label: "Regenerate", style: ButtonStyle.Secondary },
} as const satisfies Record<AnswerControl, { readonly label: string; readonly style: ButtonStyle }>;

/** One row of buttons; empty when there are none, which on an edit takes earlier ones away. */
export function toButtonRows(
  controls: readonly AnswerControl[],
  { answerId, part }: Pick<ButtonPurpose, "answerId" | "part">,
) {
  const buttons = controls
    .map((control) => ({
      type: ComponentType.Button as const,
      ...faces[control],
      custom_id: `footnote:${control}:${answerId}:${part}`,
    }))
    // An answer without a button is better than one that Discord refuses.
    .filter(({ custom_id: id }) => id.length <= MAX_CUSTOM_ID_LENGTH);
  return buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow as const, components: buttons }];
}

/** Undefined for what is no button of ours, or one of another version. */
export function parseButton(customId: string): ButtonPurpose | undefined {
  const [, name, answerId = "", part] = /^footnote:([a-z]+):(.+):(\d{1,4})$/u.exec(customId) ?? [];
  const control = ANSWER_CONTROLS.find((known) => known === name);
  return control === undefined ? undefined : { control, answerId, part: Number(part) };
}
