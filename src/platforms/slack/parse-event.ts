import { z } from "zod";
import type { ReplyTarget, UserRef } from "../../core/chat.ts";
import { askCall } from "../../core/commands.ts";
import type { Invocation } from "../../core/invocation.ts";
import { imageLinksOf } from "./images.ts";
import { isPeoples, triggerOf } from "./message-trigger.ts";
import { questionId } from "./question-id.ts";
import { toReadableQuestion } from "./to-readable-question.ts";

const id = z.string().min(1);

const eventSchema = z.object({
  team_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  context_enterprise_id: z.string().nullish(),
  event: z.object({
    type: z.enum(["app_mention", "message"]),
    channel: id,
    channel_type: z.string().optional(),
    subtype: z.string().optional(),
    user: id,
    bot_id: z.string().nullish(),
    text: z.string(),
    ts: z.string().regex(/^\d+\.\d+$/u),
    thread_ts: z.string().optional(),
    parent_user_id: z.string().optional(),
    files: z.array(z.unknown()).optional(),
  }),
});

/** In a busy workspace most of what arrives is not for us: this is looked at before anything else. */
const automaticSchema = z.object({
  event: z.object({ subtype: z.string().optional(), bot_id: z.string().nullish(), user: z.string().optional() }),
});

/** An invocation before it is known who manages its channel, and what the asker's groups are. */
export type ParsedInvocation = Omit<Invocation, "mayManage" | "roles">;

/**
 * Reads what a person says where we are: to us, or to others. Undefined for everything else: what bots and we ourselves
 * write, and changes to messages.
 */
export function parseEvent(
  body: unknown,
  context: { readonly botUserId: string; readonly receivedAt: number },
): ParsedInvocation | undefined {
  const { data: told } = automaticSchema.safeParse(body);
  if (told === undefined || !isPeoples(told.event.subtype)) return undefined;
  if (told.event.bot_id || told.event.user === context.botUserId) return undefined;
  const parsed = eventSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { event, ...envelope } = parsed.data;

  // In a channel shared with other companies `team_id` is where it happened; ours is where the app is installed.
  const workspaceId =
    envelope.context_team_id ?? envelope.team_id ?? envelope.context_enterprise_id ?? envelope.enterprise_id;
  if (!workspaceId) return undefined;
  const channel = { platform: "slack", workspaceId, channelId: event.channel } as const;
  const replyTo: ReplyTarget = {
    kind: "message",
    channel,
    messageId: event.ts,
    threadId: event.thread_ts ?? event.ts,
  };
  const asker: UserRef = { id: event.user };
  const isDirect = event.type === "message" && event.channel_type === "im";
  const images = imageLinksOf(event.files ?? []);
  return {
    // By message, not by event: a redelivery and a second subscription are the same question.
    id: questionId(channel, event.ts),
    channel,
    asker,
    replyTo,
    trigger:
      event.type === "app_mention"
        ? "mention"
        : triggerOf({ text: event.text, isDirect, parentUserId: event.parent_user_id }, context.botUserId),
    ...(event.thread_ts === undefined ? {} : { inReplyTo: { messageId: event.thread_ts, threadId: event.thread_ts } }),
    ...(images.length === 0 ? {} : { images }),
    receivedAt: context.receivedAt,
    call: askCall(toReadableQuestion(event.text, context)),
  };
}
