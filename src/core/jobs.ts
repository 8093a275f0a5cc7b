import { z } from "zod";
import { channelSchema, PLACEMENTS, PLATFORMS, type Reply, type ReplyTarget } from "./chat.ts";
import type { Logger } from "./logger.ts";
import { LANGUAGES } from "./messages/language.ts";

const replyTargetSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message"),
    channel: channelSchema,
    messageId: z.string(),
    threadId: z.string().optional(),
    placement: z.enum(PLACEMENTS).optional(),
  }),
  z.object({
    kind: z.literal("interaction"),
    channel: channelSchema,
    interactionId: z.string(),
    threadId: z.string().optional(),
    token: z.string(),
    expiresAt: z.number(),
    visibility: z.enum(["public", "asker"]),
    placement: z.enum(PLACEMENTS).optional(),
  }),
  z.object({
    kind: z.literal("channel"),
    channel: channelSchema,
    threadId: z.undefined().optional(),
    layout: z.enum(["together", "thread"]),
    title: z.string(),
    forumTag: z.string().optional(),
    isCrossposted: z.boolean(),
  }),
]) satisfies z.ZodType<ReplyTarget>;

const replySchema = z.object({
  id: z.string(),
  target: replyTargetSchema,
  asker: z.object({ id: z.string(), name: z.string().optional() }),
  question: z.string(),
  language: z.enum(LANGUAGES).optional(),
}) satisfies z.ZodType<Reply>;

const digestJobSchema = z.object({
  version: z.literal(1),
  platform: z.enum(PLATFORMS),
  workspaceId: z.string(),
  digestId: z.string(),
});

const answerJobSchema = z.object({
  version: z.literal(1),
  reply: replySchema,
  /** What it was asked about, when it was asked under a digest: the item it names, or all of them. */
  about: z.array(z.object({ title: z.string(), url: z.string(), summary: z.string() })).optional(),
  /** The threads and messages that it goes on with: ids of {@link import("./conversation.ts").ConversationStore}. */
  goesOnWith: z.array(z.string()).optional(),
  /** Images of the question, as https or data URLs, where they are read. */
  images: z.array(z.string()).optional(),
  /** The sites this one question was narrowed to, already normalised. */
  sites: z.array(z.string()).default([]),
  /** Unix ms. */
  receivedAt: z.number(),
  locale: z.string().optional(),
  /** How often the same answer had been asked for before, by a retry or a regeneration. Absent: never. */
  run: z.number().optional(),
});

/** Every job by name. A payload outlives deploys: it carries a version, and is parsed when it leaves the queue. */
export const jobSchemas = {
  answer: answerJobSchema,
  /** Closes answers that nobody works on any more. */
  sweep: z.object({ version: z.literal(1) }),
  /** A digest's scheduler has fired: every slot that is due gets its job, or is recorded as skipped. */
  "digest-due": digestJobSchema,
  /** One slot of a digest: found, claimed, posted. */
  "digest-slot": digestJobSchema.extend({
    /** Unix ms. */
    slot: z.number(),
    /** A manager asked for it: it is never late. */
    isManual: z.boolean().default(false),
  }),
  /** Takes up again the slots that nobody works on any more. */
  "digest-sweep": z.object({ version: z.literal(1) }),
  /** What a digest would post now, shown to one person. */
  "digest-preview": digestJobSchema.extend({ reply: replySchema }),
} as const;

export type JobName = keyof typeof jobSchemas;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobSchemas)[Name]>;

/** The id in the queue of an answer's job: every run of the same answer has its own. */
export function answerJobId({ reply, run = 0 }: Pick<JobPayload<"answer">, "reply" | "run">): string {
  return run === 0 ? reply.id : `${reply.id}-r${run}`;
}

export interface JobContext {
  /** 1 on the first run; a run after a crash counts too. */
  readonly attempt: number;
  /** No retry follows: the asker must be told now. */
  readonly isLastAttempt: boolean;
  /** Aborts at the job's deadline and when the process shuts down. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** A missing handler does not compile. */
export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>, context: JobContext) => Promise<void>;
};

export interface JobQueue {
  /** Adds the job again and again, once for all processes; asking twice changes nothing but the interval. */
  every<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options: { readonly id: string; readonly everyMs: number },
  ): Promise<void>;
  /**
   * Adds the job whenever the cron expression is due in its time zone, once for all processes; the slots are those of
   * {@link import("./digest-schedule.ts").nextSlots}, and by no worker's clock it runs before its slot. After an outage it
   * runs once, however many slots have passed. Asking again replaces the times; the same times change nothing, so that
   * what is overdue is not lost. Throws UserInputError as `nextSlots` does.
   */
  schedule<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options: { readonly id: string; readonly cron: string; readonly timeZone: string },
  ): Promise<void>;
  /** Ends what `schedule` began with this id. */
  unschedule(id: string): Promise<void>;
  /** Whether the job that was added with this id still waits, runs or will be run again. */
  has(id: string): Promise<boolean>;
  /**
   * Resolves when the job is durable; it runs after `delayMs` at the earliest. The same id again within 25 h adds nothing:
   * `added` is then false. Rejects with StoreError within 2 s when Redis is away.
   */
  add<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options: { readonly id: string; readonly delayMs?: number },
  ): Promise<{ readonly added: boolean }>;
}
