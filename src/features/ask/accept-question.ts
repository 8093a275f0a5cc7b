import type { Platform, ReplyTarget } from "../../core/chat.ts";
import type { CommandCall } from "../../core/commands.ts";
import { type AnswerDecision, visibilityOf } from "../../core/decide-answer.ts";
import type { SlotLog } from "../../core/digest-slot.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import type { JobQueue } from "../../core/jobs.ts";
import { say } from "../../core/messages/message.ts";
import { MAX_QUESTION_LENGTH } from "../../core/question-length.ts";
import type { SearchServiceName } from "../../core/search-service.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import { checkSitesOf } from "../check-narrowing.ts";
import type { PlaceSettings } from "../read-effective-settings.ts";
import { parseAskedSites } from "../sources/parse-asked-sites.ts";
import { askedVisibility } from "./asked-visibility.ts";
import { conversationIds, type DecideQuestionDeps, decideQuestion, triggerOf } from "./decide-question.ts";
import { imagesToRead } from "./images-to-read.ts";
import { itemsAskedAbout } from "./items-asked-about.ts";

export interface AcceptQuestionDeps extends DecideQuestionDeps {
  readonly jobs: JobQueue;
  /** The services this install offers, the default first. */
  readonly searchServices: readonly SearchServiceName[];
  readonly slots: Pick<SlotLog, "ofMessage">;
  /** Told once about each question that became a job. */
  onAccepted?(platform: Platform): void;
}

type AskOptions = Extract<CommandCall, { name: "ask" }>["options"];

/**
 * Makes a question a durable job, where the settings of its place let it be answered. A delivery of the same event again is
 * the same job, and accepted just so. What is not answered is ignored without a word, unless somebody has spoken to us: then
 * it throws UserInputError with the sentence for them.
 */
export async function acceptQuestion(
  invocation: Invocation,
  { options, settings }: { readonly options: AskOptions; readonly settings: PlaceSettings },
  deps: AcceptQuestionDeps,
): Promise<Outcome> {
  const decision = await decideQuestion(invocation, settings.effective, deps);
  if (!decision.answers) return refuse(decision);
  const question = (options.question ?? "").trim();
  const fault = faultOf(question);
  if (fault !== undefined) {
    // Nobody has spoken to us: an image alone, or an essay, is no question.
    if (isPlain(invocation)) return { kind: "ignored" };
    throw fault;
  }
  const sites = parseAskedSites(options.sites, settings.siteLists);
  const effective = settings.narrowedTo(sites);
  if (sites.length > 0) checkSitesOf(effective, deps.searchServices);
  const about = await itemsAskedAbout(invocation, question, deps);
  const target = toTarget(invocation.replyTo, options, effective);
  const goesOnWith = conversationIds(invocation);
  const images = imagesToRead(invocation, effective);
  const { language = "en", locale } = invocation;
  const { added } = await deps.jobs.add(
    "answer",
    {
      version: 1,
      reply: {
        id: invocation.id,
        target,
        asker: invocation.asker,
        question,
        ...(language === "en" ? {} : { language }),
      },
      ...(about.length === 0 ? {} : { about }),
      ...(goesOnWith.length === 0 ? {} : { goesOnWith: [...goesOnWith] }),
      ...(images.length === 0 ? {} : { images: [...images] }),
      sites: [...sites],
      receivedAt: invocation.receivedAt,
      ...(locale === undefined ? {} : { locale }),
    },
    { id: invocation.id },
  );
  if (added) deps.onAccepted?.(invocation.channel.platform);
  return isMadePrivate(target, invocation.replyTo) ? { kind: "accepted", visibility: "asker" } : { kind: "accepted" };
}

function refuse({ refusal }: AnswerDecision): Outcome {
  if (refusal === undefined) return { kind: "ignored" };
  throw new UserInputError(refusal, { code: "INPUT_FORBIDDEN" });
}

function faultOf(question: string): UserInputError | undefined {
  if (question === "") return new UserInputError(say("ask.empty"));
  if (question.length <= MAX_QUESTION_LENGTH) return undefined;
  return new UserInputError(say("ask.tooLong", { max: String(MAX_QUESTION_LENGTH), length: String(question.length) }));
}

function isPlain(invocation: Invocation): boolean {
  const trigger = triggerOf(invocation);
  return trigger === "message" || trigger === "reply";
}

/** Where the answer goes, and who sees it. What its platform has made private already stays private. */
function toTarget(target: ReplyTarget, options: AskOptions, settings: EffectiveSettings): ReplyTarget {
  const placement = settings.answerWhere.value;
  switch (target.kind) {
    case "message":
      return { ...target, placement };
    case "interaction": {
      const visibility = visibilityOf(askedVisibility(options), settings);
      return { ...target, placement, visibility: target.visibility === "asker" ? "asker" : visibility };
    }
    case "channel":
      return target;
  }
}

function isMadePrivate(target: ReplyTarget, before: ReplyTarget): boolean {
  return (
    target.kind === "interaction" &&
    before.kind === "interaction" &&
    target.visibility === "asker" &&
    before.visibility === "public"
  );
}
