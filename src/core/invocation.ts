import type { AnswerControl, ChannelRef, FeedbackValue, ReplyTarget, UserRef, Visibility } from "./chat.ts";
import type { CommandCall } from "./commands.ts";
import type { Form } from "./form.ts";
import type { Language } from "./messages/language.ts";

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

/**
 * How a message reached us. `command`: a slash command or a button; `direct`: in a direct message; `mention`: it names us;
 * `reply`: it answers a message of ours without naming us; `message`: anything else that is said in a channel.
 */
export type Trigger = "command" | "direct" | "mention" | "reply" | "message";

/** A message that somebody points at to ask why it was, or was not, answered. */
export interface PointedMessage {
  readonly trigger: Trigger;
  readonly authorId: string;
  /** By a bot, a webhook or the platform itself. */
  readonly isAutomatic: boolean;
  readonly threadId?: string | undefined;
  readonly link?: string | undefined;
  /** What it says; absent: not known. */
  readonly text?: string | undefined;
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
  /** Absent: `command` or, where it replies to a message, `mention`. */
  readonly trigger?: Trigger | undefined;
  /** The message that a message action was used on. */
  readonly pointedAt?: PointedMessage | undefined;
  /** Images of the question, as https or data URLs. */
  readonly images?: readonly string[] | undefined;
  /** Whether a form can be shown in answer to it, right now. */
  readonly canShowForm?: boolean | undefined;
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
  /** What to speak to this person in, here; set by dispatch from the channel's settings and the locale. */
  readonly language?: Language | undefined;
  /** A mention or direct message is the `ask` command with its text as the question. */
  readonly call: CommandCall | ControlCall | FeedbackCall;
  /** Whether this person may change settings there; asks the platform, so only call it when it matters. */
  mayManage(scope: ManagedScope): Promise<boolean>;
  /** Ids of the asker's roles (Discord) or user groups (Slack); asks the platform, so only call it when it matters. Absent: none. */
  roles?(): Promise<readonly string[]>;
}

/** A text that can be had as a file. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/** A button under a reply that one person sees. */
export interface ReplyButton {
  /** At most 75 characters. https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  readonly label: string;
  /** What a press does: a command as it is typed, without the slash, at most 85 characters. It may open a form. */
  readonly command: string;
  readonly style?: "primary" | "danger" | undefined;
}

/**
 * What became of an invocation. `accepted`: it is durable and a worker will post the end of it; with `visibility` where
 * the channel's settings have made private what the command had left open, so that nothing public may be shown of it.
 * `reply`: this Markdown is the whole answer, for the asker only, and the listener shows it now. `isRefusal`: it says
 * why nothing was done, so that a form can be put right. `attachment` hangs on the reply where the platform can show a file to
 * the asker alone; elsewhere it is left out, so that the Markdown says everything by itself. `buttons`: at most 20, under
 * the reply. `form`: the listener opens it, only ever in answer to a call for which `mayOpenForm` and `canShowForm` hold.
 * `ignored`: it was not for us, or the channel's settings say so; nothing is shown.
 */
export type Outcome =
  | { readonly kind: "accepted"; readonly visibility?: Visibility }
  | { readonly kind: "ignored" }
  | { readonly kind: "form"; readonly form: Form }
  | {
      readonly kind: "reply";
      readonly markdown: string;
      readonly isRefusal?: boolean;
      readonly attachment?: Attachment;
      readonly buttons?: readonly ReplyButton[];
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
