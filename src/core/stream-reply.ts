import type { AnswerEvent, Citation } from "./answer.ts";
import type { Messenger, Reply } from "./chat.ts";
import { checkCitations, stablePart } from "./check-citations.ts";
import type { Clock } from "./clock.ts";
import { ProviderError } from "./errors.ts";
import type { Logger } from "./logger.ts";
import type { Outbox } from "./outbox.ts";
import { renderAnswer } from "./render-answer.ts";
import { createReplyParts } from "./reply-parts.ts";
import type { SiteLists } from "./settings.ts";
import { splitMessage } from "./split-message.ts";

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

/** How long nothing may be seen before the platform is asked to show that work goes on. */
const INDICATE_AFTER_MS = 400;
/** Discord's typing indicator lasts 10 s. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
const INDICATE_EVERY_MS = 8_000;
/** A call to the platform is not cut off when the answer ends: what it posted must be known. */
const SEND_WITHIN_MS = 15_000;
/** Closing a reply has its own deadline: the answer's signal may be what ended it. */
const CLOSE_WITHIN_MS = 30_000;

/**
 * Shows one answer while it grows: posts once, edits at most every `editIntervalMs` with one call in flight and the
 * latest text winning, and always ends with the whole checked text and its sources. A partial edit that fails is
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
  const text = answer.checked().markdown.trim();
  await parts.close(splitMessage(text === "" ? note : `${text}\n\n${note}`, limits), { state: "failed", signal });
  return "failed";
}

/** The text and citations that have arrived, held to the site lists. */
function createGrowingAnswer(sites: SiteLists) {
  let text = "";
  let citations: readonly Citation[] | undefined;
  let announce: () => void = () => undefined;
  let grown = new Promise<void>((resolve) => {
    announce = resolve;
  });
  return {
    add(event: AnswerEvent): void {
      if (event.type === "citations") citations = event.citations;
      if (event.type === "text") text += event.text;
      announce();
      grown = new Promise((resolve) => {
        announce = resolve;
      });
    },
    /** Resolves when something has been added since the call. */
    grown: () => grown,
    isEmpty: () => text.trim() === "",
    /** What may be shown now: no half link, no address off the lists. */
    shown: () => checkCitations(stablePart(text), citations, sites).markdown.trimEnd(),
    checked: () => checkCitations(text, citations ?? [], sites),
  };
}

async function drawWhileGrowing(
  { messenger, clock, log }: StreamReplyDeps,
  {
    reply,
    answer,
    parts,
  }: {
    reply: Reply;
    answer: ReturnType<typeof createGrowingAnswer>;
    parts: Awaited<ReturnType<typeof createReplyParts>>;
  },
  signal: AbortSignal,
): Promise<void> {
  const firstText = new AbortController();
  const indicating = indicateUntil({ messenger, clock }, reply, AbortSignal.any([signal, firstText.signal]));
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  try {
    while (!signal.aborted) {
      const shown = answer.shown();
      const grown = answer.grown();
      if (shown !== "" && !parts.shows(shown)) {
        firstText.abort();
        const waitMs = await parts
          .draw(splitMessage(shown, messenger.limits), { whole: shown, signal: AbortSignal.timeout(SEND_WITHIN_MS) })
          .then(
            () => messenger.limits.editIntervalMs,
            (error: unknown) => {
              if (!signal.aborted)
                log.debug({ err: error }, "a partial edit failed; the next one or the last will show the text");
              return Math.max(messenger.limits.editIntervalMs, retryAfterOf(error));
            },
          );
        await clock.wait(waitMs, signal).catch(() => undefined);
      } else {
        await Promise.race([grown, aborted]);
        // A burst of events, or a whole short answer, is one call.
        await clock.wait(0, signal).catch(() => undefined);
      }
    }
  } finally {
    firstText.abort();
    await indicating;
  }
}

async function indicateUntil(
  { messenger, clock }: Pick<StreamReplyDeps, "messenger" | "clock">,
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  try {
    await clock.wait(INDICATE_AFTER_MS, signal);
    for (;;) {
      await messenger.indicate(reply, "searching", { signal });
      await clock.wait(INDICATE_EVERY_MS, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function retryAfterOf(error: unknown): number {
  return error instanceof Error && "retryAfterMs" in error && typeof error.retryAfterMs === "number"
    ? error.retryAfterMs
    : 0;
}
