import type { AnswerEvent } from "./answer.ts";
import type { Messenger, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { drawWhileGrowing } from "./draw-while-growing.ts";
import { ProviderError } from "./errors.ts";
import { createGrowingAnswer } from "./growing-answer.ts";
import type { Logger } from "./logger.ts";
import type { Outbox } from "./outbox.ts";
import { renderAnswer, renderBrokenAnswer } from "./render-answer.ts";
import { createReplyParts } from "./reply-parts.ts";
import type { SiteLists } from "./settings.ts";

export interface StreamReplyDeps {
  readonly messenger: Messenger;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface StreamReplyOptions {
  readonly sites: SiteLists;
  readonly signal: AbortSignal;
  /** The Markdown that closes the reply when the answer failed; undefined leaves it open for a retry. */
  closingNote(error: unknown): string | undefined;
}

/** Closing a reply has its own deadline: the answer's signal may be what ended it. */
const CLOSE_WITHIN_MS = 30_000;

/**
 * Shows one answer while it grows: posts once, edits at most every `editIntervalMs` with one call in flight and the
 * latest text winning, and always ends with the whole checked text and its sources. A change on the way that fails is
 * forgotten. An earlier run's messages, which the outbox knows, are edited and never posted again.
 *
 * Throws what the provider threw, unless `closingNote` had a note for it: then the reply ends with the text so far and
 * the note. Returns how the reply ended.
 */
export async function streamReply(
  deps: StreamReplyDeps,
  { reply, events }: { readonly reply: Reply; readonly events: AsyncIterable<AnswerEvent> },
  options: StreamReplyOptions,
): Promise<"final" | "failed"> {
  const parts = await createReplyParts(deps, reply);
  if (parts.isClosed) return "final";
  const answer = createGrowingAnswer(options.sites);
  const stopDrawing = new AbortController();
  const drawing = drawWhileGrowing(
    deps,
    { reply, answer, parts },
    AbortSignal.any([options.signal, stopDrawing.signal]),
  );
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const event of events) answer.add(event);
    // A stream that was aborted may end as if it were whole.
    if (!answer.isDone()) options.signal.throwIfAborted();
    if (answer.isEmpty()) throw new ProviderError("The endpoint finished without a word", { code: "PROVIDER_EMPTY" });
  } catch (error) {
    failure = { error };
  } finally {
    stopDrawing.abort();
    await drawing;
  }
  const { limits } = deps.messenger;
  const signal = AbortSignal.timeout(CLOSE_WITHIN_MS);
  if (failure === undefined) {
    await parts.close(renderAnswer(answer.checked(), options.sites, limits), { state: "final", signal });
    return "final";
  }
  const note = options.closingNote(failure.error);
  if (note === undefined) throw failure.error;
  await parts.close(renderBrokenAnswer(answer.checked(), note, limits), { state: "failed", signal });
  return "failed";
}
