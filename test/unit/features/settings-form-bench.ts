import { expect } from "vitest";
import { callOfForm, type Form, mayOpenForm, parseCommandLine } from "../../../src/core/form.ts";
import type { Invocation, Outcome } from "../../../src/core/invocation.ts";
import type { openChannel } from "./feature-bench.ts";

export type Bot = ReturnType<typeof openChannel>;

/** Opens a form as a press of its button does. */
export async function open(bot: Bot, command: string, more: Partial<Invocation> = {}): Promise<Form> {
  expect(mayOpenForm(parseCommandLine(command))).toBe(true);
  const outcome = await bot.invoke(`/${command}`, { canShowForm: true, ...more });
  if (outcome.kind !== "form") throw new Error(`no form, but ${JSON.stringify(outcome)}`);
  return outcome.form;
}

/** Saves a form with what it was opened with, but for what was typed over it. */
export function save(
  bot: Bot,
  { command, fields }: Form,
  typed: Readonly<Record<string, string>>,
  more: Partial<Invocation> = {},
) {
  const prefilled = fields.map((field) => {
    const value = "values" in field ? field.values.join(", ") : (field.value ?? "");
    return [field.name, value] as const;
  });
  const values = { ...Object.fromEntries(prefilled), ...typed };
  return bot.invoke(`/${command}`, { call: callOfForm(command, values), ...more });
}

/** The text of a reply. */
export const textOf = (outcome: Outcome) => (outcome.kind === "reply" ? outcome.markdown : outcome.kind);
