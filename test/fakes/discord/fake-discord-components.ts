import { z } from "zod";
import type { FakeMessage, FakeState } from "./fake-discord-state.ts";

const ACTION_ROW = 1;
const BUTTON = 2;

/** Primary, secondary, success and danger; the others lead away and have no id. */
const buttonSchema = z.strictObject({
  type: z.literal(BUTTON),
  style: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  label: z.string().min(1).max(80),
  custom_id: z.string().min(1).max(100),
  disabled: z.boolean().optional(),
});
export type FakeButton = z.infer<typeof buttonSchema>;

/** Rows of buttons as Discord takes them: 5 rows of 1 to 5, each id once. */
export const fakeComponentsSchema = z
  .array(z.strictObject({ type: z.literal(ACTION_ROW), components: z.array(buttonSchema).min(1).max(5) }))
  .max(5)
  .refine((rows) => {
    const ids = rows.flatMap(({ components }) => components.map(({ custom_id: id }) => id));
    return new Set(ids).size === ids.length;
  }, "Component custom id cannot be duplicated");
export type FakeComponents = z.infer<typeof fakeComponentsSchema>;

export function buttonsOf(rows: FakeComponents): readonly FakeButton[] {
  return rows.flatMap(({ components }) => components);
}

/** The button a person would press; `control` is its whole id, or the word of ours in it. */
export function findButton(
  state: FakeState,
  control: string,
  { messageId, channelId }: { readonly messageId: string | undefined; readonly channelId: string },
): { readonly message: FakeMessage; readonly button: FakeButton } {
  const messages = messageId === undefined ? state.messagesIn(channelId) : [state.messages.get(messageId)];
  for (const message of messages.toReversed()) {
    const button = buttonsOf(message?.components ?? []).find(
      ({ custom_id: id, disabled = false }) => !disabled && (id === control || id.startsWith(`footnote:${control}:`)),
    );
    if (message !== undefined && !message.removed && button !== undefined) return { message, button };
  }
  throw new Error(`nobody can see a button “${control}” there`);
}
