import { z } from "zod";
import type { ReplyTarget, UserRef } from "../../core/chat.ts";
import { askCall } from "../../core/commands.ts";
import type { Invocation } from "../../core/invocation.ts";
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
  }),
});

/** Changes, deletions, joins and the like are messages too. https://docs.slack.dev/reference/events/message */
const PEOPLES_SUBTYPES: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast"];

/** An invocation before it is known who manages its channel. */
export type ParsedInvocation = Omit<Invocation, "mayManage">;

/**
 * Reads a mention or a direct message. Undefined for everything else: what bots and we ourselves write, changes to
 * messages, and messages in channels, which reach us as mentions when they are for us.
 */
export function parseEvent(
  body: unknown,
  context: { readonly botUserId: string; readonly receivedAt: number },
): ParsedInvocation | undefined {
  const parsed = eventSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { event, ...envelope } = parsed.data;
  if (event.type === "message" && event.channel_type !== "im") return undefined;
  if (!PEOPLES_SUBTYPES.includes(event.subtype)) return undefined;
  if (event.bot_id || event.user === context.botUserId) return undefined;

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
  return {
    // By message, not by event: a redelivery and a second subscription are the same question.
    id: questionId(channel, event.ts),
    channel,
    asker,
    replyTo,
    ...(event.thread_ts === undefined ? {} : { inReplyTo: { messageId: event.thread_ts, threadId: event.thread_ts } }),
    receivedAt: context.receivedAt,
    call: askCall(toReadableQuestion(event.text, context)),
  };
}
