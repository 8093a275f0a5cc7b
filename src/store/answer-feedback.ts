import { z } from "zod";
import { type AnswerFeedback, answerRef, sumReports } from "../core/answer-feedback.ts";
import { type ChannelRef, FEEDBACK_VALUES, workspaceKey } from "../core/chat.ts";
import { FEEDBACK_REASONS } from "../core/commands.ts";
import type { Logger } from "../core/logger.ts";
import type { RedisConnection } from "./connect-redis.ts";
import { keepInHash } from "./keep-in-hash.ts";
import { parseRow, skipUnreadable } from "./parse-row.ts";

const voteSchema = z.object({
  version: z.literal(1),
  answerId: z.string(),
  userId: z.string(),
  value: z.enum(FEEDBACK_VALUES),
  reason: z.enum(FEEDBACK_REASONS).optional(),
  run: z.int(),
  at: z.number(),
});

const reportSchema = z.object({
  version: z.literal(1),
  host: z.string(),
  userId: z.string(),
  at: z.number(),
  /** Unix ms. */
  until: z.number(),
});

/**
 * Feedback on answers in Redis: a hash for each answer, a field for each person; and a hash for each channel, a field
 * for each site and person who reports it. They go with their time to live; a report in a hash that lives on, when it is
 * read after its own.
 */
export function createAnswerFeedback({
  connection,
  clock,
  log,
}: {
  readonly connection: RedisConnection;
  readonly clock: { now(): number };
  readonly log: Logger;
}): AnswerFeedback {
  return {
    async put(channel, { keepMs, ...vote }) {
      const key = voteKey(channel, vote.answerId);
      const row = JSON.stringify(voteSchema.parse({ version: 1, ...vote }));
      await keepInHash(connection, key, { fields: { [vote.userId]: row }, keepMs });
    },

    async read(channel, answer) {
      const key = voteKey(channel, answer);
      const rows = await connection.run((redis) => redis.hvals(key));
      return rows
        .flatMap((row) => skipUnreadable(log, () => parseRow(voteSchema, key, row)) ?? [])
        .map(({ version: _, ...vote }) => vote)
        .sort((a, b) => b.at - a.at);
    },

    async report(channel, { hosts, userId, at, keepMs }) {
      const key = reportKey(channel);
      const fields = hosts.map((host): [string, string] => {
        const row = reportSchema.parse({ version: 1, host, userId, at, until: at + keepMs });
        return [`${host} ${userId}`, JSON.stringify(row)];
      });
      if (fields.length === 0) return;
      await keepInHash(connection, key, { fields: Object.fromEntries(fields), keepMs });
    },

    async reported(channel) {
      const key = reportKey(channel);
      const rows = await connection.run((redis) => redis.hvals(key));
      const reports = rows.flatMap((row) => skipUnreadable(log, () => parseRow(reportSchema, key, row)) ?? []);
      return sumReports(reports.filter(({ until }) => until > clock.now()));
    },
  };
}

function voteKey(channel: ChannelRef, answer: string): string {
  return `footnote:{${workspaceKey(channel)}}:answer-feedback:${answerRef(answer)}`;
}

function reportKey(channel: ChannelRef): string {
  return `footnote:{${workspaceKey(channel)}}:reported-sites:${channel.channelId}`;
}
