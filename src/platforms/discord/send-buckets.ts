import { workspaceKey } from "../../core/chat.ts";
import type { SendBucket } from "../../core/send-budget.ts";

/**
 * Discord allows one token 50 requests a second; five of them are left to the process that holds the gateway. What goes
 * by an interaction's token is not counted. https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
export const allOfOneToken: SendBucket = {
  workspace: "discord",
  name: "all",
  burst: 5,
  everyMs: 25,
  isStrict: true,
};

/**
 * Messages made, and messages edited, in one channel: about 5 in 5 s of each, reported from live bots. Discord names no
 * number in its documents but one in each answer, and @discordjs/rest holds every process to that.
 */
export function channelBucket(workspaceId: string, channelId: string, verb: "create" | "edit"): SendBucket {
  const workspace = workspaceKey({ platform: "discord", workspaceId });
  return { workspace, name: `${verb}:${channelId}`, burst: 5, everyMs: 1_000 };
}
