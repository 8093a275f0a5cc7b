import type { ChannelRef } from "../../src/core/chat.ts";
import { BOT_USER } from "../fakes/slack/slack-world.ts";
import type { PlatformFault } from "./platform-faults.ts";
import type { Stack } from "./stack.ts";

/** One message of the bot, as people see it. */
export interface SeenPost {
  readonly id: string;
  readonly text: string;
  /** Unix ms; on Slack of the whole second. */
  readonly at: number;
}

/** Everything the bot has said in a channel and its threads. */
export function postsIn({ app: { discord, slack } }: Stack, { platform, channelId }: ChannelRef): readonly SeenPost[] {
  if (platform === "slack")
    return slack.world.messages
      .filter(({ channel, user }) => channel === channelId && user === BOT_USER)
      .map(({ ts, text }) => ({ id: ts, text, at: Math.floor(Number(ts)) * 1_000 }));
  return discord
    .messages(channelId)
    .flatMap((message) => [message, ...discord.messages(message.id)])
    .map(({ id, content, createdAt }) => ({ id, text: content, at: createdAt }));
}

export function channelOf({ app }: Stack, platform: ChannelRef["platform"], channelId: string): ChannelRef {
  const workspaceId = platform === "slack" ? app.slack.teamId : app.discord.guildId;
  return { platform, workspaceId, channelId };
}

/** The channel leaves no way to post in it. */
export function closeChannel(
  { app: { discord, slack } }: Stack,
  { platform, channelId }: ChannelRef,
  happens: NonNullable<PlatformFault["happens"]>,
): void {
  if (platform === "discord") {
    if (happens === "bot removed") discord.hideChannel(channelId);
    else discord.denyPosting(channelId);
    return;
  }
  const channel = slack.world.channels.get(channelId);
  if (channel === undefined) return;
  if (happens === "bot removed") channel.isMember = false;
  else channel.isArchived = true;
}
