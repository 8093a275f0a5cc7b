import type { AnswerEvent } from "./answer.ts";
import type { MessageRef } from "./chat.ts";
import type { CheckedAnswer, OffListRule } from "./check-citations.ts";
import { drawWhileGrowing } from "./draw-while-growing.ts";
import { ProviderError } from "./errors.ts";
import { createGrowingAnswer } from "./growing-answer.ts";
import type { JobPayload } from "./jobs.ts";
import { type LinkedAbort, linkAbort, withinDeadline } from "./linked-abort.ts";
import type { Language } from "./messages/language.ts";
import { type Message, say } from "./messages/message.ts";
import { translate } from "./messages/translate.ts";
import { renderAnswer, renderBrokenAnswer } from "./render-answer.ts";
import type { ClosedState } from "./reply-ending.ts";
import { createReplyParts, type ReplyPartsDeps, type Saying } from "./reply-parts.ts";
import type { SiteLists } from "./settings.ts";
import type { StopRequests } from "./stop-requests.ts";

export interface StreamReplyDeps extends ReplyPartsDeps {
  readonly stopRequests: StopRequests;
}

export interface StreamReplyOptions extends Pick<Saying, "earlier"> {
  readonly sites: SiteLists;
  readonly signal: AbortSignal;
  /** A run of this job has begun before: should this one die too, the sweep must know of the answer. */
  readonly isRepeated: boolean;
  /** What becomes of citations off the lists. Absent: they are removed. */
  readonly offList?: OffListRule | undefined;
  /** Whether the text is shown while it grows. Absent: it is. */
  readonly isStreaming?: boolean | undefined;
  /** What stands in the answer's place before its first word, by how long it has been waited for. Absent: that it is searched for. */
  placeholder?(waitedMs: number): Message;
  /** Told once of an answer that stands there whole, by the run that has closed it. */
  onFinal?(whole: FinalAnswer): Promise<void>;
  /** The Markdown that closes the reply when the answer failed; undefined leaves it open for a retry. */
  closingNote(error: unknown): string | undefined;
}

/** An answer that people have whole. */
export interface FinalAnswer extends CheckedAnswer {
  readonly messages: readonly MessageRef[];
}

/** Closing a reply has its own deadline: the answer's signal may be what ended it. */
const CLOSE_WITHIN_MS = 60_000;
/** And so has the sentence that stands for an answer which could not be closed. */
const ABANDON_WITHIN_MS = 30_000;
/** One for all answers: an abort without a reason makes an error with a stack each time. */
const OVER = new Error("The answer is over");

/**
 * Shows one answer while it grows: posts once, edits at most every `editIntervalMs` with one call in flight and the
 * latest text winning, and always ends with the whole checked text and its sources. A change on the way that fails is
 * forgotten. An earlier run's messages, which the outbox knows, are edited and never posted again. A person's request to
 * stop aborts the signal that `ask` was given, and ends the reply with the text so far.
 *
 * Throws what the provider threw, unless `closingNote` had a note for it: then the reply ends with the text so far and
 * the note. What cannot be closed like this ends as the note alone, when there is one for why. Returns how the reply ended; undefined when it had ended before, or a later run writes it.
 */
export async function streamReply(
  deps: StreamReplyDeps,
  { job, ask }: { readonly job: JobPayload<"answer">; ask(signal: AbortSignal): AsyncIterable<AnswerEvent> },
  options: StreamReplyOptions,
): Promise<ClosedState | undefined> {
  const { reply } = job;
  const parts = await createReplyParts(deps, { reply, record: { job }, earlier: options.earlier });
  if (parts.isClosed) return undefined;
  if (options.isRepeated) await parts.accept();
  const { offList, isStreaming = true, placeholder = () => say("answer.searching") } = options;
  const language = reply.language ?? "en";
  const answer = createGrowingAnswer(options.sites, { offList, language });
  const working = linkAbort(options.signal);
  const stop = createStop(working, (signal) => deps.stopRequests.wait(reply.target.channel, reply.id, signal));
  // Nobody stops what nobody has waited for: most short answers never look.
  if (parts.isResumed) stop.watch();
  const drawing = drawWhileGrowing(
    deps,
    {
      reply,
      answer,
      parts,
      isRepeated: options.isRepeated,
      placeholder: (waitedMs) => translate(placeholder(waitedMs), language),
      isStreaming,
      onDraw: stop.watch,
    },
    working.signal,
  );
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const event of ask(working.signal)) answer.add(event);
    // A stream that was aborted may end as if it were whole.
    if (!answer.isDone()) working.signal.throwIfAborted();
    if (answer.isEmpty())
      throw new ProviderError("The endpoint finished without a word", { code: "PROVIDER_EMPTY", mayHaveRun: true });
  } catch (error) {
    failure = { error };
  } finally {
    working.abort(OVER);
    working.release();
    await drawing;
  }
  const ending = endingOf({ failure, isStopped: stop.isAsked() }, { ...options, language });
  // Another worker takes the answer over when this one has to leave it; a deadline only means that it must end here.
  const leaving = linkAbort(options.signal, (reason) => !isTimeout(reason));
  const patience = leaving.signal;
  try {
    return await withinDeadline(CLOSE_WITHIN_MS, async (signal) => {
      const checked = answer.checked();
      const limits = { ...deps.messenger.limits, language };
      const texts =
        ending.state === "final"
          ? renderAnswer(checked, options.sites, limits)
          : renderBrokenAnswer(checked, ending.note, limits);
      const sources = checked.citations.map(({ url }) => url);
      await parts.close(texts, { state: ending.state, sources, signal, patience });
      if (ending.state === "final") await options.onFinal?.({ ...checked, messages: parts.refs() });
      return ending.state;
    });
  } catch (error) {
    // A text that the platform refuses for good, or that cannot even be made, is an error that the asker must see.
    const note = parts.isWhole() ? undefined : options.closingNote(error);
    if (note === undefined) throw error;
    await withinDeadline(ABANDON_WITHIN_MS, (signal) => parts.abandon(note, { signal, patience }));
    return "failed";
  } finally {
    leaving.release();
  }
}

type Ending = { readonly state: "final" } | { readonly state: "failed" | "cancelled"; readonly note: string };

/** Throws the failure of an answer that stays open for a retry. */
function endingOf(
  { failure, isStopped }: { readonly failure: { readonly error: unknown } | undefined; readonly isStopped: boolean },
  { closingNote, language }: Pick<StreamReplyOptions, "closingNote"> & { readonly language: Language },
): Ending {
  if (failure === undefined) return { state: "final" };
  if (isStopped) return { state: "cancelled", note: translate(say("answer.stopped"), language) };
  const note = closingNote(failure.error);
  if (note === undefined) throw failure.error;
  return { state: "failed", note };
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}

/** Ends the work when a person asks to stop; `watch` begins to listen for that, once. */
function createStop(working: LinkedAbort, wait: (signal: AbortSignal) => Promise<boolean>) {
  let isWatching = false;
  let isAsked = false;
  return {
    isAsked: () => isAsked,
    watch() {
      if (isWatching) return;
      isWatching = true;
      // It ends with the answer, and never rejects.
      void wait(working.signal).then((isStopped) => {
        isAsked = isStopped;
        if (isStopped) working.abort(new DOMException("Somebody asked to stop", "AbortError"));
      });
    },
  };
}
