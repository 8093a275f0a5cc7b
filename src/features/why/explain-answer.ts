import type { ConversationStore } from "../../core/conversation.ts";
import { type AnswerDecision, type AnswerFacts, decideAnswer } from "../../core/decide-answer.ts";
import type { Invocation, Outcome, PointedMessage } from "../../core/invocation.ts";
import { looksLikeQuestion } from "../../core/looks-like-question.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import { conversationIds } from "../ask/decide-question.ts";
import { readPlaceSettings, type SettingsSource } from "../read-effective-settings.ts";

export interface ExplainAnswerDeps extends SettingsSource {
  readonly conversations: Pick<ConversationStore, "has">;
}

/**
 * Says why the message that a person points at was, or was not, answered: the rules in order, and the one that decided.
 * Without a message it says so of a mention and of a plain message of that person, here. They are today's rules: what has
 * been changed since the message was written counts as it is now.
 */
export async function explainAnswer(invocation: Invocation, deps: ExplainAnswerDeps): Promise<Outcome> {
  const { pointedAt, language = "en" } = invocation;
  const threadId = pointedAt?.threadId ?? invocation.replyTo.threadId;
  const { effective } = await readPlaceSettings(invocation.channel, deps, threadId);
  const explanations =
    pointedAt === undefined
      ? await ofThisPlace(invocation, effective, deps)
      : [await ofMessage(invocation, { pointedAt, settings: effective }, deps)];
  const texts = explanations.map((explanation) => toMarkdown(explanation, language));
  return { kind: "reply", markdown: texts.join("\n\n") };
}

interface Explanation {
  readonly title: "why.pointed" | "why.mention" | "why.message";
  readonly decision: AnswerDecision;
}

async function ofMessage(
  invocation: Invocation,
  { pointedAt, settings }: { readonly pointedAt: PointedMessage; readonly settings: EffectiveSettings },
  deps: ExplainAnswerDeps,
): Promise<Explanation> {
  const { channel, asker } = invocation;
  const { authorId, threadId, text, trigger, isAutomatic } = pointedAt;
  const isOwn = authorId === asker.id;
  const facts: AnswerFacts = {
    trigger,
    isAutomatic,
    isOurThread: threadId !== undefined && (await deps.conversations.has(channel, [threadId])),
    isQuestion: text === undefined ? undefined : looksLikeQuestion(text),
    // What others are is not for everybody to know, and no platform tells it in passing.
    ...(isOwn ? await standing(invocation, settings) : { roles: undefined, isManager: false }),
    visibility: undefined,
  };
  return { title: "why.pointed", decision: decideAnswer(facts, settings) };
}

async function ofThisPlace(
  invocation: Invocation,
  settings: EffectiveSettings,
  deps: ExplainAnswerDeps,
): Promise<readonly Explanation[]> {
  const ids = conversationIds(invocation);
  const facts: Omit<AnswerFacts, "trigger"> = {
    isAutomatic: false,
    isOurThread: ids.length > 0 && (await deps.conversations.has(invocation.channel, ids)),
    isQuestion: undefined,
    ...(await standing(invocation, settings)),
    visibility: undefined,
  };
  return [
    { title: "why.mention", decision: decideAnswer({ ...facts, trigger: "mention" }, settings) },
    { title: "why.message", decision: decideAnswer({ ...facts, trigger: "message" }, settings) },
  ];
}

async function standing(
  invocation: Invocation,
  settings: EffectiveSettings,
): Promise<Pick<AnswerFacts, "roles" | "isManager">> {
  if (settings.whoMayAsk.value.length === 0) return { roles: undefined, isManager: false };
  const [roles, isManager] = await Promise.all([invocation.roles?.() ?? [], invocation.mayManage("channel")]);
  return { roles, isManager };
}

function toMarkdown({ title, decision: { answers, rules } }: Explanation, language: Language): string {
  const heading = translate(say(title, { answers: answers ? "yes" : "no" }), language);
  const steps = rules.map(({ said, holds, decides }, index) => {
    const step = say(decides ? "why.deciding" : "why.step", { holds: holds ? "yes" : "no", sentence: said });
    return `${index + 1}. ${translate(step, language)}`;
  });
  return `${heading}\n\n${steps.join("\n")}`;
}
