import type { MessageRef, Messenger, OutgoingMessage, Reply, SendContext } from "./chat.ts";
import { AppError } from "./errors.ts";
import { withinDeadline } from "./linked-abort.ts";
import type { Logger } from "./logger.ts";
import { isGone } from "./reply-part.ts";

/** Where the platform's limits hold everything up, what is only looked at waits for no turn of its own. */
const PATIENT_FOR_MS = 5_000;

interface LookUpDeps {
  readonly messenger: Messenger;
  readonly log: Logger;
}

/** Learns from the platform what became of a post; undefined also where it can never tell. Throws PlatformError. */
export async function findLostPost(
  { messenger, log }: LookUpDeps,
  reply: Reply,
  post: Parameters<Messenger["find"]>[1],
): Promise<MessageRef | undefined> {
  try {
    return await messenger.find(reply, post);
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    // An answer twice is the lesser evil than none.
    log.warn({ err: error, code: error.code }, "the platform cannot tell whether a message arrived; it is sent again");
    return undefined;
  }
}

/** Whether a message stands there still, which showing it once more tells; where it cannot be told, it is believed. */
export async function stillStands(
  { messenger, log }: LookUpDeps,
  reply: Reply,
  { ref, message, ...context }: SendContext & { readonly ref: MessageRef; readonly message: OutgoingMessage },
): Promise<boolean> {
  try {
    await withinDeadline(PATIENT_FOR_MS, (deadline) => {
      const { patience = deadline } = context;
      return messenger.edit(reply, ref, message, { ...context, patience: AbortSignal.any([patience, deadline]) });
    });
    return true;
  } catch (error) {
    if (!isGone(error)) log.debug({ err: error }, "it cannot be told whether a message was deleted");
    return !isGone(error);
  }
}
