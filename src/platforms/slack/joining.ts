import { PlatformError } from "../../core/errors.ts";
import { say } from "../../core/messages/message.ts";
import { slackErrorOf } from "./platform-error.ts";
import type { SlackApi } from "./slack-api.ts";

type Joining = <Result>(
  channelId: string,
  post: () => Promise<Result>,
  context: { readonly signal: AbortSignal },
) => Promise<Result>;

/**
 * Posts into a channel that the bot may not be in yet: a command can be used anywhere, and a manager who orders a digest
 * has nobody to invite. Public channels can be joined, where the app has that right.
 * https://docs.slack.dev/reference/methods/conversations.join
 */
export function createJoining({ api }: { readonly api: SlackApi }): Joining {
  return async (channelId, post, { signal }) => {
    try {
      return await post();
    } catch (error) {
      if (slackErrorOf(error) !== "not_in_channel") throw error;
      await join(channelId, { signal });
      return post();
    }
  };

  async function join(channelId: string, { signal }: { readonly signal: AbortSignal }) {
    try {
      await api.call("conversations.join", signal, (client) => client.conversations.join({ channel: channelId }));
    } catch (error) {
      if (error instanceof PlatformError && error.retryable) throw error;
      throw new PlatformError("The bot is not in a channel it should post to, and cannot join it: invite it there", {
        code: "PLATFORM_FORBIDDEN",
        userMessage: say("slack.inviteBot"),
        cause: error,
      });
    }
  }
}
