import { z } from "zod";
import type { UserRef } from "../../core/chat.ts";
import type { PointedMessage } from "../../core/invocation.ts";
import { userSchema } from "./acting-user.ts";
import { isPeoples, triggerOf } from "./message-trigger.ts";
import type { ModalPlace } from "./modal-place.ts";
import { RESPONSE_URL_LIVES_MS } from "./response-url.ts";
import { toReadableQuestion } from "./to-readable-question.ts";

const id = z.string().min(1);

const shortcutSchema = z.object({
  trigger_id: id,
  response_url: z.url(),
  team: z.object({ id, domain: z.string().optional() }).nullish(),
  enterprise: z.object({ id }).nullish(),
  user: userSchema,
  channel: z.object({ id }),
  message_ts: id,
  message: z.object({
    user: z.string().optional(),
    bot_id: z.string().nullish(),
    subtype: z.string().optional(),
    text: z.string().default(""),
    thread_ts: z.string().optional(),
    parent_user_id: z.string().optional(),
  }),
});

/** A message of somebody's, and what another does with it. */
export interface Shortcut {
  readonly triggerId: string;
  /** Shows something to whoever used it; a bearer secret. */
  readonly responseUrl: string;
  readonly asker: UserRef;
  readonly place: ModalPlace;
  readonly messageTs: string;
  /** As its author saw it. */
  readonly text: string;
  readonly pointedAt: PointedMessage;
}

/** Reads the use of a message shortcut. https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
export function parseShortcut(
  body: unknown,
  context: { readonly botUserId: string; readonly receivedAt: number },
): Shortcut | undefined {
  const parsed = shortcutSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { message, message_ts: messageTs, channel, team, enterprise, ...shortcut } = parsed.data;
  const threadId = message.thread_ts;
  const text = toReadableQuestion(message.text, context);
  const said = { text: message.text, isDirect: channel.id.startsWith("D"), parentUserId: message.parent_user_id };
  return {
    triggerId: shortcut.trigger_id,
    responseUrl: shortcut.response_url,
    asker: shortcut.user,
    place: {
      workspaceId: team?.id ?? enterprise?.id ?? "unknown",
      channelId: channel.id,
      ...(threadId === undefined ? {} : { threadId }),
      responseUrl: shortcut.response_url,
      expiresAt: context.receivedAt + RESPONSE_URL_LIVES_MS,
    },
    messageTs,
    text,
    pointedAt: {
      text,
      trigger: triggerOf(said, context.botUserId),
      authorId: message.user ?? message.bot_id ?? "unknown",
      isAutomatic: Boolean(message.bot_id) || message.user === undefined || !isPeoples(message.subtype),
      ...(threadId === undefined ? {} : { threadId }),
      ...(team?.domain === undefined
        ? {}
        : { link: linkOf(team.domain, { channelId: channel.id, messageTs, threadId }) }),
    },
  };
}

/** As Slack's own "Copy link" makes it. */
function linkOf(
  domain: string,
  { channelId, messageTs, threadId }: { channelId: string; messageTs: string; threadId: string | undefined },
): string {
  const thread = threadId === undefined || threadId === messageTs ? "" : `?thread_ts=${threadId}&cid=${channelId}`;
  return `https://${domain}.slack.com/archives/${channelId}/p${messageTs.replace(".", "")}${thread}`;
}
