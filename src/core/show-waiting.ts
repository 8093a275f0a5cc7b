import type { Messenger, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { type LinkedAbort, linkAbort, untilAborted, withinDeadline } from "./linked-abort.ts";
import type { Logger } from "./logger.ts";
import type { ReplyParts } from "./reply-parts.ts";

interface WaitingDeps {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Waiting {
  readonly reply: Reply;
  readonly parts: ReplyParts;
  readonly isRepeated: boolean;
  /** What the placeholder says, by how long it has been waited for. */
  placeholder(waitedMs: number): string;
  /** Told when people can stop the answer. */
  onDraw(): void;
}

/** What is shown until the first word. Nothing of it ever rejects: what counts is the answer. */
interface WaitingSign {
  /** The first word is there. Resolves when no placeholder is on its way any more, and none is posted after it. */
  end(): Promise<void>;
  /** Resolves after the end, or the abort, when nothing is under way. */
  readonly over: Promise<void>;
}

/** How long nothing may be seen before the platform is asked to show that work goes on. */
const INDICATE_AFTER_MS = 400;
/** Discord's typing indicator lasts 10 s. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
const INDICATE_EVERY_MS = 8_000;
/** From here on the outbox knows of the answer, so that the platform's own Stop can end it before a placeholder stands. */
const STOPPABLE_AFTER_MS = 3_000;
/** How often the words of a placeholder may change. */
const KEEP_TIME_EVERY_MS = 20_000;
/** A post is not cut off by the first word: what it posted must be known. */
const HOLD_WITHIN_MS = 15_000;
/** One for all answers: an abort without a reason makes an error with a stack each time. */
const SHOWN = new Error("There is something to see");

/**
 * Shows until the first word that work goes on: by what the platform has for it, and after a while by a placeholder with
 * a Stop button. An answer whose earlier run came to nothing has its placeholder at once.
 */
export function showWaiting(deps: WaitingDeps, waiting: Waiting, signal: AbortSignal): WaitingSign {
  const { messenger, clock, log } = deps;
  const { reply, parts, onDraw } = waiting;
  const placeholderAfterMs = messenger.limits.placeholderAfterMs?.(reply);
  const holdAfterMs = Math.max(INDICATE_AFTER_MS, placeholderAfterMs ?? Number.POSITIVE_INFINITY);
  const stoppableAfterMs = Math.min(holdAfterMs, STOPPABLE_AFTER_MS);
  let hasEnded = false;
  let waitedMs = 0;
  // Most answers have their first word before anything is shown: a signal of its own would cost each of them.
  let step: { readonly abort: LinkedAbort; readonly done: Promise<unknown> } | undefined;
  return {
    over: show(),
    async end() {
      hasEnded = true;
      step?.abort.abort(SHOWN);
      await step?.done;
    },
  };

  async function show(): Promise<void> {
    try {
      if (waiting.isRepeated && (await take(hold))) return await keepTime(0);
      await pass(INDICATE_AFTER_MS);
      await take(indicate);
      await pass(stoppableAfterMs - INDICATE_AFTER_MS);
      if (holdAfterMs > stoppableAfterMs) await take(accept);
      for (let nowMs = stoppableAfterMs, indicateAtMs = INDICATE_EVERY_MS; !hasEnded; ) {
        if (nowMs >= holdAfterMs && (await take(hold))) return await keepTime(nowMs);
        const nextMs = nowMs < holdAfterMs ? Math.min(holdAfterMs, indicateAtMs) : indicateAtMs;
        await pass(nextMs - nowMs);
        nowMs = nextMs;
        if (nowMs < indicateAtMs) continue;
        await take(indicate);
        indicateAtMs += INDICATE_EVERY_MS;
      }
    } catch (error) {
      if (!signal.aborted && !hasEnded) log.debug({ err: error }, "work could not be indicated");
    }
  }

  /** A placeholder that says how long it has been is told so, where its words change. */
  async function keepTime(fromMs: number): Promise<void> {
    let said = waiting.placeholder(fromMs);
    for (waitedMs = fromMs; !hasEnded; ) {
      await pass(KEEP_TIME_EVERY_MS);
      waitedMs += KEEP_TIME_EVERY_MS;
      const next = waiting.placeholder(waitedMs);
      if (next !== said && (await take(hold))) said = next;
    }
  }

  async function pass(ms: number): Promise<void> {
    if (!hasEnded) await clock.wait(ms, signal);
  }

  /** Does one thing, unless the first word is there already; its signal aborts when that comes meanwhile. */
  async function take(run: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    if (hasEnded) return false;
    const abort = linkAbort(signal);
    const done = run(abort.signal).finally(abort.release);
    // Whoever waits for the first word's turn has no use for how it failed.
    step = { abort, done: done.catch(() => {}) };
    return done;
  }

  async function indicate(until: AbortSignal): Promise<boolean> {
    await untilAborted(messenger.indicate(reply, "searching", { signal: until }), until);
    return false;
  }

  async function accept(): Promise<boolean> {
    await parts.accept();
    onDraw();
    return false;
  }

  /** Whether the placeholder stands now. */
  async function hold(patience: AbortSignal): Promise<boolean> {
    if (placeholderAfterMs === undefined) return false;
    onDraw();
    try {
      return await withinDeadline(HOLD_WITHIN_MS, (sending) =>
        parts.hold({ text: waiting.placeholder(waitedMs), signal: sending, patience }),
      );
    } catch (error) {
      log.debug({ err: error }, "a placeholder could not be shown; the answer will be");
      return false;
    }
  }
}
