import type { Messenger, Platform, Reply } from "../core/chat.ts";
import type { Clock } from "../core/clock.ts";
import type { SplitLimits } from "../core/cut-text.ts";
import { AppError, ProviderError, userMessageOf } from "../core/errors.ts";
import type { JobContext } from "../core/jobs.ts";
import { withinDeadline } from "../core/linked-abort.ts";
import type { Outbox } from "../core/outbox.ts";
import { createReplyParts } from "../core/reply-parts.ts";
import { splitMessage } from "../core/split-message.ts";

export interface ShowPrivatelyDeps {
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** The platforms that are on. */
  messengerOf(platform: Platform): Messenger | undefined;
}

/** Saying why it failed has its own deadline: the job's may be what ended it. */
const CLOSE_WITHIN_MS = 30_000;

/**
 * Shows the person who asked what a worker found out for them alone, once, however often the job is run. Why it could
 * not be found out is shown when no retry follows; else it is thrown.
 */
export async function showPrivately(
  { reply, compose }: { readonly reply: Reply; compose(limits: SplitLimits): Promise<readonly string[]> },
  context: JobContext,
  { outbox, clock, messengerOf }: ShowPrivatelyDeps,
): Promise<void> {
  const { platform } = reply.target.channel;
  const messenger = messengerOf(platform);
  if (messenger === undefined)
    throw new AppError(`A private reply is for ${platform}, which is off in this worker`, { code: "CONFIG_INVALID" });
  const { signal, log } = context;
  const parts = await createReplyParts({ messenger, outbox, clock, log }, { reply, record: {} });
  if (parts.isClosed) return;
  const { limits } = messenger;
  try {
    const texts = await compose(limits);
    await parts.close(
      texts.flatMap((text) => splitMessage(text, limits)),
      { state: "final", signal },
    );
  } catch (error) {
    const failure = finalFailure(error, context);
    if (failure === undefined) throw error;
    log.warn({ err: failure, code: failure.code }, "a private reply could not be made");
    const sentence = `⚠️ ${userMessageOf(failure, reply.language)}`;
    await withinDeadline(CLOSE_WITHIN_MS, (closing) => parts.close([sentence], { state: "failed", signal: closing }));
  }
}

/** The error that ends it, when no retry follows. A job that took too long would only take as long again. */
function finalFailure(error: unknown, { isLastAttempt, signal }: JobContext): AppError | undefined {
  if (signal.aborted) {
    const isTooLate = signal.reason instanceof Error && signal.reason.name === "TimeoutError";
    if (!isTooLate) return undefined;
    return new ProviderError("A private reply took longer than its job may", {
      code: "PROVIDER_UNAVAILABLE",
      cause: error,
    });
  }
  const failure =
    error instanceof AppError ? error : new AppError("An unexpected error", { code: "INTERNAL", cause: error });
  return isLastAttempt || !failure.retryable ? failure : undefined;
}
