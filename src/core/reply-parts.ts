import type { MessageRef, Messenger, OutgoingMessage, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import type { Logger } from "./logger.ts";
import type { Outbox, OutboxRecord } from "./outbox.ts";

/** How often the last text of a part is tried before the job is left to retry. */
const FINAL_TRIES = 4;
const FIRST_RETRY_MS = 500;

interface ReplyPartsDeps {
  readonly messenger: Messenger;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The messages of one reply: knows what each shows, posts a part once, edits it afterwards, and keeps the outbox so that
 * another process can go on where this one ended.
 */
export async function createReplyParts({ messenger, outbox, clock, log }: ReplyPartsDeps, reply: Reply) {
  const { channel } = reply.target;
  const earlier = await outbox.read(channel, reply.id);
  const refs: MessageRef[] = [...(earlier?.parts ?? [])];
  const shown: (OutgoingMessage | undefined)[] = refs.map(() => undefined);
  let whole: string | undefined;
  let isRecorded = true;
  /** A post failed in a way that leaves open whether people see it. */
  let isPostUnsure = false;

  async function record(state: OutboxRecord["state"]): Promise<void> {
    await outbox.write(channel, reply.id, { version: 1, state, parts: [...refs], updatedAt: clock.now() });
    isRecorded = true;
  }

  async function show(part: number, message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    const before = shown[part];
    if (before?.markdown === message.markdown && before.state === message.state) return;
    const ref = refs[part];
    const next =
      ref === undefined
        ? await post(part, message, signal)
        : await messenger.edit(reply, ref, message, { part, signal });
    if (ref === undefined || !isSameRef(ref, next)) isRecorded = false;
    refs[part] = next;
    shown[part] = message;
  }

  async function post(part: number, message: OutgoingMessage, signal: AbortSignal): Promise<MessageRef> {
    try {
      return await messenger.post(reply, message, { part, previous: refs[part - 1], signal });
    } catch (error) {
      isPostUnsure = !(error instanceof AppError) || error.code === "PLATFORM_UNAVAILABLE";
      throw error;
    }
  }

  return {
    /** An earlier run has already said everything. */
    isClosed: earlier?.state === "final" || earlier?.state === "failed",
    /** Whether a growing text needs no drawing: it is shown, or only the end may show it. */
    shows: (text: string) => whole === text || isPostUnsure,
    /**
     * Shows a growing text: all parts but the last are as they will stay. After a post that may have arrived nothing
     * grows any more: only the end posts that part again, and the platform knows it by its key.
     */
    async draw(
      texts: readonly string[],
      { whole: text, signal }: { readonly whole: string; readonly signal: AbortSignal },
    ): Promise<void> {
      for (const [part, markdown] of texts.entries()) {
        await show(part, { markdown, state: part < texts.length - 1 ? "final" : "partial" }, signal);
        if (!isRecorded) await record("streaming");
      }
      whole = text;
    },
    /** Shows the last text and removes what is left over. Retries what may be repeated safely; throws otherwise. */
    async close(
      texts: readonly string[],
      { state, signal }: { readonly state: "final" | "failed"; readonly signal: AbortSignal },
    ): Promise<void> {
      for (const [part, markdown] of texts.entries()) {
        const isRepeatable = refs[part] !== undefined;
        await persist(() => show(part, { markdown, state: "final" }, signal), { isRepeatable, signal });
        if (!isRecorded && part < texts.length - 1) await record("streaming");
      }
      for (const ref of refs.slice(texts.length).toReversed()) await removeLast(ref, signal);
      await record(state);
    },
  };

  async function removeLast(ref: MessageRef, signal: AbortSignal): Promise<void> {
    try {
      await persist(() => messenger.remove(reply, ref, { signal }), { isRepeatable: true, signal });
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      // The answer itself is whole: it must not fail because an old message may not be taken away.
      log.warn({ err: error, code: error.code }, "a message that an answer no longer needs could not be removed");
    }
    refs.pop();
    shown.length = refs.length;
  }

  async function persist(
    send: () => Promise<void>,
    { isRepeatable, signal }: { readonly isRepeatable: boolean; readonly signal: AbortSignal },
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await send();
        return;
      } catch (error) {
        // A post that may have arrived must not be sent again blindly; an edit may.
        const mayRepeat =
          error instanceof AppError && error.retryable && (isRepeatable || error.code === "PLATFORM_RATE_LIMITED");
        if (!mayRepeat || attempt === FINAL_TRIES) throw error;
        const isTooLate = await clock.wait(error.retryAfterMs ?? FIRST_RETRY_MS * 2 ** (attempt - 1), signal).then(
          () => false,
          () => true,
        );
        if (isTooLate) throw error;
      }
    }
  }
}

function isSameRef(a: MessageRef, b: MessageRef): boolean {
  return a.messageId === b.messageId && a.channelId === b.channelId && a.threadId === b.threadId && a.live === b.live;
}
