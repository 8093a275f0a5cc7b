import type { ConversationStore } from "../../core/conversation.ts";
import { type AnswerDecision, type AnswerFacts, decideAnswer } from "../../core/decide-answer.ts";
import type { Invocation, Trigger } from "../../core/invocation.ts";
import { looksLikeQuestion } from "../../core/looks-like-question.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import { askedVisibility } from "./asked-visibility.ts";

export interface DecideQuestionDeps {
  readonly conversations: Pick<ConversationStore, "has">;
}

/** How an invocation reached us; its platform need not say it of commands and mentions. */
export function triggerOf({ trigger, replyTo }: Pick<Invocation, "trigger" | "replyTo">): Trigger {
  return trigger ?? (replyTo.kind === "message" ? "mention" : "command");
}

/**
 * The threads and messages that it goes on with, where it does; the thread that it begins itself is none of them. On the
 * web there are none: what stands last there may be anything.
 */
export function conversationIds({ replyTo, inReplyTo }: Pick<Invocation, "replyTo" | "inReplyTo">): readonly string[] {
  if (replyTo.channel.platform === "web") return [];
  const own = replyTo.kind === "message" ? replyTo.messageId : undefined;
  const ids = [replyTo.threadId, inReplyTo?.messageId, inReplyTo?.threadId].filter((id) => id !== undefined);
  return [...new Set(ids)].filter((id) => id !== own);
}

/**
 * Decides whether a question is answered. What costs a round trip is asked for only where it makes a difference: the
 * conversation of a plain message, the asker's roles where only some may ask, their rights where they have none of these.
 */
export async function decideQuestion(
  invocation: Invocation,
  settings: EffectiveSettings,
  deps: DecideQuestionDeps,
): Promise<AnswerDecision> {
  const { call, channel } = invocation;
  const options = call.name === "ask" ? call.options : {};
  const facts: AnswerFacts = {
    trigger: triggerOf(invocation),
    isAutomatic: false,
    isOurThread: false,
    isQuestion: looksLikeQuestion(options.question ?? ""),
    roles: undefined,
    isManager: false,
    visibility: askedVisibility(options),
  };
  const decision = decideAnswer(facts, settings);
  const ids = conversationIds(invocation);
  const mayGoOn = facts.trigger === "message" && decision.decidedBy === "answerWhen" && settings.threadFollowUps.value;
  const known =
    mayGoOn && !decision.answers && ids.length > 0 && (await deps.conversations.has(channel, ids))
      ? { ...facts, isOurThread: true }
      : facts;
  const next = known === facts ? decision : decideAnswer(known, settings);
  const allowed = settings.whoMayAsk.value;
  if (!next.answers || allowed.length === 0) return next;
  const roles = (await invocation.roles?.()) ?? [];
  const isManager = !roles.some((role) => allowed.includes(role)) && (await invocation.mayManage("channel"));
  return decideAnswer({ ...known, roles, isManager }, settings);
}
