import type { MessageRef } from "../../core/chat.ts";
import { type Digest, type DigestRef, slotKey } from "../../core/digest.ts";
import type { SlotEnd, SlotRecord } from "../../core/digest-slot.ts";
import { AppError, ProviderError } from "../../core/errors.ts";
import type { JobContext, JobHandlers } from "../../core/jobs.ts";
import { say } from "../../core/messages/message.ts";
import { composeDigest } from "./compose-digest.ts";
import type { DigestDeps, DigestOptions } from "./digest-deps.ts";
import { lateNote, PAUSED_NOTE } from "./open-due-slots.ts";
import { openPost } from "./open-post.ts";
import { placeDigest } from "./place-digest.ts";
import { prepareSlot } from "./prepare-slot.ts";
import { pauseReasonOf, settleFailure, settleSuccess } from "./settle-failure.ts";

/** A post that comes later says so. */
const LATE_AFTER_MS = 5 * 60_000;

type Post = Awaited<ReturnType<typeof openPost>>;

/** One run of one slot. */
interface Run {
  readonly ref: DigestRef;
  readonly digest: Digest;
  readonly record: SlotRecord;
  readonly context: JobContext;
  readonly deps: DigestDeps;
}

/**
 * Runs one slot of a digest: its items are found, claimed, posted, and the slot ends in one state. However often it is
 * run, whatever has crashed before, nothing of it is posted twice: an ended slot stays as it ended, and an open one goes
 * on with the items and the post that it has.
 */
export function createRunSlot(deps: DigestDeps, { graceMs }: DigestOptions): JobHandlers["digest-slot"] {
  return async ({ platform, workspaceId, digestId, slot, isManual }, context) => {
    const ref = { platform, workspaceId, digestId };
    const before = await deps.slots.read(ref, slot);
    if (before?.state === "failed") {
      // The run that ended it may have died before it was counted.
      await settleFailure(ref, { slot, note: before.note }, { deps, context });
      return;
    }
    if (before !== undefined && before.state !== "open") return;
    const now = deps.clock.now();
    const opened: SlotRecord = { version: 1, slot, isManual, state: "open", at: now, dropped: [] };
    const record = before ?? (await deps.slots.write(ref, opened));
    const stored = await deps.digests.read(ref);
    if (stored === undefined) {
      await deps.slots.write(ref, { ...record, state: "skipped", at: now, note: say("slotNote.deleted") });
      return;
    }
    let run = { ref, digest: stored, record, context, deps };
    let post: Post | undefined;
    try {
      const digest = await placeDigest(stored, { ...deps, signal: context.signal });
      run = { ...run, digest };
      post = await openPost(digest, { slot, log: context.log }, deps);
      if (post.parts.isClosed) await endClosed(run, post);
      else await tellOrSkip(run, post, graceMs);
    } catch (error) {
      await fail(run, { post, error });
    }
  };
}

/** What has begun is brought to its end, however late and paused it is. */
async function tellOrSkip(run: Run, post: Post, graceMs: number): Promise<void> {
  const isPaused = run.digest.paused !== undefined && !run.record.isManual;
  const note = isPaused ? PAUSED_NOTE : lateNote(lateMs(run), graceMs);
  if (note === undefined || post.parts.mayStand()) return tell(run, post);
  await release(run);
  await end(run, { state: "skipped", note });
}

async function tell(run: Run, { parts, limits, language }: Post): Promise<void> {
  const { digest, deps, context } = run;
  const record = await prepareSlot(digest, run.record, { deps, signal: context.signal });
  if (record.state !== "open") return;
  const { slot, items } = record;
  const found = { ...run, record };
  // Whoever asked by hand waits for an answer.
  const isQuiet = digest.whenNothingIsNew === "quiet" && !record.isManual;
  if (items.length === 0 && isQuiet) return end(found, { state: "nothing new" });
  const late = lateMs(found);
  const texts = composeDigest({ digest, slot, items, isLate: isLate(found, late), language }, limits);
  await parts.close(
    texts.map(({ markdown }) => markdown),
    { state: "final", signal: context.signal, feedback: texts.map(({ feedback }) => feedback) },
  );
  await endPosted(found, { refs: parts.refs(), late });
}

