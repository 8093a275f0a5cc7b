import type { ChannelRef, MessageRef } from "./chat.ts";

/** Where a posted message can be looked at, and what is there. */
export interface MessageLink {
  readonly url: string;
  readonly label: "message" | "channel";
}

/**
 * A link to a posted message, as far as one can be made without asking the platform. Slack's links to messages hold the
 * team's own domain, which only Slack knows, so it leads to the channel; the web page has no addresses of messages.
 */
export function messageLink(
  { workspaceId }: Pick<ChannelRef, "workspaceId">,
  { platform, channelId, messageId }: MessageRef,
): MessageLink | undefined {
  switch (platform) {
    case "discord":
      return { url: `https://discord.com/channels/${workspaceId}/${channelId}/${messageId}`, label: "message" };
    case "slack":
      // https://docs.slack.dev/interactivity/deep-linking
      return { url: `https://slack.com/app_redirect?team=${workspaceId}&channel=${channelId}`, label: "channel" };
    case "web":
      return undefined;
  }
}
