import { MessageFlags, MessageType } from "discord.js";
import { z } from "zod";
import type { MessageRef } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";

/** What somebody has written; Discord tells of pins, new threads and the like as messages, too. */
const WRITTEN: readonly number[] = [MessageType.Default, MessageType.Reply, MessageType.ChatInputCommand];

const authorSchema = z.object({ id: z.string() });

/** What we need to know of a message that Discord has. */
const messageSchema = z
  .object({
    id: z.string(),
    channel_id: z.string(),
    type: z.number().default(MessageType.Default),
    content: z.string().default(""),
    flags: z.number().default(0),
    author: authorSchema,
    message_reference: z.object({ message_id: z.string().optional() }).optional(),
    interaction_metadata: z.object({ id: z.string(), original_response_message_id: z.string().nullish() }).nullish(),
    components: z
      .array(z.object({ components: z.array(z.object({ custom_id: z.string().optional() })).default([]) }))
      .default([]),
  })
  .transform((message) => ({
    id: message.id,
    channelId: message.channel_id,
    content: message.content,
    authorId: message.author.id,
    isWritten: WRITTEN.includes(message.type),
    /** Discord shows "thinking…" and waits for the text. */
    isLoading: (message.flags & MessageFlags.Loading) !== 0,
    /** Only one person sees it. */
    isPrivate: (message.flags & MessageFlags.Ephemeral) !== 0,
    /** The message it replies to. */
    answeredId: message.message_reference?.message_id,
    /** The command or button that it belongs to. */
    interactionId: message.interaction_metadata?.id,
    isFollowUp: (message.interaction_metadata?.original_response_message_id ?? undefined) !== undefined,
    customIds: message.components.flatMap(({ components }) =>
      components.flatMap(({ custom_id: customId }) => (customId === undefined ? [] : [customId])),
    ),
  }));
export type SentMessage = Readonly<z.infer<typeof messageSchema>>;

/** Reads a message that Discord answered with. Throws PlatformError. */
export function parseSentMessage(json: unknown): SentMessage {
  return parse(messageSchema, json);
}

export function parseSentMessages(json: unknown): readonly SentMessage[] {
  return parse(z.array(messageSchema), json);
}

/** Reads the first message of a forum post that Discord has made. Throws PlatformError. */
export function parseFirstMessage(json: unknown): SentMessage {
  return parse(z.object({ message: messageSchema }), json).message;
}

/** Reads who the bot itself is. */
export function parseAuthorId(json: unknown): string {
  return parse(authorSchema, json).id;
}

export function toMessageRef({ id, channelId }: SentMessage): MessageRef {
  return { platform: "discord", channelId, messageId: id };
}

function parse<Value>(schema: z.ZodType<Value>, json: unknown): Value {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new PlatformError("Discord answered something that is not what was asked for", {
    code: "PLATFORM_UNAVAILABLE",
    cause: parsed.error,
  });
}
