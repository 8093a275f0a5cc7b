import { RequestMethod, Routes } from "discord.js";
import { z } from "zod";
import type { ChannelRef } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import { createDiscordCall, type DiscordCredentials } from "./discord-call.ts";

const channelSchema = z.object({ guild_id: z.string().optional() });

/** A person waits for it. */
const ANSWER_WITHIN_MS = 5_000;

/** Creates the check whether a channel belongs to its guild: one token may speak in the channels of many. */
export function createGuildChannels(credentials: DiscordCredentials) {
  const call = createDiscordCall(credentials);

  return async function isInGuild({ channelId, workspaceId }: ChannelRef): Promise<boolean> {
    if (!/^\d+$/u.test(channelId)) return false;
    const route = Routes.channel(channelId);
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    try {
      const answer = await call({ method: RequestMethod.Get, route, repeatable: true }, { signal });
      const channel = channelSchema.safeParse(answer);
      return channel.success && channel.data.guild_id === workspaceId;
    } catch (error) {
      if (error instanceof PlatformError && !error.retryable) return false;
      throw error;
    }
  };
}
