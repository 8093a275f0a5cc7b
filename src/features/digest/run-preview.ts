import type { Digest } from "../../core/digest.ts";
import type { DroppedItem } from "../../core/digest-slot.ts";
import { AppError, userMessageOf } from "../../core/errors.ts";
import type { JobContext, JobHandlers } from "../../core/jobs.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { Language } from "../../core/messages/language.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { createReplyParts } from "../../core/reply-parts.ts";
import { splitMessage } from "../../core/split-message.ts";
import { type Chosen, chooseItems } from "./choose-items.ts";
import { composeDigest } from "./compose-digest.ts";
import type { DigestDeps } from "./digest-deps.ts";
import { findItems } from "./find-items.ts";
import { readLookBack } from "./look-back.ts";
import { plainText } from "./plain-text.ts";

type PreviewDeps = Omit<DigestDeps, "jobs" | "onSlotEnd">;

const MAX_TITLE_LENGTH = 100;

/** Shows one person what a digest would post now, and why it would not post the rest. Claims and records nothing. */
export function createRunPreview(deps: PreviewDeps): JobHandlers["digest-preview"] {
  return async (job, context) => {
    const { reply } = job;
    const { platform } = reply.target.channel;
    const messenger = deps.messengerOf(platform);
    if (messenger === undefined)
      throw new AppError(`A preview is for ${platform}, which is off in this worker`, { code: "CONFIG_INVALID" });
    const { outbox, clock } = deps;
    const parts = await createReplyParts({ messenger, outbox, clock, log: context.log }, { reply, record: {} });
    if (parts.isClosed) return;
    const { limits } = messenger;
    const { signal } = context;
    try {
      const digest = await deps.digests.read(job);
      const texts =
        digest === undefined
          ? [speakerOf(reply.language)("digest.deleted")]
          : await preview(digest, {
              deps,
              signal,
              language: reply.language ?? "en",
              compose: (edition) => composeDigest(edition, limits).map(({ markdown }) => markdown),
            });
      await parts.close(
        texts.flatMap((text) => splitMessage(text, limits)),
        { state: "final", signal },
      );
    } catch (error) {
      const failure = finalFailure(error, context);
      if (failure === undefined) throw error;
      context.log.warn({ err: failure, code: failure.code }, "a digest could not be previewed");
      await parts.close([`⚠️ ${userMessageOf(failure, reply.language)}`], { state: "failed", signal });
    }
  };
}

interface PreviewContext {
  readonly deps: PreviewDeps;
  readonly signal: AbortSignal;
  readonly language: Language;
  compose(edition: Parameters<typeof composeDigest>[0]): readonly string[];
}

async function preview(
  digest: Digest,
  { deps, signal, language, compose }: PreviewContext,
): Promise<readonly string[]> {
  const now = deps.clock.now();
  const lookBack = await readLookBack(digest, { slot: now, slots: deps.slots });
  const preferences = (await deps.preferencesOf?.(digest)) ?? { liked: [], disliked: [] };
  const found = await findItems(digest, { wanted: { ...lookBack, now, preferences }, signal }, deps);
  const { items, dropped } = await chooseItems(found, { digest, since: lookBack.since, now }, deps.ledger);
  const isQuiet = items.length === 0 && digest.whenNothingIsNew === "quiet";
  const texts = isQuiet
    ? [speakerOf(language)("preview.nothing")]
    : compose({ digest: { ...digest, layout: "together" }, slot: now, items, isLate: false, language });
  return [...texts, ...left(dropped, language)];
}

function left(dropped: Chosen["dropped"], language: Language): readonly string[] {
  if (dropped.length === 0) return [];
  return [[speakerOf(language)("preview.notPosted"), ...dropped.map((item) => line(item, language))].join("\n\n")];
}

function line({ title, url, reason }: DroppedItem, language: Language): string {
  return `${escapeMarkdown(plainText(title, MAX_TITLE_LENGTH))} — ${escapeMarkdown(plainText(url, MAX_TITLE_LENGTH))}: _${speakerOf(language)(`drop.${reason}`)}_`;
}

/** The error that ends the preview, when no retry follows. */
function finalFailure(error: unknown, { isLastAttempt, signal }: JobContext): AppError | undefined {
  if (signal.aborted) return undefined;
  const failure =
    error instanceof AppError ? error : new AppError("An unexpected error", { code: "INTERNAL", cause: error });
  return isLastAttempt || !failure.retryable ? failure : undefined;
}
