import type { FeedbackCall, Invocation, Outcome } from "../../core/invocation.ts";
import { type TakeFeedbackDeps, takeFeedback } from "../digest/take-feedback.ts";
import type { AnswerFeedbackDeps } from "./answer-feedback-deps.ts";
import { judgeAnswer } from "./judge-answer.ts";

export type TakeThumbDeps = TakeFeedbackDeps & AnswerFeedbackDeps;

/** A thumb under an answer or under a digest. Throws UserInputError; then nothing has changed. */
export function takeThumb(invocation: Invocation, call: FeedbackCall, deps: TakeThumbDeps): Promise<Outcome> {
  // What a slot's key begins with, and no answer's id.
  return call.answerId.startsWith("digest-")
    ? takeFeedback(invocation, call, deps)
    : judgeAnswer(invocation, call, deps);
}
