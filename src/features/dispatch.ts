import { UserInputError, userMessageOf } from "../core/errors.ts";
import type { Invocation, Outcome } from "../core/invocation.ts";
import type { Logger } from "../core/logger.ts";
import { type Language, languageOf } from "../core/messages/language.ts";
import { type AcceptQuestionDeps, acceptQuestion } from "./ask/accept-question.ts";
import { type ControlAnswerDeps, controlAnswer } from "./ask/control-answer.ts";
import type { DigestCommandDeps } from "./digest/digest-command-deps.ts";
import { resumeByButton, runDigestCommand } from "./digest/run-digest-command.ts";
import { helpText } from "./help/help-text.ts";
import { readEffectiveSettings } from "./read-effective-settings.ts";
import { reportAnswer } from "./report/report-answer.ts";
import { type TakeThumbDeps, takeThumb } from "./report/take-thumb.ts";
import { runSettingsCommand } from "./settings/run-settings-command.ts";
import { runSourcesCommand } from "./sources/run-sources-command.ts";

export type DispatchDeps = AcceptQuestionDeps &
  ControlAnswerDeps &
  DigestCommandDeps &
  TakeThumbDeps & { readonly log: Logger };

/**
 * Sends each invocation to its feature: settings commands are answered at once, questions become jobs. What a person
 * typed wrong is answered with its sentence; any other failure rejects, and nothing has been accepted.
 */
export function createDispatch(deps: DispatchDeps): (invocation: Invocation) => Promise<Outcome> {
  return async (invocation) => {
    const language = await languageFor(invocation, deps);
    try {
      return await run({ ...invocation, language }, deps);
    } catch (error) {
      if (error instanceof UserInputError)
        return { kind: "reply", markdown: userMessageOf(error, language), isRefusal: true };
      throw error;
    }
  };
}

async function run(invocation: Invocation, deps: DispatchDeps): Promise<Outcome> {
  const { call } = invocation;
  switch (call.name) {
    case "ask":
      return acceptQuestion(invocation, call.options, deps);
    case "sources":
      return runSourcesCommand(invocation, call, deps);
    case "settings":
      return runSettingsCommand(invocation, call, deps);
    case "report":
      return reportAnswer(invocation, call, deps);
    case "digest":
      return runDigestCommand(invocation, call, deps);
    case "help":
      return { kind: "reply", markdown: helpText() };
    case "control":
      return call.control === "resume"
        ? resumeByButton(invocation, call.answerId, deps)
        : controlAnswer(invocation, { ...call, control: call.control }, deps);
    case "feedback":
      return takeThumb(invocation, call, deps);
  }
}

/** The channel's fixed language, else the asker's; the asker's too where the settings cannot be read. */
async function languageFor(
  { channel, locale, replyTo }: Pick<Invocation, "channel" | "locale" | "replyTo">,
  deps: DispatchDeps,
): Promise<Language> {
  try {
    const { language } = await readEffectiveSettings(channel, deps, { threadId: replyTo.threadId });
    return language.value === "asker" ? languageOf(locale) : language.value;
  } catch (error) {
    deps.log.debug({ err: error }, "the language of a channel could not be read");
    return languageOf(locale);
  }
}
