import type { Visibility } from "./chat.ts";
import type { Trigger } from "./invocation.ts";
import type { MessageKey } from "./messages/en.ts";
import { type Message, say } from "./messages/message.ts";
import type { EffectiveSettings, Scope } from "./settings.ts";

/** The rules that decide whether something is answered, in the order in which they are applied. */
export const ANSWER_RULES = [
  "automatic",
  "direct",
  "command",
  "answerWhen",
  "threadFollowUps",
  "whoMayAsk",
  "visibility",
] as const;
export type AnswerRule = (typeof ANSWER_RULES)[number];

/** What is known of a message or a command. */
export interface AnswerFacts {
  readonly trigger: Trigger;
  /** By a bot, a webhook or the platform itself. */
  readonly isAutomatic: boolean;
  /** Its thread, or the chain of replies that it ends, holds an answer of ours. */
  readonly isOurThread: boolean;
  /** {@link import("./looks-like-question.ts").looksLikeQuestion}; undefined: its words are not known. */
  readonly isQuestion: boolean | undefined;
  /** Of its author; undefined: not known, and then they are taken to be enough. */
  readonly roles: readonly string[] | undefined;
  /** Its author manages the channel. */
  readonly isManager: boolean;
  /** Who is to see the answer, where a command says so itself. */
  readonly visibility: Visibility | undefined;
}

/** One rule as it was applied. */
export interface AppliedRule {
  readonly rule: AnswerRule;
  readonly said: Message;
  /** It speaks for an answer, or has nothing against one. */
  readonly holds: boolean;
  /** It was the one that mattered. Holds for one rule of a decision. */
  readonly decides: boolean;
}

export interface AnswerDecision {
  readonly answers: boolean;
  /** In the order in which they were applied; what comes behind a refusal is not applied. */
  readonly rules: readonly AppliedRule[];
  readonly decidedBy: AnswerRule;
  /** What the asker is told when they have spoken to us and are not answered; nobody is told of a plain message. */
  readonly refusal: Message | undefined;
}

/**
 * Decides whether something is answered in a place with these settings, and says by which rules. First it must be meant
 * for us: as a direct message, a command, by `answerWhen`, or as a follow-up; the first of these that holds is enough. Then
 * its author must be one who may ask, and the answer one that only those see who may. Pure.
 */
export function decideAnswer(facts: AnswerFacts, settings: EffectiveSettings): AnswerDecision {
  const author = automatic(facts);
  if (!author.holds) return decided([author], author, facts);
  const meant = meantForUs(facts, settings);
  const before = [author, ...meant];
  const forUs = meant.find(({ holds }) => holds);
  if (forUs === undefined) return decided(before, meant.find(({ refuses }) => refuses) ?? author, facts);
  const asker = whoMayAsk(facts, settings);
  if (!asker.holds) return decided([...before, asker], asker, facts);
  const seen = visibility(facts, settings);
  return decided([...before, asker, seen], seen.holds ? forUs : seen, facts);
}

/** Who is to see the answer to a command. A lock of the setting counts for more than what the command says. */
export function visibilityOf(asked: Visibility | undefined, { visibility, locks }: EffectiveSettings): Visibility {
  const isLocked = visibility.value === "asker" && locks.visibility !== undefined;
  return isLocked || asked === undefined ? visibility.value : asked;
}

interface Verdict {
  readonly rule: AnswerRule;
  readonly said: Message;
  readonly holds: boolean;
  /** Where nothing means it for us, it is for this. */
  readonly refuses?: boolean;
  readonly refusal?: MessageKey;
}

/** The rules by which it may be meant for us, up to the first that holds. */
function meantForUs(facts: AnswerFacts, settings: EffectiveSettings): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  for (const judge of [direct, command, answerWhen, threadFollowUps]) {
    // “Commands only” leaves nothing to go on with.
    if (judge === threadFollowUps && settings.answerWhen.value === "commands") break;
    const verdict = judge(facts, settings);
    verdicts.push(verdict);
    if (verdict.holds) break;
  }
  // Follow-ups that are off are the nearer reason than a mention that is missing.
  const last = verdicts.at(-1);
  return last?.rule === "threadFollowUps" && last.refuses === true
    ? verdicts.map((verdict) => (verdict === last ? verdict : { ...verdict, refuses: false }))
    : verdicts;
}

