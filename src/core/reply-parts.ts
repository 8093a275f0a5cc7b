import type { MessageRef, Messenger, OutgoingMessage, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import type { Outbox, OutboxRecord } from "./outbox.ts";

/** How often the last text of a part is tried before the job is left to retry. */
const FINAL_TRIES = 4;
const FIRST_RETRY_MS = 500;

interface ReplyPartsDeps {
  readonly messenger: Messenger;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/**
 * The messages of one reply: knows what each shows, posts a part once, edits it afterwards, and keeps the outbox so that
 * another process can go on where this one ended.
 */
export async function createReplyParts({ messenger, outbox, clock }: ReplyPartsDeps, reply: Reply) {
  const { channel } = reply.target;
  const earlier = await outbox.read(channel, reply.id);
  const refs: MessageRef[] = [...(earlier?.parts ?? [])];
  const shown: (OutgoingMessage | undefined)[] = refs.map(() => undefined);
  let whole: string | undefined;

  const record = (state: OutboxRecord["state"]) =>
    outbox.write(channel, reply.id, { version: 1, state, parts: [...refs], updatedAt: clock.now() });

  async function show(part: number, message: OutgoingMessage, signal: AbortSignal): Promise<boolean> {
    const before = shown[part];
    if (before?.markdown === message.markdown && before.state === message.state) return false;
    const ref = refs[part];
    const previous = refs[part - 1];
    refs[part] =
      ref === undefined
        ? await messenger.post(reply, message, { part, previous, signal })
        : await messenger.edit(reply, ref, message, { part, signal });
    shown[part] = message;
    return ref === undefined;
  }

  return {
    /** An earlier run has already said everything. */
    isClosed: earlier?.state === "final" || earlier?.state === "failed",
    shows: (text: string) => whole === text,
    /** Shows a growing text: all parts but the last are as they will stay. */
    async draw(
      texts: readonly string[],
      { whole: text, signal }: { readonly whole: string; readonly signal: AbortSignal },
    ): Promise<void> {
      for (const [part, markdown] of texts.entries()) {
        const isNew = await show(part, { markdown, state: part < texts.length - 1 ? "final" : "partial" }, signal);
        if (isNew) await record("streaming");
      }
      whole = text;
    },
    /** Shows the last text and removes what is left over. Retries what may be repeated safely; throws otherwise. */
    async close(
      texts: readonly string[],
      { state, signal }: { readonly state: "final" | "failed"; readonly signal: AbortSignal },
    ): Promise<void> {
      for (const [part, markdown] of texts.entries()) {
        const isNew = await persist(() => show(part, { markdown, state: "final" }, signal), {
          isEdit: refs[part] !== undefined,
          signal,
        });
        if (isNew && part < texts.length - 1) await record("streaming");
      }
      for (const ref of refs.splice(texts.length)) await messenger.remove(reply, ref, { signal });
      await record(state);
    },
  };

  async function persist<Result>(
    send: () => Promise<Result>,
    { isEdit, signal }: { readonly isEdit: boolean; readonly signal: AbortSignal },
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        // A post that may have arrived must not be sent again blindly; an edit may.
        const repeatable =
          error instanceof AppError && error.retryable && (isEdit || error.code === "PLATFORM_RATE_LIMITED");
        if (!repeatable || attempt === FINAL_TRIES) throw error;
        await clock.wait(error.retryAfterMs ?? FIRST_RETRY_MS * 2 ** (attempt - 1), signal);
      }
    }
  }
}
