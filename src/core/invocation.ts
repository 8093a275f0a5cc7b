import type { AnswerControl, ChannelRef, FeedbackValue, ReplyTarget, UserRef } from "./chat.ts";
import type { CommandCall } from "./commands.ts";

/** Where a setting may be changed from chat today. */
export type ManagedScope = "channel" | "workspace";

/** A button under an answer was pressed. */
export interface ControlCall {
  readonly name: "control";
  readonly control: AnswerControl;
  /** The answer's id ({@link import("./chat.ts").Reply}). */
  readonly answerId: string;
}

/** A thumb under a digest was pressed. */
export interface FeedbackCall {
  readonly name: "feedback";
  /** The digest's post ({@link import("./chat.ts").Reply}). */
  readonly answerId: string;
  /** The item's number in the text; absent: on the whole. */
  readonly item?: number | undefined;
  readonly value: FeedbackValue;
}

/** Something a person asked of the bot, parsed from one platform event. */
export interface Invocation {
  /**
   * Same for every delivery of the same event; letters, digits and `-` only, never digits alone
   * (it becomes a BullMQ job id, which refuses `:` and integers).
   */
  readonly id: string;
  readonly channel: ChannelRef;
  readonly asker: UserRef;
  readonly replyTo: ReplyTarget;
  /**
   * What it was said under, where the platform tells: the message it replies to, and the thread it stands in. A thread
   * has the id of the message it hangs from. On the web it is the post nobody asked for that the person has chosen, or
   * that stands last in the channel.
   */
  readonly inReplyTo?: { readonly messageId?: string | undefined; readonly threadId?: string | undefined } | undefined;
  /** When the platform event reached us, Unix ms. */
  readonly receivedAt: number;
  /** BCP 47, where the platform says it. */
  readonly locale?: string | undefined;
  /** A mention or direct message is the `ask` command with its text as the question. */
  readonly call: CommandCall | ControlCall | FeedbackCall;
  /** Whether this person may change settings there; asks the platform, so only call it when it matters. */
  mayManage(scope: ManagedScope): Promise<boolean>;
}

/** A text that can be had as a file. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/**
 * What became of an invocation. `accepted`: it is durable and a worker will post the end of it.
 * `reply`: this Markdown is the whole answer, for the asker only, and the listener shows it now. `isRefusal`: it says
 * why nothing was done, so that a form can be put right. `attachment` hangs on the reply where the platform can show a file to
 * the asker alone; elsewhere it is left out, so that the Markdown says everything by itself.
 */
export type Outcome =
  | { readonly kind: "accepted" }
  | {
      readonly kind: "reply";
      readonly markdown: string;
      readonly isRefusal?: boolean;
      readonly attachment?: Attachment;
    };

/**
 * Inbound half of a platform: turns its events into invocations, drops its own, other bots' and repeated ones.
 *
 * An event is acknowledged as done only after `onInvocation` has resolved. When it rejects, an event that the
 * platform redelivers is left unacknowledged, and a command, which is never redelivered, is answered with the
 * error's `userMessage`.
 */
export interface ChatListener {
  /** Resolves when events can arrive. Rejects with a ConfigError when the platform refuses the credentials. */
  start(onInvocation: (invocation: Invocation) => Promise<Outcome>): Promise<void>;
  /** No invocation is delivered after it resolves. May be called twice. */
  stop(): Promise<void>;
  /** Whether events can arrive right now; part of `/readyz`. */
  isReady(): boolean;
}
