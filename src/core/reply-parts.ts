import type { MessageRef, Messenger, OutgoingMessage, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import type { Logger } from "./logger.ts";
import { findLostPost, stillStands } from "./look-up-part.ts";
import { isClosed, type Outbox, type OutboxRecord } from "./outbox.ts";
import { type Closing, closingMessages, type Ending } from "./reply-ending.ts";
import {
  fromOutbox,
  isGone,
  isLivePart,
  isRefusal,
  isSameMessage,
  isSameRef,
  lacksControls,
  type Part,
  type Sending,
  toOutbox,
} from "./reply-part.ts";
import { retrySend } from "./retry-send.ts";

export interface ReplyPartsDeps {
  readonly messenger: Messenger;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is said, and what the outbox keeps of why. */
export interface Saying {
  readonly reply: Reply;
  /** What it is an answer to or the post of. Only an answer gets buttons. */
  readonly record: Pick<OutboxRecord, "job" | "digest">;
  /** What the outbox has of it, where it has been asked already. */
  readonly earlier?: Promise<OutboxRecord | undefined> | undefined;
}

export type ReplyParts = Awaited<ReturnType<typeof createReplyParts>>;

/**
 * The messages of one reply: knows what each shows, posts a part once, edits it afterwards, and keeps the outbox so that
 * another process can go on where this one ended. The outbox is told before a post and after it; a post whose outcome is
 * unknown, of this run or of an earlier one, is looked for on the platform before it is sent again.
 */
export async function createReplyParts(
  { messenger, outbox, clock, log }: ReplyPartsDeps,
  { reply, record: why, ...known }: Saying,
) {
  const { channel } = reply.target;
  const earlier = await (known.earlier ?? outbox.read(channel, reply.id));
  const parts: Part[] = (earlier?.parts ?? []).map(fromOutbox);
  let whole: string | undefined;
  let isRecorded = true;
  let isKnown = earlier !== undefined;
  let isHolding = false;
  let isWhole = false;
  /** How many messages the text of this run has grown beyond. */
  let grown = 0;
  let patience: AbortSignal | undefined;
  const persist = (send: () => Promise<void>, signal: AbortSignal) => retrySend(send, { clock, signal, patience });

  return {
    /** An earlier run has already said everything, or a later one was asked for. */
    isClosed: earlier !== undefined && (isClosed(earlier) || (earlier.job?.run ?? 0) > (why.job?.run ?? 0)),
    /** When an earlier run had said everything, Unix ms; undefined when none had. */
    finalAt: earlier?.state === "final" ? earlier.updatedAt : undefined,
    /** Whether an earlier run has left anything. */
    isResumed: earlier !== undefined,
    /** Whether a growing text is shown already. */
    shows: (text: string) => whole === text,
    /** Whether the platform shows its last message as growing, and therefore without controls. */
    isLive: () => isLivePart(parts.at(-1)),
    /** Makes the answer known to the sweep before anything of it is on the platform. */
    async accept(): Promise<void> {
      if (!isKnown) await record("accepted");
    },
    /** Says in the answer's place that it is being worked on, unless something of it stands there. Says whether it did. */
    async hold({ text, ...ending }: Ending & { readonly text: string }): Promise<boolean> {
      const signal = begin(ending);
      isHolding ||= parts.length === 0;
      if (!isHolding) return false;
      await show(0, { markdown: text, state: "placeholder", controls: ["stop"] }, signal);
      if (!isRecorded) await record("streaming");
      return true;
    },
    /** Shows a growing text: all parts but the last are as they will stay. */
    async draw(
      texts: readonly string[],
      { whole: text, needsControls, ...ending }: Ending & { readonly whole: string; readonly needsControls?: boolean },
    ): Promise<void> {
      const signal = begin(ending);
      grown = texts.length - 1;
      for (const [index, markdown] of texts.entries()) {
        const isLast = index === texts.length - 1;
        await show(
          index,
          isLast ? { markdown, state: "partial", controls: ["stop"], needsControls } : { markdown, state: "final" },
          signal,
        );
      }
      if (!isRecorded) await record("streaming");
      whole = text;
    },
    /** People have the last text whole, though the outbox may not know it yet: no error may take its place. */
    isWhole: () => isWhole,
    /** Shows the last text and removes what is left over. Retries what may be repeated; throws otherwise. */
    async close(texts: readonly string[], closing: Ending & Closing): Promise<void> {
      const signal = begin(closing);
      const messages = closingMessages(texts, closing, { isAnswer: why.job !== undefined });
      await showAll(messages, signal);
      while (parts.length > messages.length) await removeLast(signal);
      if (await isAnyGone(messages, signal)) await showAll(messages, signal);
      await persist(() => record(closing.state, closing.sources), signal);
    },
    /** Ends a reply whose text is no longer known: the last message becomes the note, the ones before it stay. */
    async abandon(note: string, ending: Ending): Promise<void> {
      const signal = begin(ending);
      const last = Math.max(0, parts.length - 1);
      for (const message of closingMessages([note], { state: "failed" }, { isAnswer: why.job !== undefined }))
        await persist(() => showForGood(last, message, signal), signal);
      await persist(() => record("failed"), signal);
    },
    /** Nobody can be told any more. */
    giveUp: () => record("failed"),
    /** The messages that stand there, in their order. */
    refs: () => parts.flatMap((part) => (part.state === "sent" ? [part.ref] : [])),
    /** Whether anything of it stands on the platform, or may stand there. */
    mayStand: () => parts.some((part) => part.state === "sent" || part.isUnsure),
  };

  /** One change is made at a time, so this holds for all that follows. */
  function begin(ending: Ending): AbortSignal {
    patience = ending.patience;
    return ending.signal;
  }

  async function record(state: OutboxRecord["state"], sources?: readonly string[]): Promise<void> {
    await outbox.write(channel, reply.id, {
      version: 2,
      state,
      parts: parts.map(toOutbox),
      ...why,
      ...(sources === undefined ? {} : { sources: [...sources] }),
      updatedAt: clock.now(),
    });
    isRecorded = true;
    isKnown = true;
  }

  async function show(index: number, message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    const before = parts[index];
    if (before?.state === "sending" && before.isUnsure) await reconcile(index, before, signal);
    const part = parts[index];
    if (part?.state !== "sent") {
      await post(index, message, signal);
    } else if (part.shown === undefined || !isSameMessage(part.shown, message) || lacksControls(part, message)) {
      const ref = await messenger.edit(reply, part.ref, message, { part: index, signal, patience });
      if (!isSameRef(part.ref, ref)) isRecorded = false;
      parts[index] = { state: "sent", ref, shown: message };
    }
  }

  async function post(index: number, message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    const before = parts[index];
    const begun = before?.state === "sending" ? before : ({ state: "sending", at: clock.now() } as const);
    const sending: Sending = { isAnnounced: false, ...begun, isUnsure: false };
    parts[index] = sending;
    if (!sending.isAnnounced) await record("streaming");
    const announced = { ...sending, isAnnounced: true };
    parts[index] = { ...announced, isUnsure: true };
    try {
      const place = { part: index, previous: refBefore(index), insteadOf: sending.insteadOf };
      const ref = await messenger.post(reply, message, { ...place, signal, patience });
      parts[index] = { state: "sent", ref, shown: message };
      isRecorded = false;
    } catch (error) {
      if (isRefusal(error)) parts[index] = announced;
      throw error;
    }
  }

  /** Learns from the platform whether a part stands there. */
  async function reconcile(index: number, part: Sending, signal: AbortSignal) {
    const place = { part: index, previous: refBefore(index), sentAt: part.at };
    const ref = await findLostPost({ messenger, log }, reply, { ...place, signal });
    parts[index] = ref === undefined ? { ...part, isUnsure: false } : { state: "sent", ref };
    if (ref !== undefined) isRecorded = false;
  }

  async function showAll(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<void> {
    for (const [index, message] of messages.entries()) await persist(() => showForGood(index, message, signal), signal);
    isWhole = true;
  }

  /** Looks once more for what stood above the growing text: nothing else tells of what somebody has deleted there. */
  async function isAnyGone(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<boolean> {
    for (const [index, message] of messages.slice(0, grown).entries()) {
      const part = parts[index];
      if (part?.state !== "sent") continue;
      const shown = { ref: part.ref, message, part: index, signal, patience };
      if (await stillStands({ messenger, log }, reply, shown)) continue;
      parts[index] = { state: "sent", ref: part.ref };
      isWhole = false;
      return true;
    }
    return false;
  }

  /**
   * The last text lands although somebody has deleted its message meanwhile. It is posted again, and so is what stood
   * below it: the answer is whole and in order.
   */
  async function showForGood(index: number, message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    try {
      await show(index, message, signal);
    } catch (error) {
      const part = parts[index];
      if (!isGone(error) || part?.state !== "sent") throw error;
      while (parts.length > index + 1) await removeLast(signal);
      parts[index] = { state: "sending", at: clock.now(), isAnnounced: false, isUnsure: false, insteadOf: part.ref };
      await show(index, message, signal);
    }
  }

  async function removeLast(signal: AbortSignal): Promise<void> {
    const index = parts.length - 1;
    try {
      await persist(async () => {
        const before = parts[index];
        if (before?.state === "sending" && before.isUnsure) await reconcile(index, before, signal);
        const part = parts[index];
        if (part?.state === "sent") await messenger.remove(reply, part.ref, { signal });
      }, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      // The answer itself is whole: it must not fail because an old message may not be taken away.
      log.warn({ err: error, code: error.code }, "a message that an answer no longer needs could not be removed");
    }
    parts.pop();
  }

  function refBefore(index: number): MessageRef | undefined {
    const part = parts[index - 1];
    return part?.state === "sent" ? part.ref : undefined;
  }
}
