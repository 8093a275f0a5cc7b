import type { Messenger, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import type { GrowingAnswer } from "./growing-answer.ts";
import { untilAborted, withinDeadline } from "./linked-abort.ts";
import type { Logger } from "./logger.ts";
import type { ReplyParts } from "./reply-parts.ts";
import { showWaiting } from "./show-waiting.ts";
import { splitMessage } from "./split-message.ts";

interface DrawDeps {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How long a text may grow in a live message, which has no Stop button. Most answers are whole by then. */
const LIVE_FOR_MS = 5_000;

/** A call under way is not cut off when the answer ends: what it posted must be known. */
const SEND_WITHIN_MS = 15_000;

/**
 * Shows a growing answer until the signal aborts: at most one change every `editIntervalMs`, one call at a time, always
 * the latest text. One that grows for long, or again, has to have its Stop button. Resolves when no call is under way any
 * more. Never rejects: what could not be drawn, the end shows.
 */
export async function drawWhileGrowing(
  deps: DrawDeps,
  what: {
    readonly reply: Reply;
    readonly answer: GrowingAnswer;
    readonly parts: ReplyParts;
    /** An earlier run has ended without a word: who asked has waited long enough. */
    readonly isRepeated: boolean;
    /** What the placeholder says, by how long it has been waited for. */
    placeholder(waitedMs: number): string;
    /** Whether the text is shown while it grows; else nothing is but that work goes on. */
    readonly isStreaming: boolean;
    /** Told before each change: from the first one on people may see something, and stop it. */
    onDraw(): void;
  },
  signal: AbortSignal,
): Promise<void> {
  const waiting = showWaiting(deps, what, signal);
  try {
    await (what.isStreaming ? draw(deps, { ...what, onText: waiting.end }, signal) : waiting.over);
  } catch (error) {
    if (!signal.aborted) deps.log.warn({ err: error }, "an answer cannot be shown while it grows; its end will be");
  } finally {
    await waiting.end();
    await waiting.over;
  }
}

async function draw(
  { messenger, clock, log }: DrawDeps,
  { answer, parts, onDraw, onText }: Parameters<typeof drawWhileGrowing>[1] & { onText(): Promise<void> },
  signal: AbortSignal,
): Promise<void> {
  const { limits } = messenger;
  let lookedAt = 0;
  // Who has waited for an earlier run has waited long enough.
  let needsControls = parts.isResumed;
  let lasting: Promise<void> | undefined;
  while (!signal.aborted) {
    // Asked for before the text is read: what comes after this line wakes the wait below.
    const grown = answer.grown();
    const shown = answer.shown();
    if (shown === "" || (parts.shows(shown) && !(needsControls && parts.isLive()))) {
      await untilAborted(lasting === undefined || needsControls ? grown : Promise.race([grown, lasting]), signal);
      // A burst of events, or a whole short answer, is one call; text that shows nothing new is not read at every event.
      await clock.wait(shown === "" ? 0 : Math.max(0, lookedAt + limits.editIntervalMs - clock.now()), signal);
      lookedAt = clock.now();
      continue;
    }
    // A placeholder on its way is the message that this text goes into.
    await onText();
    onDraw();
    lookedAt = clock.now();
    let waitMs = limits.editIntervalMs;
    try {
      await withinDeadline(SEND_WITHIN_MS, (sending) =>
        parts.draw(splitMessage(shown, limits), {
          whole: shown,
          needsControls,
          signal: sending,
          patience: signal,
        }),
      );
      if (parts.isLive()) lasting ??= untilLasting();
    } catch (error) {
      log.debug({ err: error }, "a change of a growing answer failed; the next one or the end will show the text");
      if (error instanceof AppError) waitMs = Math.max(waitMs, error.retryAfterMs ?? 0);
    }
    await clock.wait(waitMs, signal);
  }

  /** Ends with the answer, and never rejects. */
  async function untilLasting(): Promise<void> {
    await clock.wait(LIVE_FOR_MS, signal).catch(() => undefined);
    needsControls = true;
  }
}
