import type { CommandCall } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";

/** To be written. */
export async function runSettingsCommand(
  _invocation: Invocation,
  _call: Extract<CommandCall, { name: "settings" }>,
  _deps: object,
): Promise<Outcome> {
  throw new UserInputError("Not yet.");
}
