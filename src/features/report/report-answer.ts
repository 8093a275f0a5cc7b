import { countVotes } from "../../core/answer-feedback.ts";
import { type CommandCall, FEEDBACK_REASONS } from "../../core/commands.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Invocation, Outcome } from "../../core/invocation.ts";
import { anyOf, say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { notExcluded, offerExclusions, sitesOf } from "../sources/offer-exclusions.ts";
import { type AnswerFeedbackDeps, keepingFor, knownAnswer } from "./answer-feedback-deps.ts";

type ReportCall = Extract<CommandCall, { name: "report" }>;

/**
 * Keeps what was wrong with an answer. Of wrong sources, who manages the channel is offered to exclude each; what others
 * report is kept for the managers. Throws UserInputError; then nothing has changed.
 */
export async function reportAnswer(
  invocation: Invocation,
  { options }: ReportCall,
  deps: AnswerFeedbackDeps,
): Promise<Outcome> {
  const { channel, asker, receivedAt: at, language = "en" } = invocation;
  const reason = FEEDBACK_REASONS.find((known) => known === options.reason?.trim().toLowerCase());
  if (reason === undefined) throw new UserInputError(say("report.reason.unknown", { known: anyOf(FEEDBACK_REASONS) }));
  const { answer: named = "" } = options;
  const votes = named === "" ? [] : await deps.answerFeedback.read(channel, named);
  const mine = votes.find(({ userId }) => userId === asker.id);
  const answerId = mine?.answerId ?? named;
  const record = named === "" ? undefined : await knownAnswer(invocation, answerId, deps);
  if (record === undefined && mine === undefined) throw new UserInputError(say("report.unknown"));
  if (record !== undefined && record.state !== "final") throw new UserInputError(say("report.unfinished"));
  const run = record?.job?.run ?? countVotes(votes).run;
  const keepMs = await keepingFor(invocation, deps);
  await deps.answerFeedback.put(channel, { answerId, userId: asker.id, value: "down", reason, run, at, keepMs });
  if (reason !== "source") return { kind: "reply", markdown: translate(say("report.thanks"), language) };
  return reportSources(invocation, { urls: record?.sources, keepMs }, deps);
}

async function reportSources(
  invocation: Invocation,
  { urls, keepMs }: { readonly urls: readonly string[] | undefined; readonly keepMs: number },
  deps: AnswerFeedbackDeps,
): Promise<Outcome> {
  const { channel, replyTo, asker, receivedAt: at, language = "en" } = invocation;
  const reply = (key: "forgotten" | "none" | "excluded" | "choose" | "byHand" | "recorded", sites = "") =>
    ({ kind: "reply", markdown: translate(say(`report.sources.${key}`, { sites }), language) }) as const;
  if (urls === undefined) return reply("forgotten");
  if (urls.length === 0) return reply("none");
  const layers = await deps.settings.read(channel, replyTo.threadId);
  const chain = { install: deps.install, platform: channel.platform, ...layers };
  const sites = notExcluded(sitesOf(urls), chain);
  if (sites.length === 0) return reply("excluded");
  if (!(await invocation.mayManage("channel"))) {
    await deps.answerFeedback.report(channel, { hosts: sites, userId: asker.id, at, keepMs });
    return reply("recorded", sites.join(", "));
  }
  const buttons = offerExclusions(sites, { chain, language, deps });
  return buttons.length === 0 ? reply("byHand", sites.join(", ")) : { ...reply("choose"), buttons };
}
