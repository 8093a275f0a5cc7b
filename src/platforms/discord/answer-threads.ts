import type { Reply, ReplyTarget } from "../../core/chat.ts";
import { PlatformError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { say } from "../../core/messages/message.ts";
import { translate } from "../../core/messages/translate.ts";
import { DIRECT_MESSAGES } from "./channel-ref.ts";
import { isRefusal, type MessageThreads } from "./message-threads.ts";
import type { TargetChannels } from "./target-channel.ts";
import { threadName } from "./thread-name.ts";

type MessageTarget = Extract<ReplyTarget, { readonly kind: "message" }>;

interface Deps {
  readonly threads: MessageThreads;
  readonly channels: TargetChannels;
  readonly log: Logger;
}

/** Whether an answer is to stand in a thread of the message that asks. What was asked in a thread is answered there. */
export function wantsThread(target: ReplyTarget): target is MessageTarget {
  if (target.kind !== "message" || target.placement !== "thread") return false;
  return target.threadId === undefined && target.channel.workspaceId !== DIRECT_MESSAGES;
}

/** Creates the way into the thread of a question. */
export function createAnswerThreads({ threads, channels, log }: Deps) {
  /**
   * Posts into the thread of the question, which is made where there is none; where there can be none, into the channel.
   * A post that is repeated comes to the same thread, since a message has one at most.
   */
  return async function inThread<Value>(
    { question, language = "en" }: Pick<Reply, "question" | "language">,
    { channel: { channelId }, messageId }: MessageTarget,
    { post, signal }: { readonly post: (threadId: string | undefined) => Promise<Value>; readonly signal: AbortSignal },
  ): Promise<Value> {
    const { kind } = await channels.read(channelId, { signal });
    if (kind !== "text" && kind !== "announcement") return post(undefined);
    const name = threadName(question, translate(say("discord.thread.answer"), language));
    try {
      return await post(await threads.open({ channelId, messageId }, name, { signal }));
    } catch (error) {
      if (!isRefusal(error) && !isGone(error)) throw error;
      log.warn(
        { err: error, code: error.code, channel: channelId },
        "no thread can be used here; the answer is a reply",
      );
    }
    return post(undefined);
  };
}

/** Somebody has removed the question. */
function isGone(error: unknown): error is PlatformError {
  return error instanceof PlatformError && error.code === "PLATFORM_NOT_FOUND";
}
