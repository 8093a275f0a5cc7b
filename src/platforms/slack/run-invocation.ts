import { UserInputError, userMessageOf } from "../../core/errors.ts";
import { type Form, mayOpenForm } from "../../core/form.ts";
import type { Outcome } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import type { ParsedInvocation } from "./parse-event.ts";

export type ReplyOutcome = Extract<Outcome, { readonly kind: "reply" }>;

export interface RunOptions {
  /** What to speak to whoever asked in. */
  readonly language: Language;
  /** Shows the form that it is answered with; absent where none can be shown. */
  openForm?(form: Form, invocation: ParsedInvocation): Promise<void>;
}

/**
 * Carries out what is never delivered again: a command, a press, a form. So it never throws; what went wrong is the reply.
 * Undefined: there is nothing to say. What `read` throws is said, too.
 */
export type Run = (
  read: () => ParsedInvocation | Promise<ParsedInvocation>,
  options: RunOptions,
) => Promise<ReplyOutcome | undefined>;

interface Deps {
  readonly log: Logger;
  invoke(invocation: ParsedInvocation): Promise<Outcome>;
}

export function createRun({ log, invoke }: Deps): Run {
  return async (read, { language, openForm }) => {
    try {
      const invocation = await read();
      const canShowForm = openForm !== undefined && isFormCommand(invocation);
      const outcome = await invoke(canShowForm ? { ...invocation, canShowForm } : invocation);
      switch (outcome.kind) {
        case "reply":
          return outcome;
        case "form":
          await openForm?.(outcome.form, invocation);
          return undefined;
        case "accepted":
        case "ignored":
          return undefined;
      }
    } catch (error) {
      if (!(error instanceof UserInputError)) log.error({ err: error }, "What a person asked for could not be done");
      return { kind: "reply", markdown: userMessageOf(error, language), isRefusal: true };
    }
  };
}

function isFormCommand({ call }: ParsedInvocation): boolean {
  return call.name !== "control" && call.name !== "feedback" && mayOpenForm(call);
}
