import { UserInputError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import type { AskedAbout } from "./ask-about-view.ts";
import type { ParsedInvocation } from "./parse-event.ts";
import { slackErrorOf } from "./platform-error.ts";
import { questionMetadata, quietPost } from "./post-options.ts";
import { rootText } from "./question-root.ts";
import type { ReplyOutcome, Run } from "./run-invocation.ts";
import { postedTs, type SlackApi } from "./slack-api.ts";

const POST_WITHIN_MS = 2_000;

interface Deps {
  readonly api: SlackApi;
  readonly log: Logger;
  readonly clock: { now(): number };
  readonly run: Run;
  languageOf(userId: string): Language;
}

/**
 * Puts a question about a message, to be answered in that message's thread. The question stands there before its answer
 * does: nobody else would know what is answered.
 */
export function createAskAbout({ api, log, clock, run, languageOf }: Deps) {
  return async function ask(asked: AskedAbout): Promise<ReplyOutcome | undefined> {
    const { place, asker, messageTs, viewId } = asked;
    const language = languageOf(asker.id);
    const channel = { platform: "slack", workspaceId: place.workspaceId, channelId: place.channelId } as const;
    const threadTs = place.threadId ?? messageTs;
    /** As a message in the thread asks: what begins the thread would be answered in the channel, where that wants it so. */
    const invocationOf = (messageId: string): ParsedInvocation => ({
      id: `slack-form-${viewId}`,
      channel,
      asker,
      // It is answered where everybody sees it, as a mention is: where only commands are, or in private, it is not.
      trigger: "mention",
      replyTo: { kind: "message", channel, messageId, threadId: threadTs },
      receivedAt: clock.now(),
      call: { name: "ask", options: { question: asked.question } },
    });
    let posted: string | undefined;
    const reply = await run(
      async () => {
        const { id, replyTo } = invocationOf(messageTs);
        const text = rootText({ id, target: replyTo, asker, question: asked.words, language });
        posted = await postQuestion({ id, channel }, { threadTs, text });
        return invocationOf(posted);
      },
      { language },
    );
    if (reply !== undefined && posted !== undefined) await takeBack(place.channelId, posted);
    return reply;
  };

  async function postQuestion(
    { id, channel: { channelId } }: Pick<ParsedInvocation, "id" | "channel">,
    { threadTs, text }: { readonly threadTs: string; readonly text: string },
  ): Promise<string> {
    try {
      const answer = await api.call("chat.postMessage", AbortSignal.timeout(POST_WITHIN_MS), (client) =>
        client.chat.postMessage({
          channel: channelId,
          thread_ts: threadTs,
          text,
          metadata: questionMetadata(id),
          ...quietPost,
        }),
      );
      return postedTs("chat.postMessage", answer);
    } catch (error) {
      if (!NOT_HERE.has(slackErrorOf(error) ?? "")) throw error;
      throw new UserInputError(say("slack.askAbout.notHere"), { cause: error });
    }
  }

  async function takeBack(channel: string, ts: string): Promise<void> {
    try {
      await api.call("chat.delete", AbortSignal.timeout(POST_WITHIN_MS), (client) =>
        client.chat.delete({ channel, ts }),
      );
    } catch (error) {
      log.warn({ err: error, channel }, "A question that was refused could not be taken back");
    }
  }
}

const NOT_HERE = new Set([
  "not_in_channel",
  "channel_not_found",
  "is_archived",
  "method_not_supported_for_channel_type",
]);
