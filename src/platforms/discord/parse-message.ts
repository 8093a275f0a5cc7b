import { cleanContent, type Message, MessageReferenceType } from "discord.js";
import { askCall } from "../../core/commands.ts";
import type { Invocation, Trigger } from "../../core/invocation.ts";
import type { Logger } from "../../core/logger.ts";
import { channelRefOf, threadIdOf } from "./channel-ref.ts";
import { imagesOf } from "./message-images.ts";
import { isAutomatic, triggerOf } from "./message-trigger.ts";
import { managingPermissions } from "./parse-interaction.ts";
import { toPlatformError } from "./platform-error.ts";

type MessageTrigger = Exclude<Trigger, "command">;

/**
 * How a message asks us; undefined where it cannot: our own and other bots' messages, webhooks, and what we are not given to
 * read. Without the Message Content intent that is whatever does not address us. Looks at what has come only, since most
 * messages of a busy server end here.
 */
export function askedBy(message: Message): MessageTrigger | undefined {
  if (isAutomatic(message)) return undefined;
  const trigger = triggerOf(message);
  const addressesUs = trigger === "direct" || trigger === "mention";
  return addressesUs || message.content !== "" ? trigger : undefined;
}

/** Makes an invocation of a message. Settings decide whether it is a question for us. */
export async function parseMessage(
  message: Message,
  { receivedAt, trigger, log }: { readonly receivedAt: number; readonly trigger: MessageTrigger; readonly log: Logger },
): Promise<Invocation> {
  const { author, channel, member } = message;
  const [parentId, referenced] = await Promise.all([parentOf(message), referencedBy(message, { trigger, log })]);
  const channelRef = channelRefOf({ channel, channelId: channel.id, guildId: message.guildId, parentId });
  const threadId = threadIdOf(message);
  const images = imagesOf(referenced === undefined ? [message] : [message, referenced]);
  return {
    id: `discord-msg-${message.id}`,
    channel: channelRef,
    asker: { id: author.id, name: member?.displayName ?? author.displayName },
    replyTo: {
      kind: "message",
      channel: channelRef,
      messageId: message.id,
      ...(threadId === undefined ? {} : { threadId }),
    },
    trigger,
    ...saidUnder(message),
    ...(images.length === 0 ? {} : { images }),
    receivedAt,
    ...localeOf(message),
    call: askCall(textOf(message)),
    mayManage: (scope) =>
      Promise.resolve(
        channel.isDMBased() || (member !== null && channel.permissionsFor(member).has(managingPermissions[scope])),
      ),
    roles: () => Promise.resolve(member === null ? [] : [...member.roles.cache.keys()]),
  };
}

/** What a person reads there is in the server's own language: Discord does not tell a message's. */
export function localeOf({ guild }: Pick<Message, "guild">): Pick<Invocation, "locale"> {
  return guild === null ? {} : { locale: guild.preferredLocale };
}

/** What was written, without the mention of us, and with names instead of ids. */
export function textOf({ client, content, channel }: Message): string {
  const mention = new RegExp(`[ \\t]*<@!?${client.user.id}>[ \\t]*`, "gu");
  return cleanContent(content.replace(mention, " ").trim(), channel);
}

/** Settings belong to the channel a thread stands in. A thread that was archived until now is not known whole. */
async function parentOf({ channel }: Message): Promise<string | null> {
  if (!channel.isThread()) return null;
  return channel.parentId ?? (await channel.fetch()).parentId;
}

/** The message that it replies to, for its images; not looked for where nobody addresses us, and the question goes without. */
async function referencedBy(
  message: Message,
  { trigger, log }: { readonly trigger: MessageTrigger; readonly log: Logger },
): Promise<Message | undefined> {
  if (trigger === "message" || repliedTo(message) === undefined) return undefined;
  return message.fetchReference().catch((error: unknown) => {
    log.debug({ err: toPlatformError(error) }, "the message that a question replies to could not be read");
    return undefined;
  });
}

function repliedTo({ reference }: Message): string | undefined {
  return reference?.type === MessageReferenceType.Forward ? undefined : reference?.messageId;
}

function saidUnder(message: Message): Pick<Invocation, "inReplyTo"> {
  const messageId = repliedTo(message);
  const threadId = threadIdOf(message);
  return messageId === undefined && threadId === undefined ? {} : { inReplyTo: { messageId, threadId } };
}