function decided(verdicts: readonly Verdict[], deciding: Verdict, { trigger }: AnswerFacts): AnswerDecision {
  const isAddressed = trigger === "mention" || trigger === "command" || trigger === "direct";
  const { holds, refusal, rule } = deciding;
  return {
    answers: holds,
    rules: verdicts.map((verdict) => ({
      rule: verdict.rule,
      said: verdict.said,
      holds: verdict.holds,
      decides: verdict === deciding,
    })),
    decidedBy: rule,
    refusal: holds || !isAddressed || refusal === undefined ? undefined : say(refusal),
  };
}

function automatic({ isAutomatic }: AnswerFacts): Verdict {
  return isAutomatic
    ? { rule: "automatic", said: say("why.automatic.bot"), holds: false }
    : { rule: "automatic", said: say("why.automatic.person"), holds: true };
}

function direct({ trigger }: AnswerFacts): Verdict {
  const holds = trigger === "direct";
  return { rule: "direct", said: say(holds ? "why.direct.yes" : "why.direct.no"), holds };
}

function command({ trigger }: AnswerFacts): Verdict {
  const holds = trigger === "command";
  return { rule: "command", said: say(holds ? "why.command.yes" : "why.command.no"), holds };
}

function answerWhen({ trigger, isQuestion }: AnswerFacts, settings: EffectiveSettings): Verdict {
  const { value, from } = settings.answerWhen;
  const verdict = (key: MessageKey, holds: boolean): Verdict => ({
    rule: "answerWhen",
    said: said(key, from),
    holds,
    refuses: !holds,
  });
  const isMention = trigger === "mention";
  switch (value) {
    case "mention":
      return verdict(isMention ? "why.answerWhen.mention.yes" : "why.answerWhen.mention.no", isMention);
    case "commands":
      return { ...verdict("why.answerWhen.commands.no", false), refusal: "ask.commandsOnly" };
    case "every":
      if (isMention) return verdict("why.answerWhen.every.mention", true);
      if (isQuestion === undefined) return verdict("why.answerWhen.every.unknown", true);
      return verdict(isQuestion ? "why.answerWhen.every.question" : "why.answerWhen.every.no", isQuestion);
  }
}

function threadFollowUps({ trigger, isOurThread }: AnswerFacts, settings: EffectiveSettings): Verdict {
  const { value, from } = settings.threadFollowUps;
  const rule = "threadFollowUps";
  // A reply to a message of ours goes on with it by itself.
  if (!isOurThread && trigger !== "reply") return { rule, said: say("why.threadFollowUps.elsewhere"), holds: false };
  const key = value ? "why.threadFollowUps.yes" : "why.threadFollowUps.off";
  return { rule, said: said(key, from), holds: value, refuses: !value };
}

function whoMayAsk({ roles, isManager }: AnswerFacts, settings: EffectiveSettings): Verdict {
  const { value, from } = settings.whoMayAsk;
  const verdict = (key: MessageKey, holds = true): Verdict => ({ rule: "whoMayAsk", said: said(key, from), holds });
  if (value.length === 0) return verdict("why.whoMayAsk.everyone");
  if (roles?.some((role) => value.includes(role)) === true) return verdict("why.whoMayAsk.role");
  if (isManager) return verdict("why.whoMayAsk.manager");
  if (roles === undefined) return verdict("why.whoMayAsk.unknown");
  return { ...verdict("why.whoMayAsk.no", false), refusal: "ask.mayNotAsk" };
}

function visibility({ trigger, visibility: asked }: AnswerFacts, settings: EffectiveSettings): Verdict {
  const { value, from } = settings.visibility;
  const verdict = (key: MessageKey, holds = true): Verdict => ({ rule: "visibility", said: said(key, from), holds });
  if (trigger === "command" && asked !== undefined && visibilityOf(asked, settings) === asked)
    return verdict("why.visibility.asked");
  if (value === "public") return verdict("why.visibility.public");
  if (trigger === "direct") return verdict("why.visibility.direct");
  if (trigger === "command") return verdict("why.visibility.command");
  return { ...verdict("why.visibility.no", false), refusal: "ask.privateOnly" };
}

function said(key: MessageKey, from: Scope): Message {
  return say(key, { from: say(`scope.${from}`) });
}
