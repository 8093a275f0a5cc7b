import type { BaseInteraction, Message } from "discord.js";
import type { ChannelRef } from "../../core/chat.ts";

/** A direct message belongs to no guild. */
export const DIRECT_MESSAGES = "dm";

interface Place {
  /** Null where it is not known. */
  readonly channel: Message["channel"] | BaseInteraction["channel"];
  readonly channelId: string | null;
  readonly guildId: string | null;
  /** Of a thread that the gateway has not told us of whole. */
  readonly parentId?: string | null | undefined;
}

/** Where settings belong: the channel, for a thread the one it stands in, with the category as far as we know of it. */
export function channelRefOf({ channel, channelId, guildId, parentId }: Place): ChannelRef {
  const parent = channel?.isThread() === true ? channel.parent : channel;
  const threadParentId = channel?.isThread() === true ? (parentId ?? channel.parentId) : undefined;
  const categoryId = parent !== null && !parent.isDMBased() && !parent.isThread() ? parent.parentId : null;
  return {
    platform: "discord",
    workspaceId: guildId ?? DIRECT_MESSAGES,
    channelId: threadParentId ?? channelId ?? "",
    ...(categoryId === null ? {} : { categoryId }),
  };
}

/** The thread that something was said in. */
export function threadIdOf({ channel }: Pick<Place, "channel">): string | undefined {
  return channel?.isThread() === true ? channel.id : undefined;
}
