import type { Digest } from "../../core/digest.ts";
import type { SlotRecord } from "../../core/digest-slot.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { MessageLink } from "../../core/message-link.ts";
import { localTime } from "./local-time.ts";
import { shortTopic } from "./render-digest-card.ts";

const STATE_WORDS: Record<SlotRecord["state"], string> = {
  open: "being written",
  posted: "posted",
  late: "posted late",
  skipped: "skipped",
  failed: "failed",
  "nothing new": "nothing new",
};

/** One slot, and where its post can be looked at. */
export interface LinkedSlot {
  readonly record: SlotRecord;
  readonly link: MessageLink | undefined;
}

/** What became of the slots of a digest, in its own time zone, the newest first. */
export function renderDigestHistory(digest: Digest, slots: readonly LinkedSlot[]): string {
  const title = `Digest \`${digest.id}\` ${shortTopic(digest)}, times in ${digest.timeZone}:`;
  if (slots.length === 0) return `Digest \`${digest.id}\` ${shortTopic(digest)} has not been due yet.`;
  return [title, "", ...slots.map((slot) => renderSlot(slot, digest))].join("\n");
}

function renderSlot({ record, link }: LinkedSlot, { timeZone }: Digest): string {
  const { slot, state, isManual, items = [], dropped, note } = record;
  const counts = [
    ...(items.length === 0 ? [] : [`${items.length} ${items.length === 1 ? "item" : "items"}`]),
    ...(dropped.length === 0 ? [] : [`${dropped.length} left out`]),
    ...(isManual ? ["asked for by hand"] : []),
  ];
  return [
    `- ${localTime(slot, timeZone)}: **${STATE_WORDS[state]}**`,
    counts.length === 0 ? "" : ` (${counts.join(", ")})`,
    link === undefined ? "" : ` [${link.label}](${link.url})`,
    note === undefined ? "" : ` — ${escapeMarkdown(note)}`,
  ].join("");
}
