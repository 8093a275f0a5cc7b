import type { ChannelRef } from "../../core/chat.ts";
import { type Digest, digestRef } from "../../core/digest.ts";
import { knownZone } from "../../core/digest-schedule.ts";
import type { Invocation } from "../../core/invocation.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import { refuseLocked } from "../settings-fault.ts";
import type { DigestCommandDeps } from "./digest-command-deps.ts";
import { retimed } from "./edit-digest.ts";
import { type DigestView, renderDigestLine } from "./render-digest-card.ts";
import { scheduleDigest } from "./schedule-digest.ts";

/** One answer is one message on every platform. */
const MAX_LINES = 8;

/**
 * Changes the time zone of a workspace, and of those of its digests that follow it; says which do and which do not. What
 * an interruption leaves undone is done by asking again. Without a zone it says which one holds.
 */
export async function changeZone(
  { channel, asker, language = "en" }: Pick<Invocation, "channel" | "asker" | "language">,
  text: string,
  deps: DigestCommandDeps,
): Promise<string> {
  const speak = speakerOf(language);
  const { timeZone: before, locks } = await readEffectiveSettings(channel, deps);
  if (text.trim() === "") return speak("digest.zoneIs", { zone: before.value });
  const zone = knownZone(text.trim());
  const now = deps.clock.now();
  refuseLocked(locks, { scope: "workspace", changed: ["timeZone"] });
  await deps.settings.update(
    { channel, scope: "workspace" },
    { by: asker, at: now, change: (layer) => ({ ...layer, timeZone: zone }) },
  );
  const { moved, kept } = await moveDigests(channel, zone, deps);
  const view = { now, language };
  return [
    before.value === zone
      ? speak("digest.zoneStays", { zone })
      : speak("digest.zoneChanged", { zone, before: before.value }),
    ...listed("digest.movedAlong", moved, view),
    ...listed("digest.keptZone", kept, view),
  ].join("\n");
}

/** Gives the digests of a workspace that follow its zone this one. Done again, it changes nothing. */
export async function moveDigests(
  channel: ChannelRef,
  timeZone: string,
  deps: Pick<DigestCommandDeps, "digests" | "jobs" | "clock">,
): Promise<{ readonly moved: readonly Digest[]; readonly kept: readonly Digest[] }> {
  const now = deps.clock.now();
  const moved: Digest[] = [];
  const kept: Digest[] = [];
  for (const digest of await deps.digests.list(channel)) {
    const changed = await deps.digests.update(digestRef(digest), (current) =>
      current.zoneFrom === "workspace" ? retimed(current, { ...current, timeZone }, now) : current,
    );
    if (changed === undefined) continue;
    if (changed.zoneFrom === "workspace") await scheduleDigest(changed, deps);
    if (changed.zoneFrom === "workspace") moved.push(changed);
    else kept.push(changed);
  }
  return { moved, kept };
}

function listed(
  heading: "digest.movedAlong" | "digest.keptZone",
  digests: readonly Digest[],
  view: DigestView,
): readonly string[] {
  if (digests.length === 0) return [];
  const speak = speakerOf(view.language);
  const shown = digests.slice(0, MAX_LINES).map((digest) => renderDigestLine(digest, view));
  const left = digests.length - shown.length;
  return ["", speak(heading), ...shown, ...(left === 0 ? [] : [speak("digest.andMore", { count: left })])];
}
