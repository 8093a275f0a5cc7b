import type {
  AnswerControl,
  MessageLimits,
  MessageRef,
  Messenger,
  OutgoingMessage,
  Reply,
} from "../../src/core/chat.ts";
import { PlatformError } from "../../src/core/errors.ts";

export type MessengerCall = "post" | "edit" | "find" | "remove" | "indicate" | "locate";

/** One call that shows something, as it arrived, and when. */
export interface SentCall {
  readonly call: MessengerCall;
  readonly markdown: string;
  readonly state: OutgoingMessage["state"] | undefined;
  readonly controls: readonly AnswerControl[];
  readonly at: number;
}

/** A chat platform in memory: keeps what people would see, and fails or stalls as it is told. */
export interface MemoryMessenger extends Messenger {
  /** What people see of one answer, oldest first. */
  texts(reply: Reply): readonly string[];
  /** The buttons under the answer's messages, oldest first. */
  controls(reply: Reply): readonly AnswerControl[];
  /** The items that each of the answer's messages has thumbs for, oldest first. */
  thumbs(reply: Reply): readonly (readonly number[] | undefined)[];
  /** Somebody puts a channel into a category. */
  move(channelId: string, categoryId: string): void;
  /** Somebody deletes a message. */
  delete(messageId: string): void;
  /** Whether no message of the answer is still shown as growing. */
  isSettled(reply: Reply): boolean;
  readonly sent: readonly SentCall[];
  /** The most calls that were under way at once. */
  readonly mostAtOnce: number;
  /** The next such call throws, before or after it has had its effect. */
  failNext(call: MessengerCall, error: unknown, when?: "before" | "after"): void;
  /** The next such call has its effect only when the returned function is called. */
  stallNext(call: MessengerCall): () => void;
}

interface Shown extends OutgoingMessage {
  readonly answerId: string;
  readonly part: number;
}

export function createMemoryMessenger({
  now = () => 0,
  limits = {},
  isStreaming = false,
}: {
  readonly now?: () => number;
  readonly limits?: Partial<MessageLimits>;
  /** Growing messages are live, and without controls, until they need them. */
  readonly isStreaming?: boolean;
} = {}): MemoryMessenger {
  const messages = new Map<string, Shown>();
  const categories = new Map<string, string>();
  const sent: SentCall[] = [];
  const failures = new Map<MessengerCall, { readonly error: unknown; readonly when: "before" | "after" }[]>();
  const stalls = new Map<MessengerCall, Promise<void>[]>();
  let atOnce = 0;
  let mostAtOnce = 0;
  let count = 0;

  async function act<Result>(call: MessengerCall, message: OutgoingMessage | undefined, effect: () => Result) {
    sent.push({
      call,
      markdown: message?.markdown ?? "",
      state: message?.state,
      controls: message?.controls ?? [],
      at: now(),
    });
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    try {
      await stalls.get(call)?.shift();
      await new Promise((resolve) => setImmediate(resolve));
      const failure = failures.get(call)?.shift();
      if (failure?.when === "before") throw failure.error;
      const result = effect();
      if (failure !== undefined) throw failure.error;
      return result;
    } finally {
      atOnce -= 1;
    }
  }

  return {
    limits: { maxLength: 2_000, measure: (markdown) => markdown.length, editIntervalMs: 1_000, ...limits },
    post: (reply, message, { part, signal }) =>
      act("post", message, () => {
        signal.throwIfAborted();
        if (message.markdown.trim() === "") throw new PlatformError("An empty message", { code: "PLATFORM_REJECTED" });
        count += 1;
        const { platform, channelId } = reply.target.channel;
        const isLive = isStreaming && message.state === "partial" && message.needsControls !== true;
        const controls = isLive ? [] : message.controls;
        messages.set(`m${count}`, { ...message, controls, answerId: reply.id, part });
        return { platform, channelId, messageId: `m${count}`, ...(isLive ? { live: true } : {}) };
      }),
    edit: (reply, ref, message, { part }) =>
      act("edit", message, () => {
        if (!messages.has(ref.messageId)) throw new PlatformError("No such message", { code: "PLATFORM_NOT_FOUND" });
        const isLive = ref.live === true && message.state === "partial" && message.needsControls !== true;
        const controls = isLive ? [] : message.controls;
        messages.set(ref.messageId, { ...message, controls, answerId: reply.id, part });
        const { live: _live, ...ended } = ref;
        return isLive ? ref : ended;
      }),
    find: (reply, { part }) =>
      act("find", undefined, () => {
        const [messageId] = [...messages].find(([, it]) => it.answerId === reply.id && it.part === part) ?? [];
        const { platform, channelId } = reply.target.channel;
        return messageId === undefined ? undefined : { platform, channelId, messageId };
      }),
    remove: (_reply, ref: MessageRef) =>
      act("remove", undefined, () => {
        messages.delete(ref.messageId);
      }),
    indicate: (_reply, stage) => act("indicate", { markdown: stage, state: "partial" }, () => undefined),
    async locate(channel) {
      const failure = failures.get("locate")?.shift();
      if (failure !== undefined) throw failure.error;
      const categoryId = categories.get(channel.channelId);
      return categoryId === undefined ? channel : { ...channel, categoryId };
    },
    move: (channelId, categoryId) => void categories.set(channelId, categoryId),
    texts: (reply) => [...messages.values()].filter(({ answerId }) => answerId === reply.id).map((it) => it.markdown),
    controls: (reply) =>
      [...messages.values()].filter(({ answerId }) => answerId === reply.id).flatMap((it) => it.controls ?? []),
    thumbs: (reply) =>
      [...messages.values()].filter(({ answerId }) => answerId === reply.id).map((it) => it.feedback?.items),
    delete: (messageId) => messages.delete(messageId),
    isSettled: (reply) =>
      [...messages.values()].every(({ answerId, state }) => answerId !== reply.id || state === "final"),
    sent,
    get mostAtOnce() {
      return mostAtOnce;
    },
    failNext(call, error, when = "before") {
      failures.set(call, [...(failures.get(call) ?? []), { error, when }]);
    },
    stallNext(call) {
      let release: () => void = () => undefined;
      const stall = new Promise<void>((resolve) => {
        release = resolve;
      });
      stalls.set(call, [...(stalls.get(call) ?? []), stall]);
      return () => release();
    },
  };
}
