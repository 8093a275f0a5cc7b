import { z } from "zod";
import { PlatformError } from "../../core/errors.ts";
import type { SlackApi } from "./slack-api.ts";

const messageSchema = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(""),
  // Other apps mark their messages too, each in its own way.
  metadata: z
    .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }).catch({}) })
    .optional()
    .catch(undefined),
});
export type ReadMessage = Readonly<z.infer<typeof messageSchema>>;

const pageSchema = z.object({
  messages: z.array(messageSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack gives apps sold outside its Marketplace 15, and asks everybody for 200 at most. */
const PAGE_SIZE = 200;
const MAX_PAGES = 5;

export interface ReadOptions {
  /** Unix ms. */
  readonly oldest: number;
  readonly signal: AbortSignal;
}

/**
 * Reads what stands in a channel, or in one of its threads, since a moment: at most a thousand messages. Throws when
 * there are more, because what was not read cannot be ruled out.
 * https://docs.slack.dev/reference/methods/conversations.replies
 */
export async function readMessages(
  api: SlackApi,
  { channelId, threadTs }: { readonly channelId: string; readonly threadTs?: string | undefined },
  { oldest, signal }: ReadOptions,
): Promise<readonly ReadMessage[]> {
  const method = threadTs === undefined ? "conversations.history" : "conversations.replies";
  const found: ReadMessage[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const args = {
      channel: channelId,
      oldest: (oldest / 1_000).toFixed(6),
      inclusive: true,
      include_all_metadata: true,
      limit: PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer = await api.call(method, signal, (client) =>
      threadTs === undefined
        ? client.conversations.history(args)
        : client.conversations.replies({ ...args, ts: threadTs }),
    );
    const parsed = pageSchema.safeParse(answer);
    if (!parsed.success) throw cannotTell(`${method} answered something that is no list of messages`);
    found.push(...parsed.data.messages);
    cursor = parsed.data.response_metadata?.next_cursor;
    if (!cursor) return found;
  }
  throw cannotTell(`${method} has more messages than are read`);
}

/** Whether a post arrived stays unknown, and asking again would not change that. */
export function cannotTell(why: string): PlatformError {
  return new PlatformError(`Whether Slack shows a message cannot be told: ${why}`, {
    code: "PLATFORM_UNAVAILABLE",
    retryable: false,
  });
}
