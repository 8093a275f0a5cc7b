import { UserInputError, userMessageOf } from "../core/errors.ts";
import type { Invocation, Outcome } from "../core/invocation.ts";
import type { Logger } from "../core/logger.ts";
import { type Language, languageOf } from "../core/messages/language.ts";
import { type EffectiveSettings, emptyLayer } from "../core/settings.ts";
import { type AcceptQuestionDeps, acceptQuestion } from "./ask/accept-question.ts";
import { type ControlAnswerDeps, controlAnswer } from "./ask/control-answer.ts";
import type { DigestCommandDeps } from "./digest/digest-command-deps.ts";
import { resumeByButton, runDigestCommand } from "./digest/run-digest-command.ts";
import { helpText } from "./help/help-text.ts";
import {
  type PlaceSettings,
  placeSettings,
  readPlaceSettings,
  type SettingsSource,
} from "./read-effective-settings.ts";
import { reportAnswer } from "./report/report-answer.ts";
import { type TakeThumbDeps, takeThumb } from "./report/take-thumb.ts";
import { runSettingsCommand } from "./settings/run-settings-command.ts";
import { runSourcesCommand } from "./sources/run-sources-command.ts";

export type DispatchDeps = AcceptQuestionDeps &
  SettingsSource &
  ControlAnswerDeps &
  DigestCommandDeps &
  TakeThumbDeps & { readonly log: Logger };

/**
 * Sends each invocation to its feature: settings commands are answered at once, questions become jobs. What a person
 * typed wrong is answered with its sentence; any other failure rejects, and nothing has been accepted.
 */
export function createDispatch(deps: DispatchDeps): (invocation: Invocation) => Promise<Outcome> {
  return async (invocation) => {
    const settings = await readPlace(invocation, deps);
    const language = languageFor(invocation, settings.effective);
    try {
      return await run({ ...invocation, language }, settings, deps);
    } catch (error) {
      if (error instanceof UserInputError)
        return { kind: "reply", markdown: userMessageOf(error, language), isRefusal: true };
      throw error;
    }
  };
}

async function run(invocation: Invocation, settings: PlaceSettings, deps: DispatchDeps): Promise<Outcome> {
  const { call } = invocation;
  switch (call.name) {
    case "ask":
      return acceptQuestion(invocation, { options: call.options, settings }, deps);
    case "sources":
      return runSourcesCommand(invocation, call, deps);
    case "settings":
      return runSettingsCommand(invocation, call, deps);
    case "report":
      return reportAnswer(invocation, call, deps);
    case "digest":
      return runDigestCommand(invocation, call, deps);
    case "help":
      return { kind: "reply", markdown: helpText(invocation.language) };
    case "control":
      return call.control === "resume"
        ? resumeByButton(invocation, call.answerId, deps)
        : controlAnswer(invocation, { ...call, control: call.control }, deps);
    case "feedback":
      return takeThumb(invocation, call, deps);
  }
}

/** The settings of the place, read once for all that follows. Where they cannot be read, only a question rejects. */
async function readPlace({ call, channel, replyTo }: Invocation, deps: DispatchDeps): Promise<PlaceSettings> {
  try {
    return await readPlaceSettings(channel, deps, replyTo.threadId);
  } catch (error) {
    // Without them nobody knows whether it may be answered.
    if (call.name === "ask") throw error;
    deps.log.debug({ err: error }, "the language of a channel could not be read");
    return placeSettings({ install: deps.install, workspace: emptyLayer, channel: emptyLayer });
  }
}

/** The channel's fixed language, else the asker's. */
function languageFor({ locale }: Pick<Invocation, "locale">, { language }: EffectiveSettings): Language {
  return language.value === "asker" ? languageOf(locale) : language.value;
}
