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

/** What the page shows before the first word. */
const SEARCHING = { markdown: "", state: "searching", controls: ["stop"] } as const;

/** Writes answers into the web platform's transcripts, one entry per part; every page that watches the channel sees them grow. */
export function createWebMessenger(
  { transcripts, clock }: WebMessengerDeps,
  { editIntervalMs = 120, maxLength = 100_000 }: WebMessengerOptions = {},
): Messenger {
  const put = (
    reply: Reply,
    id: string,
    change: Pick<TranscriptEntry, "markdown" | "state" | "controls" | "feedback">,
  ) =>
    asPlatformError("written", () =>
      transcripts.put(reply.target.channel.channelId, {
        id,
        author: "footnote",
        inReplyTo: questionIdOf(reply),
        answerId: reply.id,
        ...(reply.language === undefined ? {} : { language: reply.language }),
        ...change,
        at: clock.now(),
      }),
    );
  const findEntry = (reply: Reply, id: string) =>
    asPlatformError("read", async () => {
      const entries = await transcripts.read(reply.target.channel.channelId);
      return entries.find((entry) => entry.id === id);
    });
  const write = async (
    reply: Reply,
    ref: MessageRef,
    { markdown, state, controls, feedback }: OutgoingMessage,
  ): Promise<MessageRef> => {
    const change =
      state === "placeholder"
        ? SEARCHING
        : ({ markdown, state: state === "final" ? "final" : "writing", controls, feedback } as const);
    await put(reply, ref.messageId, change);
    return ref;
  };
  return {
    limits: {
      maxLength,
      measure: (markdown) => markdown.length,
      editIntervalMs,
      // At once with "searching", whose Stop has to work.
      placeholderAfterMs: () => 0,
    },
    async post(reply, message, { part, signal }) {
      signal.throwIfAborted();
      return write(reply, refOf(reply, part), message);
    },
    async edit(reply, ref, message, { signal }) {
      signal.throwIfAborted();
      return write(reply, ref, message);
    },
    async find(reply, { part, signal }) {
      signal.throwIfAborted();
      const ref = refOf(reply, part);
      const entry = await findEntry(reply, ref.messageId);
      // Without a word it was never posted and only says that it searches, or it was taken back.
      return entry === undefined || entry.markdown === "" ? undefined : ref;
    },
    async indicate(reply, stage, { signal }) {
      // The first words say by themselves that the answer is being written.
      if (reply.target.kind === "channel" || stage !== "searching" || signal.aborted) return;
      const { messageId } = refOf(reply, 0);
      try {
        // Said once: the page counts from then on how long it takes.
        if ((await findEntry(reply, messageId))?.state === "searching" || signal.aborted) return;
        await put(reply, messageId, SEARCHING);
      } catch {
        // Best effort by contract: the answer that follows is what counts.
      }
    },
    async remove(reply, ref, { signal }) {
      signal.throwIfAborted();
      await put(reply, ref.messageId, { markdown: "", state: "final" });
    },
    locate: async (channel) => channel,
  };
}

function refOf(reply: Reply, part: number): MessageRef {
  return { platform: "web", channelId: reply.target.channel.channelId, messageId: `${reply.id}-${part}` };
}

/** Parts of one post that nobody asked for have nothing else in common. */
function questionIdOf({ target }: Reply): string | undefined {
  switch (target.kind) {
    case "message":
      return target.messageId;
    case "interaction":
      return target.interactionId;
    case "channel":
      return undefined;
  }
}

async function asPlatformError<Result>(what: "read" | "written", run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    throw new PlatformError(`The web transcript could not be ${what}: look at the store.`, {
      code: "PLATFORM_UNAVAILABLE",
      retryAfterMs: cause instanceof AppError ? cause.retryAfterMs : undefined,
      cause,
    });
  }
}