/** An earlier run had posted everything, or given up, and died before it could say so. */
async function endClosed(run: Run, { parts }: Post): Promise<void> {
  const { ref, record, deps, context } = run;
  if (parts.finalAt !== undefined) return endPosted(run, { refs: parts.refs(), late: parts.finalAt - record.slot });
  const note = say("slotNote.notPosted");
  await end(run, { state: "failed", note });
  await settleFailure(ref, { slot: record.slot, note }, { deps, context });
}

async function endPosted(
  run: Run,
  { refs, late }: { readonly refs: readonly MessageRef[]; readonly late: number },
): Promise<void> {
  const post = { message: refs[0], messageIds: refs.map(({ messageId }) => messageId) };
  const { items = [] } = run.record;
  if (items.length === 0) return end(run, { state: "nothing new", ...post });
  if (!isLate(run, late)) return end(run, { state: "posted", ...post });
  await end(run, { state: "late", ...post, note: say("slotNote.minutesLate", { count: Math.round(late / 60_000) }) });
}

async function end(
  { ref, digest, record, deps }: Run,
  ended: Pick<SlotRecord, "message" | "messageIds" | "note"> & { readonly state: SlotEnd },
): Promise<void> {
  const at = deps.clock.now();
  const written = await deps.slots.write(ref, { ...record, ...ended, at });
  if (written.state !== ended.state || written.at !== at) return;
  if (ended.state !== "failed" && ended.state !== "skipped") await settleSuccess(digest, deps);
  deps.onSlotEnd?.({ platform: ref.platform, state: ended.state, lateMs: Math.max(0, at - record.slot) });
}

/** Ends the slot when no retry follows; else throws what the queue retries. */
async function fail(
  run: Run,
  { post, error }: { readonly post: Post | undefined; readonly error: unknown },
): Promise<void> {
  const { ref, record, context, deps } = run;
  const failure = failureOf(error, context);
  const isInterrupted = context.signal.aborted && !isTimeout(context.signal.reason);
  if (isInterrupted || (failure.retryable && !context.isLastAttempt)) throw error;
  // Without a post it is not known what stands on the platform.
  const isUntouched = post !== undefined && !post.parts.mayStand();
  if (isUntouched) await release(run);
  await post?.parts.giveUp();
  const note = failure.said;
  await end(run, { state: "failed", note });
  context.log.error({ err: failure, code: failure.code }, "a slot of a digest ended with an error");
  // A thread that is gone is no channel that is gone.
  const atOnce = isUntouched ? pauseReasonOf(failure) : undefined;
  await settleFailure(ref, { slot: record.slot, note, atOnce }, { deps, context });
}

function failureOf(error: unknown, { signal }: JobContext): AppError {
  if (signal.aborted && isTimeout(signal.reason))
    return new ProviderError("A slot took longer than its deadline", { code: "PROVIDER_UNAVAILABLE", cause: error });
  return error instanceof AppError ? error : new AppError("An unexpected error", { code: "INTERNAL", cause: error });
}

/** Certainly nothing of it was posted: its stories are anybody's again. */
async function release({ ref, digest, record, deps }: Run): Promise<void> {
  const items = record.items ?? (await deps.slots.read(ref, record.slot))?.items ?? [];
  if (items.length > 0) await deps.ledger.release(digest.channel, items, slotKey(ref, record.slot));
}

function isLate({ record }: Run, late: number): boolean {
  return !record.isManual && late > LATE_AFTER_MS;
}

function lateMs({ record, deps }: Run): number {
  return deps.clock.now() - record.slot;
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}
