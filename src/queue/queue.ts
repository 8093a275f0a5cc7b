import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { Queue } from "bullmq";
import type { JobQueue } from "../core/jobs.ts";
import type { Logger } from "../core/logger.ts";
import { DEFAULT_PREFIX, QUEUE_NAME, RETRY_TYPE } from "./queue-name.ts";
import type { RedisAccess } from "./redis-access.ts";
import { nextOfSchedule } from "./repeat-strategy.ts";
import { ATTEMPTS, attemptsOf } from "./retry-delay.ts";

const HOUR_MS = 60 * 60 * 1_000;
/** Longer than the 25 h in which Slack redelivers (Delayed Events). https://docs.slack.dev/apis/events-api/ */
const REFUSE_REPEATS_FOR_MS = 26 * HOUR_MS;
/** The next run is the retry, and nobody looks at the one before. */
const RECURRING_JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: { count: 10 } } as const;
/** A run that fails is tried again: its slots are due now, and the next run may be a week away. */
const SCHEDULED_JOB_OPTIONS = { removeOnComplete: true } as const;
const ENDED_STATES: ReadonlySet<string> = new Set(["completed", "failed", "unknown"]);

interface Schedule {
  readonly name: string;
  readonly payload: unknown;
  readonly cron: string;
  readonly timeZone: string;
}

export interface JobQueueOptions {
  /** A hash tag, so that all keys of the queue are on one Redis Cluster slot. */
  readonly prefix?: string;
}

/**
 * The job queue on BullMQ: one script call per job.
 *
 * The caller's id is BullMQ's deduplication id, and each call brings a job id of its own: the script that adds the job
 * answers with the id of the job that holds the deduplication id, so a foreign id means that the job was there already.
 * No check precedes the write, hence no race; the id stays taken for 26 h, however soon finished jobs are removed.
 */
export function createJobQueue(
  { connection, log }: { readonly connection: RedisAccess; readonly log: Logger },
  { prefix = DEFAULT_PREFIX }: JobQueueOptions = {},
): JobQueue & { close(): Promise<void> } {
  let hasFailedToStart = false;
  let queue = open();

  return {
    async add(name, payload, { id, delayMs = 0 }) {
      // The token only has to differ from every other call's.
      const jobId = `${id}.${randomUUID()}`;
      const deduplication = { id, ttl: REFUSE_REPEATS_FOR_MS };
      const options = { jobId, deduplication, delay: delayMs, attempts: attemptsOf(name) };
      const job = await connection.run(() => current().add(name, payload, options));
      return { added: job.id === jobId };
    },
    async every(name, payload, { id, everyMs }) {
      const template = { name, data: payload, opts: RECURRING_JOB_OPTIONS };
      await connection.run(() => current().upsertJobScheduler(id, { every: everyMs }, template));
    },
    async schedule(name, payload, { id, cron, timeZone }) {
      // What is due and waits for a worker would be lost if its schedule were replaced by the same one.
      if (await isScheduled(id, { name, payload, cron, timeZone })) return;
      const template = { name, data: payload, opts: SCHEDULED_JOB_OPTIONS };
      const next = await connection.run(() =>
        current().upsertJobScheduler(id, { pattern: cron, tz: timeZone }, template),
      );
      // BullMQ leaves the times as they were when the new ones have no next.
      if (next === undefined) await connection.run(() => current().removeJobScheduler(id));
    },
    async unschedule(id) {
      await connection.run(() => current().removeJobScheduler(id));
    },
    async has(id) {
      const jobId = await connection.run(() => current().getDeduplicationJobId(id));
      // The id stays taken for longer than the job is kept; a job that is gone has ended.
      return jobId !== null && !ENDED_STATES.has(await connection.run(() => current().getJobState(jobId)));
    },
    async close() {
      await queue.close();
    },
  };

  async function isScheduled(id: string, wanted: Schedule): Promise<boolean> {
    const there = await connection.run(() => current().getJobScheduler(id));
    if (
      there?.next === undefined ||
      there.pattern !== wanted.cron ||
      there.tz !== wanted.timeZone ||
      there.name !== wanted.name ||
      !isDeepStrictEqual(there.template?.data, wanted.payload)
    )
      return false;
    const state = await connection.run(() => current().getJobState(`repeat:${id}:${there.next}`));
    return !ENDED_STATES.has(state);
  }

  function current(): Queue {
    if (hasFailedToStart) queue = open();
    return queue;
  }

  function open(): Queue {
    hasFailedToStart = false;
    const opened = new Queue(QUEUE_NAME, {
      connection: connection.redis,
      prefix,
      // Nobody reads BullMQ's event stream; short, it costs little memory, and little time in the in-process server.
      streams: { events: { maxLen: 100 } },
      settings: { repeatStrategy: nextOfSchedule },
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: RETRY_TYPE },
        // A finished job has no use but to be looked at, and holds a question: the outbox knows what became of it.
        removeOnComplete: { age: HOUR_MS / 1_000, count: 1_000 },
        removeOnFail: { age: (7 * 24 * HOUR_MS) / 1_000, count: 10_000 },
      },
    });
    // BullMQ repeats the connection's own errors here, and the connection has logged them already.
    opened.on("error", ({ message }) => log.debug({ reason: message }, "the job queue reports an error"));
    // BullMQ looks at Redis once when it starts, and when that fails it refuses every job for ever.
    opened.waitUntilReady().catch(() => {
      hasFailedToStart = true;
    });
    return opened;
  }
}
