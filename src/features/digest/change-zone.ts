import type { ChannelRef } from "../../core/chat.ts";
import { type Digest, digestRef } from "../../core/digest.ts";
import { knownZone } from "../../core/digest-schedule.ts";
import type { Invocation } from "../../core/invocation.ts";
import { readEffectiveSettings } from "../read-effective-settings.ts";
import { refuseLocked } from "../settings-fault.ts";
import type { DigestCommandDeps } from "./digest-command-deps.ts";
import { retimed } from "./edit-digest.ts";
import { renderDigestLine } from "./render-digest-card.ts";
import { scheduleDigest } from "./schedule-digest.ts";

/** One answer is one message on every platform. */
const MAX_LINES = 8;

/**
 * Changes the time zone of a workspace, and of those of its digests that follow it; says which do and which do not. What
 * an interruption leaves undone is done by asking again. Without a zone it says which one holds.
 */
export async function changeZone(
  { channel, asker }: Pick<Invocation, "channel" | "asker">,
  text: string,
  deps: DigestCommandDeps,
): Promise<string> {
  const { timeZone: before, locks } = await readEffectiveSettings(channel, deps);
  if (text.trim() === "")
    return `The time zone of this workspace is ${before.value}. \`/digest zone Europe/Paris\` changes it.`;
  const zone = knownZone(text.trim());
  const now = deps.clock.now();
  refuseLocked(locks, { scope: "workspace", changed: ["timeZone"] });
  await deps.settings.update(
    { channel, scope: "workspace" },
    { by: asker, at: now, change: (layer) => ({ ...layer, timeZone: zone }) },
  );
  const { moved, kept } = await moveDigests(channel, zone, deps);
  const was = before.value === zone ? "." : ` now; it was ${before.value}.`;
  return [
    `The time zone of this workspace is ${zone}${was} New digests take it, unless they name another.`,
    ...listed("Moved with it:", moved, now),
    ...listed("These were given a zone and keep it:", kept, now),
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

function listed(heading: string, digests: readonly Digest[], now: number): readonly string[] {
  if (digests.length === 0) return [];
  const more = digests.length > MAX_LINES ? [`- and ${digests.length - MAX_LINES} more`] : [];
  return ["", heading, ...digests.slice(0, MAX_LINES).map((digest) => renderDigestLine(digest, now)), ...more];
}
