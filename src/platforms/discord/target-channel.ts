import { ChannelFlags, ChannelType, RequestMethod, Routes } from "discord.js";
import { z } from "zod";
import type { ChannelRef } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { DiscordCall } from "./discord-call.ts";

/** What Discord says of a channel that something is posted to unasked. */
export interface TargetChannel {
  /** `forum` takes posts only; `announcement` can be followed; `other` has no threads: a thread itself, voice, a DM. */
  readonly kind: "text" | "announcement" | "forum" | "other";
  /** Of a forum. */
  readonly tags: readonly { readonly id: string; readonly name: string }[];
  readonly isTagRequired: boolean;
  /** Undefined: it stands in none. */
  readonly categoryId: string | undefined;
}

export interface TargetChannels {
  /** What is known of a channel; asked again after ten minutes. Throws PlatformError. */
  read(channelId: string, context: { readonly signal: AbortSignal }): Promise<TargetChannel>;
  /** As `Messenger.locate`. */
  locate(channel: ChannelRef, context: { readonly signal: AbortSignal }): Promise<ChannelRef>;
  /** It is not as it was. */
  forget(channelId: string): void;
}

/** https://docs.discord.com/developers/resources/channel#channel-object */
const channelSchema = z.object({
  type: z.number(),
  flags: z.number().nullish(),
  parent_id: z.string().nullish(),
  available_tags: z.array(z.object({ id: z.string(), name: z.string() })).nullish(),
});

const kinds: Readonly<Record<number, TargetChannel["kind"]>> = {
  [ChannelType.GuildText]: "text",
  [ChannelType.GuildAnnouncement]: "announcement",
  [ChannelType.GuildForum]: "forum",
  [ChannelType.GuildMedia]: "forum",
};

/** What has a channel for a parent, not a category. */
const threads: ReadonlySet<number> = new Set([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);

const KNOWN_FOR_MS = 10 * 60_000;
const MAX_KNOWN = 1_000;

/** Creates the memory of what kind of channel each one is. */
export function createTargetChannels({
  call,
  clock,
}: {
  readonly call: DiscordCall;
  readonly clock: { now(): number };
}): TargetChannels {
  const known = new Map<string, { readonly channel: TargetChannel; readonly readAt: number }>();

  async function readAnew(channelId: string, { signal }: { readonly signal: AbortSignal }): Promise<TargetChannel> {
    const route = Routes.channel(channelId);
    const channel = parse(await call({ method: RequestMethod.Get, route, repeatable: true }, { signal }));
    known.delete(channelId);
    known.set(channelId, { channel, readAt: clock.now() });
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    return channel;
  }

  return {
    async read(channelId, context) {
      const before = known.get(channelId);
      if (before !== undefined && clock.now() - before.readAt < KNOWN_FOR_MS) return before.channel;
      return readAnew(channelId, context);
    },
    async locate(channel, context) {
      try {
        const { categoryId } = await readAnew(channel.channelId, context);
        const { categoryId: _before, ...place } = channel;
        return categoryId === undefined ? place : { ...place, categoryId };
      } catch (error) {
        if (error instanceof PlatformError && !error.retryable) return channel;
        throw error;
      }
    },
    forget: (channelId) => void known.delete(channelId),
  };
}

function parse(json: unknown): TargetChannel {
  const { data, error } = channelSchema.safeParse(json);
  if (data === undefined) {
    throw new PlatformError("Discord answered something that is no channel", {
      code: "PLATFORM_UNAVAILABLE",
      cause: error,
    });
  }
  return {
    kind: kinds[data.type] ?? "other",
    tags: data.available_tags ?? [],
    isTagRequired: ((data.flags ?? 0) & ChannelFlags.RequireTag) !== 0,
    categoryId: threads.has(data.type) ? undefined : (data.parent_id ?? undefined),
  };
}
