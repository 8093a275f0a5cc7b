import type { Digest } from "../../core/digest.ts";
import { nextSlots } from "../../core/digest-schedule.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { Language } from "../../core/messages/language.ts";
import { say } from "../../core/messages/message.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { localTime } from "./local-time.ts";

const RUNS_SHOWN = 3;
const SHORT_TOPIC = 80;

/** When and for whom something is shown. */
export interface DigestView {
  /** Unix ms. */
  readonly now: number;
  readonly language: Language;
}

/** Everything a digest is set to, and when it is next due. */
export function renderDigestCard(digest: Digest, { now, language }: DigestView): string {
  const speak = speakerOf(language);
  const { id, topic, when, timeZone: zone, sites, items: count } = digest;
  const lines = [
    speak("digestCard.when", { when, zone }),
    nextOf(digest, { now, language }),
    sites.length === 0 ? speak("digestCard.allSites") : speak("digestCard.sites", { sites: sites.join(", ") }),
    speak(digest.layout === "together" ? "digestCard.itemsTogether" : "digestCard.itemsThread", { count }),
    speak(digest.whenNothingIsNew === "quiet" ? "digestCard.quiet" : "digestCard.says"),
    digest.language === undefined
      ? speak("digestCard.ownLanguage")
      : speak("digestCard.language", { language: escapeMarkdown(digest.language) }),
    ...(digest.isCrossposted ? [speak("digestCard.crossposted")] : []),
    ...(digest.forumTag === undefined ? [] : [speak("digestCard.tag", { tag: escapeMarkdown(digest.forumTag) })]),
  ];
  return [speak("digestCard.title", { id, topic: escapeMarkdown(topic) }), "", ...lines].join("\n");
}

/** One line of a list. */
export function renderDigestLine(digest: Digest, { now, language }: DigestView): string {
  const speak = speakerOf(language);
  const { id, when, timeZone: zone, paused } = digest;
  const shown = { id, topic: shortTopic(digest), when, zone };
  if (paused !== undefined) return speak("digestLine.paused", { ...shown, reason: say(`pause.${paused.reason}`) });
  const [next] = nextSlots(digest, now, 1);
  if (next === undefined) return speak("digestLine.never", shown);
  return speak("digestLine.next", { ...shown, at: localTime(next, zone, language) });
}

export function shortTopic({ topic }: Pick<Digest, "topic">): string {
  return `“${escapeMarkdown(topic.length > SHORT_TOPIC ? `${topic.slice(0, SHORT_TOPIC - 1)}…` : topic)}”`;
}

function nextOf({ id, paused, ...digest }: Digest, { now, language }: DigestView): string {
  const speak = speakerOf(language);
  const shown = (slot: number) => localTime(slot, digest.timeZone, language);
  if (paused === undefined)
    return speak("digestCard.next", { runs: nextSlots(digest, now, RUNS_SHOWN).map(shown).join("; ") });
  return speak("digestCard.paused", { id, at: shown(paused.at), reason: say(`pause.${paused.reason}`) });
}
