import type { Message, MessageContextMenuCommandInteraction } from "discord.js";
import type { PointedMessage } from "../../core/invocation.ts";
import { messageLink } from "../../core/message-link.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { channelRefOf, threadIdOf } from "./channel-ref.ts";
import { isAutomatic, triggerOf } from "./message-trigger.ts";

/** What can be done with a message from its menu (Apps). */
export const MESSAGE_MENUS = ["why", "ask"] as const;
export type MessageMenu = (typeof MESSAGE_MENUS)[number];

/** What Discord knows a menu's command by. People see it in their language. */
export function menuName(menu: MessageMenu): string {
  return translate(say(`discord.menu.${menu}`), "en");
}

/** Which of our menus was used; undefined where it is none of today's. */
export function menuOf({
  commandName,
}: Pick<MessageContextMenuCommandInteraction, "commandName">): MessageMenu | undefined {
  return MESSAGE_MENUS.find((menu) => menuName(menu) === commandName);
}

/** A message as dispatch would have seen it, had it come by itself. Discord tells of it whole, whatever the intents. */
export function pointedAt({ targetMessage, channel, guildId }: MessageContextMenuCommandInteraction): PointedMessage {
  const { id: messageId, channelId, author } = targetMessage;
  const threadId = threadIdOf({ channel });
  const text = wordsOf(targetMessage);
  const link = messageLink(channelRefOf({ channel, channelId, guildId }), {
    platform: "discord",
    channelId,
    messageId,
  });
  return {
    trigger: triggerOf(targetMessage),
    authorId: author.id,
    isAutomatic: isAutomatic(targetMessage),
    ...(threadId === undefined ? {} : { threadId }),
    ...(link === undefined ? {} : { link: link.url }),
    ...(text === "" ? {} : { text }),
  };
}

/** What stands in a message: its words, or those of what was embedded in it. */
export function wordsOf({ cleanContent, embeds }: Message): string {
  const embedded = embeds.map(({ title, description }) => [title ?? "", description ?? ""].join("\n").trim());
  return [cleanContent, ...embedded].filter((part) => part.trim() !== "").join("\n\n");
}
