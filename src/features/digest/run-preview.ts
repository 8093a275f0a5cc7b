import type { SplitLimits } from "../../core/cut-text.ts";
import type { Digest } from "../../core/digest.ts";
import type { DroppedItem } from "../../core/digest-slot.ts";
import type { JobHandlers } from "../../core/jobs.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { Language } from "../../core/messages/language.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { showPrivately } from "../show-privately.ts";
import { type Chosen, chooseItems } from "./choose-items.ts";
import { composeDigest } from "./compose-digest.ts";
import type { DigestDeps } from "./digest-deps.ts";
import { findItems } from "./find-items.ts";
import { readLookBack } from "./look-back.ts";
import { placeDigest } from "./place-digest.ts";
import { plainText } from "./plain-text.ts";

type PreviewDeps = Omit<DigestDeps, "jobs" | "onSlotEnd">;

const MAX_TITLE_LENGTH = 100;

/** Shows one person what a digest would post now, and why it would not post the rest. Claims and records nothing. */
export function createRunPreview(deps: PreviewDeps): JobHandlers["digest-preview"] {
  return (job, context) => {
    const compose = async (limits: SplitLimits) => {
      const stored = await deps.digests.read(job);
      const { language = "en" } = job.reply;
      if (stored === undefined) return [speakerOf(language)("digest.deleted")];
      const digest = await placeDigest(stored, { ...deps, signal: context.signal });
      return preview(digest, {
        deps,
        signal: context.signal,
        language,
        compose: (edition) => composeDigest(edition, limits).map(({ markdown }) => markdown),
      });
    };
    return showPrivately({ reply: job.reply, compose }, context, deps);
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
