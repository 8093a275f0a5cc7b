import type { Messenger, Platform } from "../../core/chat.ts";
import type { Clock } from "../../core/clock.ts";
import { AppError } from "../../core/errors.ts";
import { answerJobId, type JobContext, type JobHandlers, type JobQueue } from "../../core/jobs.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { isClosed, type OpenAnswer, type Outbox } from "../../core/outbox.ts";
import { createReplyParts } from "../../core/reply-parts.ts";
import type { AnswerQuestionDeps } from "./answer-question.ts";

export interface SweepAnswersDeps {
  readonly outbox: Outbox;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  /** The platforms that are on. */
  messengerOf(platform: Platform): Messenger | undefined;
  /** Told once about each answer that ended here. */
  onEnd?: AnswerQuestionDeps["onEnd"];
}

/** The id and the payload that the sweep is added with, and how often it runs. */
export const SWEEP = { id: "sweep-answers", payload: { version: 1 }, everyMs: 30_000 } as const;

/** Longer than most answers may take: until then its job is the one to close it, and while that job runs in any case. */
const OVERDUE_AFTER_MS = 5 * 60_000;
/** Answers whose jobs wait out an outage are overdue, too, and must not hide the orphans behind them. */
const MAX_LOOKED_AT = 1_000;
const MAX_AT_ONCE = 20;
const CLOSE_WITHIN_MS = 30_000;

/** Closes the answers that nobody works on any more with a sentence and a button to try again. */
export function createSweepAnswers(deps: SweepAnswersDeps): JobHandlers["sweep"] {
  return async (_payload, context) => {
    const before = deps.clock.now() - OVERDUE_AFTER_MS;
    const open = await deps.outbox.open({ before, limit: MAX_LOOKED_AT });
    for (let from = 0; from < open.length && !context.signal.aborted; from += MAX_AT_ONCE)
      await Promise.all(open.slice(from, from + MAX_AT_ONCE).map((answer) => trySweep(answer, deps, context)));
  };
}

async function trySweep(answer: OpenAnswer, deps: SweepAnswersDeps, context: JobContext): Promise<void> {
  try {
    await sweep(answer, deps, context);
  } catch (error) {
    context.log.warn({ err: error, answerId: answer.answerId }, "an overdue answer could not be closed yet");
  }
}

async function sweep({ channel, answerId }: OpenAnswer, deps: SweepAnswersDeps, context: JobContext): Promise<void> {
  const { outbox, jobs, clock } = deps;
  const record = await outbox.read(channel, answerId);
  // What is left of a digest's slot is for the sweep of the digests.
  if (record === undefined || isClosed(record) || record.digest !== undefined) return;
  const { job } = record;
  if (await jobs.has(job === undefined ? answerId : answerJobId(job))) return;
  if (job === undefined) {
    await outbox.write(channel, answerId, { ...record, state: "failed", updatedAt: clock.now() });
    context.log.warn({ answerId }, "an overdue answer of an older version is given up: what was asked is not known");
    return;
  }
  // A run that was asked for, and whose job was lost before it was added, is still owed. The queue refuses one that ran.
  const { added } = await jobs.add("answer", job, { id: answerJobId(job) });
  if (added) return;
  const messenger = deps.messengerOf(channel.platform);
  if (messenger === undefined) return;
  const parts = await createReplyParts(
    { messenger, outbox, clock, log: context.log },
    { reply: job.reply, record: { job } },
  );
  if (parts.isClosed) return;
  try {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(CLOSE_WITHIN_MS)]);
    await parts.abandon(translate(say("answer.interrupted"), job.reply.language ?? "en"), { signal });
    context.log.warn({ answerId }, "an overdue answer that nobody worked on was closed");
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    await parts.giveUp();
    context.log.warn({ err: error, code: error.code, answerId }, "an overdue answer is given up: nobody can be told");
  }
  deps.onEnd?.({ platform: channel.platform, outcome: "INTERNAL", durationMs: clock.now() - job.receivedAt });
}
