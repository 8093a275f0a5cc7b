import type { MessageRef, Messenger, OutgoingMessage, Reply } from "../../core/chat.ts";
import { AppError, PlatformError } from "../../core/errors.ts";
import type { TranscriptEntry, TranscriptStore } from "../../core/transcript.ts";

export interface WebMessengerDeps {
  readonly transcripts: TranscriptStore;
  readonly clock: { now(): number };
}

export interface WebMessengerOptions {
  /** The shortest time between two edits of one answer; 120 reads as a flow. */
  readonly editIntervalMs?: number | undefined;
  /** The longest part, in characters; a page has no limit of its own. */
  readonly maxLength?: number | undefined;
}

/** Writes answers into the web platform's transcripts, one entry per part; every page that watches the channel sees them grow. */
export function createWebMessenger(
  { transcripts, clock }: WebMessengerDeps,
  { editIntervalMs = 120, maxLength = 100_000 }: WebMessengerOptions = {},
): Messenger {
  const put = async (reply: Reply, id: string, change: Pick<TranscriptEntry, "markdown" | "state">) => {
    try {
      await transcripts.put(reply.target.channel.channelId, {
        id,
        author: "footnote",
        inReplyTo: questionIdOf(reply),
        ...change,
        at: clock.now(),
      });
    } catch (cause) {
      throw new PlatformError("The web transcript could not be written: look at the store.", {
        code: "PLATFORM_UNAVAILABLE",
        retryAfterMs: cause instanceof AppError ? cause.retryAfterMs : undefined,
        cause,
      });
    }
  };
  const write = async (reply: Reply, ref: MessageRef, message: OutgoingMessage): Promise<MessageRef> => {
    await put(reply, ref.messageId, {
      markdown: message.markdown,
      state: message.state === "final" ? "final" : "writing",
    });
    return ref;
  };
  return {
    limits: { maxLength, measure: (markdown) => markdown.length, editIntervalMs },
    async post(reply, message, { part, signal }) {
      signal.throwIfAborted();
      return write(
        reply,
        { platform: "web", channelId: reply.target.channel.channelId, messageId: partId(reply, part) },
        message,
      );
    },
    async edit(reply, ref, message, { signal }) {
      signal.throwIfAborted();
      return write(reply, ref, message);
    },
    async indicate(reply, stage, { signal }) {
      // The first words say by themselves that the answer is being written.
      if (stage !== "searching" || signal.aborted) return;
      // Best effort by contract: the answer that follows is what counts.
      await put(reply, partId(reply, 0), { markdown: "", state: "searching" }).catch(() => undefined);
    },
    async remove(reply, ref, { signal }) {
      signal.throwIfAborted();
      await put(reply, ref.messageId, { markdown: "", state: "final" });
    },
  };
}

function partId(reply: Reply, part: number): string {
  return `${reply.id}-${part}`;
}

function questionIdOf({ target }: Reply): string {
  return target.kind === "message" ? target.messageId : target.interactionId;
}
