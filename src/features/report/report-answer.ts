import type { CommandCall } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";

/** To be written. */
export async function reportAnswer(
  _invocation: Invocation,
  _call: Extract<CommandCall, { name: "report" }>,
  _deps: object,
): Promise<Outcome> {
  throw new UserInputError("Not yet.");
}
