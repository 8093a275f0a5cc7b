import type { AnswerEvent } from "../../../src/core/answer.ts";
import type { MessageLimits, Reply } from "../../../src/core/chat.ts";
import type { JobPayload } from "../../../src/core/jobs.ts";
import { type StreamReplyOptions, streamReply } from "../../../src/core/stream-reply.ts";
import { createFakeClock, settle } from "../../fakes/fake-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { createMemoryMessenger } from "../../fakes/memory-messenger.ts";
import { createMemoryOutbox } from "../../fakes/memory-outbox.ts";
import { createMemoryStopRequests } from "../../fakes/memory-stop-requests.ts";

export const reply: Reply = {
  id: "answer-1",
  target: { kind: "message", channel: { platform: "web", workspaceId: "web", channelId: "general" }, messageId: "q" },
  asker: { id: "u" },
  question: "Why?",
};

export const job: JobPayload<"answer"> = { version: 1, reply, sites: [], receivedAt: 1_000 };

export const done: AnswerEvent = { type: "done", finishReason: "stop" };

/** One reply on a platform in memory, with a provider that says what the test makes it say. */
export function openReply({
  limits = {},
  isStreaming = false,
}: {
  readonly limits?: Partial<MessageLimits>;
  readonly isStreaming?: boolean;
} = {}) {
  const clock = createFakeClock();
  const messenger = createMemoryMessenger({ now: clock.now, limits, isStreaming });
  const outbox = createMemoryOutbox();
  const stopRequests = createMemoryStopRequests();
  const log = createMemoryLog();
  const provider = createScript();
  const shutdown = new AbortController();
  return {
    clock,
    messenger,
    outbox,
    stopRequests,
    log,
    shutdown,
    ...provider,
    texts: () => messenger.texts(reply),
    start: (options: Partial<StreamReplyOptions> = {}, events: AsyncIterable<AnswerEvent> = provider.events) => {
      const ending = streamReply(
        { messenger, outbox, stopRequests, clock, log },
        { job, ask: (signal) => untilAborted(events, signal) },
        {
          sites: { include: undefined, exclude: [] },
          signal: shutdown.signal,
          isRepeated: false,
          closingNote: () => undefined,
          ...options,
        },
      );
      // A test looks at a rejection when it is ready to.
      ending.catch(() => undefined);
      return ending;
    },
  };
}

/** A provider holds to its signal. */
async function* untilAborted(events: AsyncIterable<AnswerEvent>, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => undefined);
  const iterator = events[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (next.done === true) return;
    yield next.value;
  }
}

/** A stream of events that a test feeds by hand. */
function createScript() {
  const queue: (AnswerEvent | { readonly error: unknown } | "end")[] = [];
  let wake: () => void = () => undefined;
  const push = (entry: (typeof queue)[number]) => {
    queue.push(entry);
    wake();
    return settle();
  };
  async function* run(): AsyncGenerator<AnswerEvent> {
    for (;;) {
      const next = queue.shift();
      if (next === "end") return;
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if ("error" in next) throw next.error;
      else yield next;
    }
  }
  return {
    events: run(),
    say: (text: string) => push({ type: "text", text }),
    cite: (...urls: readonly string[]) =>
      push({ type: "citations", citations: urls.map((url, index) => ({ number: index + 1, url })) }),
    finish: () => push(done).then(() => push("end")),
    breakOff: () => push("end"),
    fail: (error: unknown) => push({ error }),
  };
}

/** A provider that says everything at once, or with a rest for other things after each `burst` events. */
export async function* fromArray(
  events: readonly AnswerEvent[],
  burst = Number.POSITIVE_INFINITY,
): AsyncGenerator<AnswerEvent> {
  for (const [index, event] of events.entries()) {
    if (index % burst === burst - 1) await new Promise((resolve) => setImmediate(resolve));
    yield event;
  }
}
