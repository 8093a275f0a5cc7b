import { answerRef, countVotes } from "../../core/answer-feedback.ts";
import { FEEDBACK_REASONS } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { FeedbackCall, Invocation, Outcome, ReplyButton } from "../../core/invocation.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { type AnswerFeedbackDeps, keepingFor, knownAnswer } from "./answer-feedback-deps.ts";

/**
 * Keeps what somebody thinks of an answer, in place of what they thought before, and asks what was wrong. Throws
 * UserInputError; then nothing has changed.
 */
export async function judgeAnswer(
  invocation: Invocation,
  { answerId, value }: FeedbackCall,
  deps: AnswerFeedbackDeps,
): Promise<Outcome> {
  const { channel, asker, receivedAt: at, language = "en" } = invocation;
  const record = await knownAnswer(invocation, answerId, deps);
  if (record !== undefined && record.state !== "final") throw new UserInputError(say("report.unfinished"));
  const votes = await deps.answerFeedback.read(channel, answerId);
  const run = record?.job?.run ?? countVotes(votes).run;
  const keepMs = await keepingFor(invocation, deps);
  await deps.answerFeedback.put(channel, { answerId, userId: asker.id, value, run, at, keepMs });
  if (value === "up") return { kind: "reply", markdown: translate(say("report.liked"), language) };
  const markdown = translate(say("report.whatWasWrong"), language);
  return { kind: "reply", markdown, buttons: reasonButtons(answerId, language) };
}

function reasonButtons(answerId: string, language: Language): readonly ReplyButton[] {
  return FEEDBACK_REASONS.map((reason) => ({
    label: translate(say(`report.reason.${reason}`), language),
    command: `report answer answer:${answerRef(answerId)} reason:${reason}`,
  }));
}
