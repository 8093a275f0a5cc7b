import type { Trigger } from "../../core/invocation.ts";

/** Changes, deletions, joins and the like are messages too. https://docs.slack.dev/reference/events/message */
const PEOPLES_SUBTYPES: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast"];

/** Whether a person has just said something, by the kind of message that it is. */
export function isPeoples(subtype: string | undefined): boolean {
  return PEOPLES_SUBTYPES.includes(subtype);
}

interface SaidMessage {
  readonly text: string;
  readonly isDirect: boolean;
  /** Who began the thread that it stands in. */
  readonly parentUserId?: string | undefined;
}

/** How a message reached us. An `app_mention` and the same message of the channel come to the same. */
export function triggerOf({ text, isDirect, parentUserId }: SaidMessage, botUserId: string): Trigger {
  if (isDirect) return "direct";
  if (text.includes(`<@${botUserId}>`) || text.includes(`<@${botUserId}|`)) return "mention";
  return parentUserId === botUserId ? "reply" : "message";
}
