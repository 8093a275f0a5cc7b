import type { Messenger, Reply } from "./chat.ts";
import type { Clock } from "./clock.ts";
import { untilAborted, withinDeadline } from "./linked-abort.ts";
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
  /** Told when people can stop the answer. */
  onDraw(): void;
}

/** How long nothing may be seen before the platform is asked to show that work goes on. */
const INDICATE_AFTER_MS = 400;
/** Discord's typing indicator lasts 10 s. https://docs.discord.com/developers/resources/channel#trigger-typing-indicator */
const INDICATE_EVERY_MS = 8_000;
/** From here on the outbox knows of the answer, so that the platform's own Stop can end it before a placeholder stands. */
const STOPPABLE_AFTER_MS = 3_000;
/** A post is not cut off by the first word: what it posted must be known. */
const HOLD_WITHIN_MS = 15_000;

/**
 * Shows until the first word that work goes on: by what the platform has for it, and after a while by a placeholder with
 * a Stop button. An answer whose earlier run came to nothing has its placeholder at once. Resolves when nothing of it is
 * under way. Never rejects: what counts is the answer.
 */
export async function showWaiting(deps: WaitingDeps, waiting: Waiting, signal: AbortSignal): Promise<void> {
  const { messenger, clock, log } = deps;
  const { reply, parts, onDraw } = waiting;
  const placeholderAfterMs = messenger.limits.placeholderAfterMs?.(reply);
  const holdAfterMs = Math.max(INDICATE_AFTER_MS, placeholderAfterMs ?? Number.POSITIVE_INFINITY);
  const stoppableAfterMs = Math.min(holdAfterMs, STOPPABLE_AFTER_MS);
  try {
    if (waiting.isRepeated && (await tryHold())) return;
    await clock.wait(INDICATE_AFTER_MS, signal);
    await indicate();
    await clock.wait(stoppableAfterMs - INDICATE_AFTER_MS, signal);
    if (holdAfterMs > stoppableAfterMs) await accept();
    for (let nowMs = stoppableAfterMs, indicateAtMs = INDICATE_EVERY_MS; ; ) {
      if (nowMs >= holdAfterMs && (await tryHold())) return;
      const nextMs = nowMs < holdAfterMs ? Math.min(holdAfterMs, indicateAtMs) : indicateAtMs;
      await clock.wait(nextMs - nowMs, signal);
      nowMs = nextMs;
      if (nowMs < indicateAtMs) continue;
      await indicate();
      indicateAtMs += INDICATE_EVERY_MS;
    }
  } catch (error) {
    if (!signal.aborted) log.debug({ err: error }, "work could not be indicated");
  }

  function indicate(): Promise<void> {
    return untilAborted(messenger.indicate(reply, "searching", { signal }), signal);
  }

  async function accept(): Promise<void> {
    await parts.accept();
    onDraw();
  }

  /** Whether the placeholder stands now. */
  async function tryHold(): Promise<boolean> {
    if (placeholderAfterMs === undefined) return false;
    onDraw();
    try {
      return await withinDeadline(HOLD_WITHIN_MS, (sending) => parts.hold({ signal: sending, patience: signal }));
    } catch (error) {
      log.debug({ err: error }, "a placeholder could not be shown; the answer will be");
      return false;
    }
  }
}
