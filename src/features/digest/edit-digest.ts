import type { Clock } from "../../core/clock.ts";
import { type Digest, type DigestStore, digestRef } from "../../core/digest.ts";
import { UserInputError } from "../../core/errors.ts";
import type { Language } from "../../core/messages/language.ts";
import { allOf, say } from "../../core/messages/message.ts";
import { speakerOf, translate } from "../../core/messages/translate.ts";
import { checkNarrowing } from "../check-narrowing.ts";
import { type DigestField, readDigestForm } from "../forms/digest-marks.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import type { DigestCommandDeps } from "./digest-command-deps.ts";
import { type DigestChoices, type DigestOptionValues, readDigestOptions } from "./read-digest-options.ts";
import { renderDigestCard } from "./render-digest-card.ts";
import { scheduleDigest } from "./schedule-digest.ts";

/**
 * Changes what the options say about a digest, and nothing when any of it cannot be. Of a form only what the person changed
 * in it is taken, and nothing when somebody else has changed the same since it was opened.
 */
export async function editDigest(
  digest: Digest,
  { options, language = "en" }: { readonly options: DigestOptionValues; readonly language?: Language | undefined },
  deps: DigestCommandDeps,
): Promise<string> {
  const { digest: _name, opened, ...given } = options;
  const form = readDigestForm(given, opened);
  const choices = await withZone(readDigestOptions(form.edited, digest.channel.platform), digest, deps);
  const now = deps.clock.now();
  if (Object.keys(choices).length === 0) {
    if (!form.isOpened) throw new UserInputError(say("digest.nothingToChange", { id: digest.id }));
    return renderDigestCard(digest, { now, language });
  }
  await checkNarrowing(digest.channel, choices.sites ?? [], deps);
  const edited = await changeStored(digest, deps, (before) => {
    const overtaken = form.overtaken(before);
    if (overtaken.length > 0) throw changedMeanwhile(overtaken, language);
    return retimed(before, { ...before, ...choices }, now);
  });
  await scheduleDigest(edited, deps);
  return `${speakerOf(language)("digest.changed")}\n\n${renderDigestCard(edited, { now, language })}`;
}

function changedMeanwhile(fields: readonly DigestField[], language: Language): UserInputError {
  const labels = fields.map((field) => translate(say(`digest-form.${field}.label`), language));
  return new UserInputError(say("digest.changedMeanwhile", { fields: allOf(labels) }));
}

/** A digest with other times: one of the new timetable that has just passed was never promised. */
export function retimed(before: Digest, next: Digest, now: number): Digest {
  if (next.cron === before.cron && next.timeZone === before.timeZone) return next;
  return { ...next, settledUntil: Math.max(now, before.settledUntil) };
}

/** A digest that follows the workspace's zone has it at once. */
async function withZone(
  choices: Partial<DigestChoices>,
  { channel }: Digest,
  deps: DigestCommandDeps,
): Promise<Partial<DigestChoices>> {
  if (choices.zoneFrom !== "workspace") return choices;
  const { timeZone } = await readEffectiveSettings(channel, deps);
  return { ...choices, timeZone: timeZone.value };
}

/** Pauses a digest, or resumes it from its next time on: what was due meanwhile is not posted afterwards. */
export async function pauseDigest(
  digest: Digest,
  { action, language = "en" }: { readonly action: "pause" | "resume"; readonly language?: Language | undefined },
  deps: DigestCommandDeps,
): Promise<string> {
  const now = deps.clock.now();
  const isPaused = digest.paused !== undefined;
  const changed = await changeStored(digest, deps, (before) =>
    action === "pause" ? paused(before, now) : resumed(before, now),
  );
  await scheduleDigest(changed, deps);
  const already = action === "pause" ? "digest.wasPaused" : "digest.wasNotPaused";
  const done = action === "pause" ? "digest.paused" : "digest.resumed";
  const said = speakerOf(language)(isPaused === (action === "pause") ? already : done);
  return `${said}\n\n${renderDigestCard(changed, { now, language })}`;
}

function paused(digest: Digest, now: number): Digest {
  return digest.paused === undefined ? { ...digest, paused: { reason: "manager", at: now } } : digest;
}

function resumed(digest: Digest, now: number): Digest {
  if (digest.paused === undefined) return digest;
  const { paused: _paused, ...others } = digest;
  return { ...others, failures: 0, settledUntil: Math.max(now, digest.settledUntil) };
}

async function changeStored(
  digest: Digest,
  { digests }: { readonly digests: DigestStore; readonly clock: Pick<Clock, "now"> },
  change: (digest: Digest) => Digest,
): Promise<Digest> {
  const changed = await digests.update(digestRef(digest), change);
  if (changed === undefined) throw new UserInputError(say("digest.justDeleted"));
  return changed;
}
