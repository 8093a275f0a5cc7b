import type { Message } from "discord.js";
import type { Trigger } from "../../core/invocation.ts";

/** How a message reaches us. A reply with the ping left on mentions its author. `@everyone` and roles are no mention. */
export function triggerOf(message: Message): Exclude<Trigger, "command"> {
  const self = message.client.user.id;
  if (message.channel.isDMBased()) return "direct";
  if (message.mentions.users.has(self)) return "mention";
  return message.mentions.repliedUser?.id === self ? "reply" : "message";
}

/** Whether nobody wrote it: another bot, a webhook, Discord itself, or we. */
export function isAutomatic({ author, webhookId, system }: Message): boolean {
  return author.bot || webhookId !== null || system;
}
