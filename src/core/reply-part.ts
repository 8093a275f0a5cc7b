import type { MessageRef, OutgoingMessage } from "./chat.ts";
import { PlatformError } from "./errors.ts";
import type { OutboxPart } from "./outbox.ts";

/** One message of a reply as the process knows it that writes it. */
export type Part = Sending | { readonly state: "sent"; readonly ref: MessageRef; readonly shown?: OutgoingMessage };

export interface Sending {
  readonly state: "sending";
  readonly at: number;
  /** The outbox knows that a post of it may have begun. */
  readonly isAnnounced: boolean;
  /** Whether people see it is unknown until the platform has been asked. */
  readonly isUnsure: boolean;
  /** What stood in its place, and is gone. */
  readonly insteadOf?: MessageRef | undefined;
}

/** What an earlier run has left: a post that was begun may have arrived. */
export function fromOutbox(part: OutboxPart): Part {
  return part.state === "sent" ? part : { ...part, isAnnounced: true, isUnsure: true };
}

export function toOutbox(part: Part): OutboxPart {
  if (part.state === "sent") return { state: "sent", ref: part.ref };
  const { at, insteadOf } = part;
  return insteadOf === undefined ? { state: "sending", at } : { state: "sending", at, insteadOf };
}

/** Whether the platform shows it as growing. */
export function isLivePart(part: Part | undefined): boolean {
  return part?.state === "sent" && part.ref.live === true;
}

/** Whether it stands there without the controls that it must have now. */
export function lacksControls(part: Part, { needsControls = false }: OutgoingMessage): boolean {
  return needsControls && isLivePart(part);
}

/** The platform has said that it did nothing. After anything else the message may stand there. */
export function isRefusal(error: unknown): boolean {
  return error instanceof PlatformError && error.code !== "PLATFORM_UNAVAILABLE";
}

/** Somebody has deleted the message. */
export function isGone(error: unknown): boolean {
  return error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND";
}

export function isSameMessage(a: OutgoingMessage, b: OutgoingMessage): boolean {
  const buttonsOf = ({ controls = [], feedback }: OutgoingMessage) => JSON.stringify([controls, feedback?.items]);
  return a.markdown === b.markdown && a.state === b.state && buttonsOf(a) === buttonsOf(b);
}

export function isSameRef(a: MessageRef, b: MessageRef): boolean {
  return a.messageId === b.messageId && a.channelId === b.channelId && a.threadId === b.threadId && a.live === b.live;
}
