import { z } from "zod";
import type { SlackApi } from "./slack-api.ts";

const pageSchema = z.object({
  channels: z.array(z.object({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A person waits for it. */
const ANSWER_WITHIN_MS = 2_000;
const REMEMBER_MS = 60_000;
const MAX_REMEMBERED = 1_000;
/** https://docs.slack.dev/reference/methods/users.conversations */
const PAGE_SIZE = 999;
const MAX_PAGES = 5;

interface Deps {
  readonly api: SlackApi;
  readonly clock: { now(): number };
}

/**
 * Tells whether somebody is in a channel: by the person's channels, which are fewer than a channel's people. Of private
 * ones Slack tells only where the bot is, too. Throws PlatformError where it does not say.
 */
export function createMemberships({ api, clock }: Deps) {
  const known = new Map<string, { readonly channelIds: ReadonlySet<string>; readonly until: number }>();

  return async function isMember(userId: string, channelId: string): Promise<boolean> {
    const before = known.get(userId);
    if (before !== undefined && clock.now() < before.until) return before.channelIds.has(channelId);
    const channelIds = new Set(await channelsOf(userId));
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(userId, { channelIds, until: clock.now() + REMEMBER_MS });
    return channelIds.has(channelId);
  };

  async function channelsOf(userId: string): Promise<readonly string[]> {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const found: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const args = {
        user: userId,
        types: "public_channel,private_channel",
        exclude_archived: true,
        limit: PAGE_SIZE,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const answer = await api.call("users.conversations", signal, (client) => client.users.conversations(args));
      const { channels, response_metadata: next } = pageSchema.parse(answer);
      found.push(...channels.map(({ id }) => id));
      cursor = next?.next_cursor;
      if (!cursor) break;
    }
    return found;
  }
}
