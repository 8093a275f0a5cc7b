import type { ChannelRef } from "../../core/chat.ts";

/** The id of a question that a message asks: the same for every delivery and subscription that tells us of it. */
export function questionId({ workspaceId, channelId }: Omit<ChannelRef, "platform">, ts: string): string {
  return `slack-${workspaceId}-${channelId}-${ts.replace(".", "-")}`;
}
