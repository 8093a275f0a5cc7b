import { z } from "zod";
import { ConfigError } from "../../core/errors.ts";
import { isTokenError, slackErrorOf } from "./platform-error.ts";
import type { SlackApi } from "./slack-api.ts";

const authSchema = z.object({
  user_id: z.string(),
  bot_id: z.string().optional(),
  team_id: z.string(),
  // The client puts the header x-oauth-scopes there.
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Who the bot token makes us. */
export interface Identity {
  readonly botUserId: string;
  readonly botId: string | undefined;
  readonly teamId: string;
  /** What the token may do; undefined where Slack, or what stands before it, does not say. */
  readonly scopes: readonly string[] | undefined;
}

/** Asks Slack once whom the token belongs to. Throws ConfigError when it belongs to nobody, or to a person. */
export async function fetchIdentity(api: SlackApi, signal: AbortSignal): Promise<Identity> {
  try {
    const { user_id, bot_id, team_id, response_metadata } = authSchema.parse(
      await api.call("auth.test", signal, (client) => client.auth.test()),
    );
    return { botUserId: user_id, botId: bot_id, teamId: team_id, scopes: response_metadata?.scopes };
  } catch (error) {
    const reason = slackErrorOf(error);
    if (reason === undefined || !isTokenError(reason)) throw error;
    throw new ConfigError(
      `SLACK_BOT_TOKEN was refused (${reason}): copy the Bot User OAuth Token from OAuth & Permissions, after installing the app to its workspace`,
      { cause: error },
    );
  }
}
