import type { ChannelRef, FeedbackValue } from "./chat.ts";
import type { FeedbackReason } from "./commands.ts";

/** What one person thinks of one answer. */
export interface AnswerVote {
  readonly answerId: string;
  readonly userId: string;
  readonly value: FeedbackValue;
  /** What was wrong, once they have said it. */
  readonly reason?: FeedbackReason | undefined;
  /** Which writing of the answer it is about: a retry or a regeneration starts anew. */
  readonly run: number;
  /** Unix ms. */
  readonly at: number;
}

/** A site that people of a channel have called wrong. */
export interface ReportedSite {
  readonly host: string;
  /** How many people have. */
  readonly count: number;
  /** When one of them last did, Unix ms. */
  readonly at: number;
}

/** A person's report of the sites of one answer. */
export interface SiteReport {
  readonly hosts: readonly string[];
  readonly userId: string;
  /** Unix ms. */
  readonly at: number;
}

/** How long it is remembered. */
export interface Keeping {
  readonly keepMs: number;
}

/** What people think of answers, and which sites they call wrong. */
export interface AnswerFeedback {
  /** Replaces the same person's vote on the same answer. */
  put(channel: ChannelRef, vote: AnswerVote & Keeping): Promise<void>;
  /** One vote of each person, the newest first. The answer is named by its id or its {@link answerRef}. */
  read(channel: ChannelRef, answer: string): Promise<readonly AnswerVote[]>;
  /** Each person counts once for each site. */
  report(channel: ChannelRef, report: SiteReport & Keeping): Promise<void>;
  /** Of a channel, the site that most people report first, and of those the newest. */
  reported(channel: ChannelRef): Promise<readonly ReportedSite[]>;
}

/** What a button's command has room for. */
const MAX_REF_LENGTH = 48;

/** A short name of an answer: the end of its id, which is where ids differ. */
export function answerRef(answerId: string): string {
  return answerId.slice(-MAX_REF_LENGTH);
}

/** The votes that count: those on the newest writing, and how many there are of each. */
export function countVotes(votes: readonly AnswerVote[]): {
  readonly up: number;
  readonly down: number;
  /** The newest writing that somebody has judged. */
  readonly run: number;
} {
  const run = votes.reduce((newest, vote) => Math.max(newest, vote.run), 0);
  const counted = votes.filter((vote) => vote.run === run);
  const up = counted.filter(({ value }) => value === "up").length;
  return { up, down: counted.length - up, run };
}

/** What is reported of each site, from the reports of single people. */
export function sumReports(
  reports: readonly { readonly host: string; readonly userId: string; readonly at: number }[],
): readonly ReportedSite[] {
  const byHost = new Map<string, { readonly users: Set<string>; at: number }>();
  for (const { host, userId, at } of reports) {
    const sum = byHost.get(host) ?? { users: new Set(), at };
    sum.users.add(userId);
    sum.at = Math.max(sum.at, at);
    byHost.set(host, sum);
  }
  return [...byHost]
    .map(([host, { users, at }]) => ({ host, count: users.size, at }))
    .sort((a, b) => b.count - a.count || b.at - a.at);
}
