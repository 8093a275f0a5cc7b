import { z } from "zod";
import type { Language } from "./messages/language.ts";

/** The chat platforms Footnote speaks. Adding one makes every `Record<Platform, …>` fail to compile until it is wired. */
export const PLATFORMS = ["discord", "slack", "web"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** A place people talk: a Discord channel or thread parent, a Slack conversation, a web channel. */
export interface ChannelRef {
  readonly platform: Platform;
  /** Discord guild id, Slack team id, or `web`. A direct message on Discord uses `dm`. */
  readonly workspaceId: string;
  readonly channelId: string;
  /** The category it stands in (Discord), as far as its settings are concerned; no part of its identity. */
  readonly categoryId?: string | undefined;
}

export const channelSchema = z.object({
  platform: z.enum(PLATFORMS),
  workspaceId: z.string(),
  channelId: z.string(),
  categoryId: z.string().optional(),
}) satisfies z.ZodType<ChannelRef>;

export interface UserRef {
  readonly id: string;
  /** What people see; never used to decide anything. */
  readonly name?: string | undefined;
}

/** Who may see an answer. `asker` is a private answer. */
export type Visibility = "public" | "asker";

/** Whether an answer stands in a thread of its own or in the channel. What was asked in a thread is answered there. */
export const PLACEMENTS = ["thread", "channel"] as const;
export type Placement = (typeof PLACEMENTS)[number];

/**
 * Where an answer goes. `placement` is what the channel's settings want; absent: the platform's habit.
 *
 * `message`: under a message that anybody with the bot token may answer (a mention, a DM, typing on the web).
 * `interaction`: to a slash command. `token` is a bearer secret (Discord interaction token, Slack `response_url`),
 * never logged, and worthless after `expiresAt` (Unix ms), when a public answer goes to the channel instead.
 * `channel`: to the channel, unasked (a digest). In `thread` layout part 0 stands in the channel and the others in its
 * thread; `together` all of them stand in the channel. A forum channel gets a post of the title and the tag.
 */
export type ReplyTarget =
  | {
      readonly kind: "message";
      readonly channel: ChannelRef;
      /** The message that asked. */
      readonly messageId: string;
      /** The thread the answer belongs in, where the platform has one for it (Slack: `thread_ts ?? ts`). */
      readonly threadId?: string | undefined;
      readonly placement?: Placement | undefined;
    }
  | {
      readonly kind: "interaction";
      readonly channel: ChannelRef;
      readonly interactionId: string;
      /** The thread the command was used in, where the platform's threads take commands (Discord). */
      readonly threadId?: string | undefined;
      readonly token: string;
      readonly expiresAt: number;
      readonly visibility: Visibility;
      readonly placement?: Placement | undefined;
    }
  | {
      readonly kind: "channel";
      readonly channel: ChannelRef;
      readonly threadId?: undefined;
      readonly layout: "together" | "thread";
      /** Of the post in a forum channel. */
      readonly title: string;
      readonly forumTag?: string | undefined;
      /** Publish to the servers that follow an announcement channel, once it is whole. */
      readonly isCrossposted: boolean;
    };

/** One answer as the platform sees it: what asked, and where the parts go. Part of a job, so any worker can post it. */
export interface Reply {
  /** The answer's id; with a part's number it is the idempotency key of that part's message. */
  readonly id: string;
  readonly target: ReplyTarget;
  readonly asker: UserRef;
  readonly question: string;
  /** What Footnote's own words under it are in; absent: English. */
  readonly language?: Language | undefined;
}

/**
 * A message the platform has accepted. Serialisable: the outbox keeps it, and another process may edit it.
 * `live` says that the platform still shows it as growing (a Slack stream), so its end must be told. A live message has no
 * controls.
 */
export interface MessageRef {
  readonly platform: Platform;
  readonly channelId: string;
  readonly messageId: string;
  readonly threadId?: string | undefined;
  readonly live?: boolean | undefined;
}

export const messageRefSchema = z.object({
  platform: z.enum(PLATFORMS),
  channelId: z.string(),
  messageId: z.string(),
  threadId: z.string().optional(),
  live: z.boolean().optional(),
}) satisfies z.ZodType<MessageRef>;

/**
 * What people may do with an answer: stop it while it grows, try again after an error, have it written anew. Only the
 * asker and channel managers may, which the feature checks and not the button. `resume` stands under the news that a
 * digest is paused, and is for channel managers.
 */
export const ANSWER_CONTROLS = ["stop", "retry", "regenerate", "resume"] as const;
export type AnswerControl = (typeof ANSWER_CONTROLS)[number];

/** What people can say of a digest or one of its items with one press. */
export const FEEDBACK_VALUES = ["up", "down"] as const;
export type FeedbackValue = (typeof FEEDBACK_VALUES)[number];

/**
 * One part of an answer, in Markdown. A `placeholder` says that the answer is being worked on, and other words take its
 * place; `partial` text will grow; `final` text is what stays.
 */
export interface OutgoingMessage {
  readonly markdown: string;
  readonly state: "placeholder" | "partial" | "final";
  /** Buttons under this part, where the platform can show them. Absent: none, and earlier ones go. */
  readonly controls?: readonly AnswerControl[] | undefined;
  /**
   * The text has been growing for so long that people must be able to use its controls, also where a platform's way of
   * showing growth takes none: then it is shown in another way.
   */
  readonly needsControls?: boolean | undefined;
  /**
   * Thumbs under this part, where the platform can show them: for each of these items, by the numbers that the text
   * gives them; without items for the whole. Absent: none.
   */
  readonly feedback?: { readonly items: readonly number[] } | undefined;
}

/** What an asker can be shown before the first word. */
export type AnswerStage = "searching" | "writing";

export interface MessageLimits {
  /** The most `measure` may return for one part. */
  readonly maxLength: number;
  /** Length of Markdown once it is in the platform's own format. */
  measure(markdown: string): number;
  /** The shortest time between two edits of one message, in milliseconds. */
  readonly editIntervalMs: number;
  /**
   * How long nothing of this answer may be seen before a placeholder with a Stop button is posted in its place.
   * Undefined where no placeholder can become the answer.
   */
  placeholderAfterMs?(reply: Reply): number | undefined;
}

/** How a change of what the platform shows may end before it is done. */
export interface SendContext {
  /** Which part of the answer it is about, 0-based. */
  readonly part: number;
  readonly signal: AbortSignal;
  /**
   * When it aborts, a change that has not been begun, because the platform's limits hold it up, is given up with
   * PLATFORM_RATE_LIMITED. One under way goes on. Absent: it waits as long as the signal lets it.
   */
  readonly patience?: AbortSignal | undefined;
}

/**
 * Outbound half of a platform. Works from a REST token alone, so a worker without a gateway has one too.
 * Every call converts Markdown to the platform's format, pings nobody, shows no link previews, and throws
 * {@link import("./errors.ts").PlatformError}.
 */
export interface Messenger {
  readonly limits: MessageLimits;
  /**
   * Posts part `part` (0-based) of an answer and returns what was posted. Part 0 goes to the reply target itself,
   * later parts follow it. `previous` is the part before, when there is one; `insteadOf` stood in its place and has been
   * deleted, so that this is no repetition of the post that made it.
   */
  post(
    reply: Reply,
    message: OutgoingMessage,
    context: SendContext & {
      readonly previous?: MessageRef | undefined;
      readonly insteadOf?: MessageRef | undefined;
    },
  ): Promise<MessageRef>;
  /** Replaces the whole text of a posted part. Safe to repeat. Returns the ref to keep: it changes when a live message ends. */
  edit(reply: Reply, ref: MessageRef, message: OutgoingMessage, context: SendContext): Promise<MessageRef>;
  /**
   * Looks for part `part` after a post whose outcome is unknown: by the platform's own record, never by memory. Resolves
   * with what stands there, or undefined when it certainly is not there. Throws PlatformError when that cannot be told.
   * `sentAt` (Unix ms) is when the first such post was begun.
   */
  find(
    reply: Reply,
    context: {
      readonly part: number;
      readonly previous?: MessageRef | undefined;
      readonly sentAt: number;
      readonly signal: AbortSignal;
    },
  ): Promise<MessageRef | undefined>;
  /** Shows that work is going on (typing, a status line). Best effort: never throws, and needs no undoing. */
  indicate(reply: Reply, stage: AnswerStage, context: { readonly signal: AbortSignal }): Promise<void>;
  /** Removes a part that is no longer needed. A message that is already gone is no error. */
  remove(reply: Reply, ref: MessageRef, context: { readonly signal: AbortSignal }): Promise<void>;
  /**
   * A channel as it stands now: one that is known from earlier may have been moved to another category. What cannot be
   * seen by us stays as it was given. Throws PlatformError.
   */
  locate(channel: ChannelRef, context: { readonly signal: AbortSignal }): Promise<ChannelRef>;
}

/** A stable text for one channel, used in keys and logs. */
export function channelKey({ platform, workspaceId, channelId }: ChannelRef): string {
  return `${platform}:${workspaceId}:${channelId}`;
}

/** The hash tag of everything that belongs to one workspace: all keys with it live on one Redis Cluster slot. */
export function workspaceKey({ platform, workspaceId }: Pick<ChannelRef, "platform" | "workspaceId">): string {
  return `${platform}-${workspaceId}`;
}

/** Whether a channel belongs to people who share it: Discord puts everybody's direct messages under one name. */
export function hasWorkspace({ platform, workspaceId }: Pick<ChannelRef, "platform" | "workspaceId">): boolean {
  return platform !== "discord" || workspaceId !== "dm";
}
