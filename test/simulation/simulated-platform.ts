import { channelKey, type MessageRef, type Messenger, type Reply } from "../../src/core/chat.ts";
import { PlatformError } from "../../src/core/errors.ts";

/** A message that people see. */
export interface SeenMessage {
  readonly replyId: string;
  readonly part: number;
  readonly channel: string;
  readonly at: number;
  markdown: string;
}

/** How one call goes wrong: before it has its effect, after it, or by a refusal. */
export type PlatformFault = "before" | "after" | "refused" | "gone" | undefined;

export interface SimulatedPlatform extends Messenger {
  readonly seen: ReadonlyMap<string, SeenMessage>;
}

/** A chat platform that keeps what people see, and takes the same part of a reply twice if it is told so. */
export function createSimulatedPlatform({
  now,
  fault,
}: {
  now(): number;
  fault(reply: Reply, isPost: boolean): PlatformFault;
}): SimulatedPlatform {
  const seen = new Map<string, SeenMessage>();
  async function call<Result>(reply: Reply, effect: () => Result, isPost = false): Promise<Result> {
    const wrong = fault(reply, isPost);
    if (wrong === "gone") throw new PlatformError("404", { code: "PLATFORM_NOT_FOUND" });
    if (wrong === "refused") throw new PlatformError("400", { code: "PLATFORM_REJECTED" });
    if (wrong === "before") throw new PlatformError("503", { code: "PLATFORM_UNAVAILABLE" });
    const result = effect();
    if (wrong === "after") throw new PlatformError("503", { code: "PLATFORM_UNAVAILABLE" });
    return result;
  }
  const refOf = (reply: Reply, messageId: string): MessageRef => {
    const { platform, channelId } = reply.target.channel;
    return { platform, channelId, messageId };
  };
  return {
    limits: { maxLength: 2_000, measure: (markdown) => markdown.length, editIntervalMs: 1_000 },
    post: (reply, { markdown }, { part }) =>
      call(
        reply,
        () => {
          const messageId = `m${seen.size}`;
          seen.set(messageId, {
            replyId: reply.id,
            part,
            channel: channelKey(reply.target.channel),
            at: now(),
            markdown,
          });
          return refOf(reply, messageId);
        },
        true,
      ),
    edit: (reply, ref, { markdown }) =>
      call(reply, () => {
        const message = seen.get(ref.messageId);
        if (message !== undefined) message.markdown = markdown;
        return ref;
      }),
    find: (reply, { part, sentAt }) =>
      call(reply, () => {
        // Like a platform's own history: the newest messages, back to when the post was begun.
        for (let index = seen.size - 1; index >= 0; index -= 1) {
          const message = seen.get(`m${index}`);
          if (message === undefined || message.at < sentAt) return undefined;
          if (message.replyId === reply.id && message.part === part) return refOf(reply, `m${index}`);
        }
        return undefined;
      }),
    async indicate() {},
    remove: (reply) => call(reply, () => undefined),
    locate: async (channel) => channel,
    seen,
  };
}
