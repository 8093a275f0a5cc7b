import { cleanContent, type Message, MessageReferenceType } from "discord.js";
import { askCall } from "../../core/commands.ts";
import type { Invocation } from "../../core/invocation.ts";
import { DIRECT_MESSAGES, managingPermissions } from "./parse-interaction.ts";

/**
 * Makes an invocation of a message that asks us: a direct message, a mention of the bot itself, or a reply to it with
 * the ping left on. Undefined for everything else: our own and other bots' messages, webhooks, `@everyone`, roles.
 */
export async function parseMessage(
  message: Message,
  { receivedAt }: { readonly receivedAt: number },
): Promise<Invocation | undefined> {
  const self = message.client.user.id;
  const { author, channel } = message;
  if (author.bot || message.webhookId !== null || message.system) return undefined;
  if (!channel.isDMBased() && !message.mentions.users.has(self)) return undefined;

  const threadParentId = channel.isThread() ? await parentOf(channel) : undefined;
  const channelRef = {
    platform: "discord",
    workspaceId: message.guildId ?? DIRECT_MESSAGES,
    channelId: threadParentId ?? channel.id,
  } as const;
  return {
    id: `discord-msg-${message.id}`,
    channel: channelRef,
    asker: { id: author.id, name: message.member?.displayName ?? author.displayName },
    replyTo: {
      kind: "message",
      channel: channelRef,
      messageId: message.id,
      ...(channel.isThread() ? { threadId: channel.id } : {}),
    },
    ...saidUnder(message),
    receivedAt,
    call: askCall(cleanContent(withoutMentionOf(self, message.content), channel)),
    mayManage: (scope) =>
      Promise.resolve(
        channel.isDMBased() ||
          (message.member !== null && channel.permissionsFor(message.member).has(managingPermissions[scope])),
      ),
  };
}

/** Settings belong to the channel a thread stands in. A thread that was archived until now is not known whole. */
async function parentOf(thread: Extract<Message["channel"], { readonly parentId: unknown }>): Promise<string | null> {
  return thread.parentId ?? (await thread.fetch()).parentId;
}

function saidUnder({ reference, channel }: Message): Pick<Invocation, "inReplyTo"> {
  const messageId = reference?.type === MessageReferenceType.Forward ? undefined : reference?.messageId;
  const threadId = channel.isThread() ? channel.id : undefined;
  return messageId === undefined && threadId === undefined ? {} : { inReplyTo: { messageId, threadId } };
}

function withoutMentionOf(userId: string, content: string): string {
  return content.replace(new RegExp(`[ \\t]*<@!?${userId}>[ \\t]*`, "gu"), " ").trim();
}
