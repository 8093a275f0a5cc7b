import type { Messenger, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { AppError } from "./errors.ts";
import type { GrowingAnswer } from "./growing-answer.ts";
import { linkAbort, withinDeadline } from "./linked-abort.ts";
import type { Logger } from "./logger.ts";
import type { createReplyParts } from "./reply-parts.ts";
import { splitMessage } from "./split-message.ts";

interface DrawDeps {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One for all answers: an abort without a reason makes an error with a stack each time. */
const SHOWN = new Error("There is something to see");

/** How long nothing may be seen before the platform is asked to show that work goes on. */
const INDICATE_AFTER_MS = 400;
/** Discord's typing indicator lasts 10 s. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
const INDICATE_EVERY_MS = 8_000;
/** A call to the platform is not cut off when the answer ends: what it posted must be known. */
const SEND_WITHIN_MS = 15_000;

/**
 * Shows a growing answer until the signal aborts: at most one change every `editIntervalMs`, one call at a time, always
 * the latest text. Resolves when no call is under way any more. Never rejects: what could not be drawn, the end shows.
 */
export async function drawWhileGrowing(
  deps: DrawDeps,
  what: {
    readonly reply: Reply;
    readonly answer: GrowingAnswer;
    readonly parts: Awaited<ReturnType<typeof createReplyParts>>;
    /** Told before each change: from the first one on people may see something. */
    onDraw(): void;
  },
  signal: AbortSignal,
): Promise<void> {
  const firstText = linkAbort(signal);
  const indicating = indicateUntil(deps, what.reply, firstText.signal);
  try {
    await draw(deps, { ...what, onText: () => firstText.abort(SHOWN) }, signal);
  } catch (error) {
    if (!signal.aborted) deps.log.warn({ err: error }, "an answer cannot be shown while it grows; its end will be");
  } finally {
    firstText.abort(SHOWN);
    firstText.release();
    await indicating;
  }
}

async function draw(
  { messenger, clock, log }: DrawDeps,
  { answer, parts, onDraw, onText }: Parameters<typeof drawWhileGrowing>[1] & { onText(): void },
  signal: AbortSignal,
): Promise<void> {
  const { limits } = messenger;
  let lookedAt = 0;
  while (!signal.aborted) {
    // Asked for before the text is read: what comes after this line wakes the wait below.
    const grown = answer.grown();
    const shown = answer.shown();
    if (shown === "" || parts.shows(shown)) {
      await untilAborted(grown, signal);
      // A burst of events, or a whole short answer, is one call; text that shows nothing new is not read at every event.
      await clock.wait(shown === "" ? 0 : Math.max(0, lookedAt + limits.editIntervalMs - clock.now()), signal);
      lookedAt = clock.now();
      continue;
    }
    onText();
    onDraw();
    lookedAt = clock.now();
    let waitMs = limits.editIntervalMs;
    try {
      await withinDeadline(SEND_WITHIN_MS, (sending) =>
        parts.draw(splitMessage(shown, limits), { whole: shown, signal: sending }),
      );
    } catch (error) {
      log.debug({ err: error }, "a change of a growing answer failed; the next one or the end will show the text");
      if (error instanceof AppError) waitMs = Math.max(waitMs, error.retryAfterMs ?? 0);
    }
    await clock.wait(waitMs, signal);
  }
}

async function indicateUntil({ messenger, clock, log }: DrawDeps, reply: Reply, signal: AbortSignal): Promise<void> {
  try {
    await clock.wait(INDICATE_AFTER_MS, signal);
    for (;;) {
      await untilAborted(messenger.indicate(reply, "searching", { signal }), signal);
      await clock.wait(INDICATE_EVERY_MS, signal);
    }
  } catch (error) {
    if (!signal.aborted) log.debug({ err: error }, "work could not be indicated");
  }
}

/** What the promise gives, or a rejection with the signal's reason should that come first. */
async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
  });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
