import { type Digest, type DigestRef, digestRef, pauseKey } from "../../core/digest.ts";
import { AppError, PlatformError } from "../../core/errors.ts";
import type { JobContext } from "../../core/jobs.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import { type Saying, textOf } from "../../core/messages/saying.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import type { DigestDeps } from "./digest-deps.ts";
import { openPost } from "./open-post.ts";
import { plainText } from "./plain-text.ts";

type PauseReason = NonNullable<Digest["paused"]>["reason"];
type SettleDeps = Pick<DigestDeps, "digests" | "outbox" | "clock" | "messengerOf" | "settings" | "install">;

/** So many failures in a row pause a digest. */
const MAX_FAILURES = 3;
const MAX_TOPIC_LENGTH = 70;
/** For as long the outbox remembers that the channel has been told. */
const TOLD_WITHIN_MS = 24 * 60 * 60 * 1_000;

/**
 * Counts a slot that has failed, once however often it is called, and pauses its digest when it was one too many, or at
 * once for a reason that more slots would only repeat. The channel is told of that once.
 */
export async function settleFailure(
  ref: DigestRef,
  {
    slot,
    note,
    atOnce,
  }: { readonly slot: number; readonly note: Saying | undefined; readonly atOnce?: PauseReason | undefined },
  { deps, context }: { readonly deps: SettleDeps; readonly context: JobContext },
): Promise<void> {
  const now = deps.clock.now();
  const digest = await deps.digests.update(ref, (current) => {
    if (slot <= (current.lastFailure ?? Number.NEGATIVE_INFINITY)) return current;
    const failures = current.failures + 1;
    const reason = atOnce ?? (failures >= MAX_FAILURES ? "failures" : undefined);
    const paused = current.paused ?? (reason === undefined ? undefined : { reason, at: now });
    return { ...current, failures, lastFailure: slot, ...(paused === undefined ? {} : { paused }) };
  });
  if (digest?.paused?.reason === "failures") await tellPaused(digest, { note, context }, deps);
  else if (digest?.paused !== undefined && digest.paused.reason !== "manager")
    context.log.warn({ reason: digest.paused.reason }, "a digest is paused, and its channel cannot be told");
}

/** The next success begins the count anew. */
export async function settleSuccess(
  { failures, ...digest }: Digest,
  { digests }: Pick<DigestDeps, "digests">,
): Promise<void> {
  if (failures > 0) await digests.update(digestRef(digest), (current) => ({ ...current, failures: 0 }));
}

/** The reason to pause at once, when an error means that no slot of this channel can succeed. */
export function pauseReasonOf(error: AppError): PauseReason | undefined {
  if (!(error instanceof PlatformError)) return undefined;
  if (error.code === "PLATFORM_NOT_FOUND") return "channel gone";
  return error.code === "PLATFORM_FORBIDDEN" ? "posting forbidden" : undefined;
}

/** Tells a channel that its digest is paused: one post for each pause, whoever calls. */
export async function tellPaused(
  digest: Digest,
  { note, context }: { readonly note: Saying | undefined; readonly context: JobContext },
  deps: SettleDeps,
): Promise<void> {
  const at = digest.paused?.at ?? 0;
  if (deps.clock.now() - at > TOLD_WITHIN_MS) return;
  const id = pauseKey(digestRef(digest), at);
  const { parts, language } = await openPost(digest, { slot: at, id, layout: "together", log: context.log }, deps);
  if (parts.isClosed) return;
  const topic = escapeMarkdown(plainText(digest.topic, MAX_TOPIC_LENGTH));
  const speak = speakerOf(language);
  const shown = { topic, count: MAX_FAILURES, id: digest.id };
  const text =
    note === undefined
      ? speak("digestPaused.failuresBare", shown)
      : speak("digestPaused.failures", { ...shown, note: textOf(note, language) });
  try {
    await parts.close([text], { state: "final", controls: ["resume"], signal: context.signal });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.warn({ err: error, code: error.code }, "a channel could not be told that its digest is paused");
    // What may be repeated is, by the sweep.
    if (!error.retryable) await parts.giveUp();
  }
}
