import {
  type AnswerFeedback,
  type AnswerVote,
  answerRef,
  type SiteReport,
  sumReports,
} from "../../src/core/answer-feedback.ts";
import { type ChannelRef, channelKey, workspaceKey } from "../../src/core/chat.ts";

/** Feedback on answers in memory. */
export function createMemoryAnswerFeedback({ now }: { now(): number }): AnswerFeedback {
  const answers = new Map<string, Map<string, { readonly vote: AnswerVote; readonly until: number }>>();
  const reports: { readonly key: string; readonly report: SiteReport; readonly until: number }[] = [];
  const answerKey = (channel: ChannelRef, answer: string) => `${workspaceKey(channel)} ${answerRef(answer)}`;
  return {
    async put(channel, { keepMs, ...vote }) {
      const key = answerKey(channel, vote.answerId);
      const votes = answers.get(key) ?? new Map<string, { readonly vote: AnswerVote; readonly until: number }>();
      answers.set(key, votes);
      votes.set(vote.userId, { vote: { ...vote }, until: now() + keepMs });
    },
    async read(channel, answer) {
      const votes = [...(answers.get(answerKey(channel, answer))?.values() ?? [])];
      return votes
        .filter(({ until }) => until > now())
        .map(({ vote }) => vote)
        .toSorted((a, b) => b.at - a.at);
    },
    async report(channel, { keepMs, ...report }) {
      reports.push({ key: channelKey(channel), report, until: report.at + keepMs });
    },
    async reported(channel) {
      const open = reports.filter(({ key, until }) => key === channelKey(channel) && until > now());
      return sumReports(
        open.flatMap(({ report: { hosts, userId, at } }) => hosts.map((host) => ({ host, userId, at }))),
      );
    },
  };
}
