import type { Digest } from "../../core/digest.ts";
import type { SlotRecord } from "../../core/digest-slot.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { MessageLink } from "../../core/message-link.ts";
import type { Language } from "../../core/messages/language.ts";
import { textOf } from "../../core/messages/saying.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { localTime } from "./local-time.ts";
import { shortTopic } from "./render-digest-card.ts";

/** One slot, and where its post can be looked at. */
export interface LinkedSlot {
  readonly record: SlotRecord;
  readonly link: MessageLink | undefined;
}

/** What became of the slots of a digest, in its own time zone, the newest first. */
export function renderDigestHistory(digest: Digest, slots: readonly LinkedSlot[], language: Language): string {
  const speak = speakerOf(language);
  const shown = { id: digest.id, topic: shortTopic(digest), zone: digest.timeZone };
  if (slots.length === 0) return speak("history.empty", shown);
  return [speak("history.title", shown), "", ...slots.map((slot) => renderSlot(slot, digest, language))].join("\n");
}

function renderSlot({ record, link }: LinkedSlot, { timeZone }: Digest, language: Language): string {
  const speak = speakerOf(language);
  const { slot, state, isManual, items = [], dropped, note } = record;
  const counts = [
    ...(items.length === 0 ? [] : [speak("history.items", { count: items.length })]),
    ...(dropped.length === 0 ? [] : [speak("history.dropped", { count: dropped.length })]),
    ...(isManual ? [speak("history.manual")] : []),
  ];
  return [
    `- ${localTime(slot, timeZone, language)}: **${speak(`slot.${state}`)}**`,
    counts.length === 0 ? "" : ` (${counts.join(", ")})`,
    link === undefined ? "" : ` [${speak(`history.link.${link.label}`)}](${link.url})`,
    note === undefined ? "" : ` — ${escapeMarkdown(textOf(note, language))}`,
  ].join("");
}
