import type { Digest } from "../../core/digest.ts";
import { nextSlots } from "../../core/digest-schedule.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import { localTime } from "./local-time.ts";

const RUNS_SHOWN = 3;
const SHORT_TOPIC = 80;

const LAYOUT_WORDS: Record<Digest["layout"], string> = {
  together: "all in one message",
  thread: "a headline here and the items in its thread",
};

const PAUSE_WORDS: Record<NonNullable<Digest["paused"]>["reason"], string> = {
  manager: "a channel manager wanted it",
  failures: "it failed three times in a row",
  "channel gone": "its channel could not be found",
  "posting forbidden": "Footnote may not post in its channel",
};

/** Everything a digest is set to, and when it is next due. */
export function renderDigestCard(digest: Digest, now: number): string {
  const lines = [
    `- **When**: ${whenOf(digest)}`,
    ...nextOf(digest, now),
    `- **Sites**: ${digest.sites.length === 0 ? "every site this channel allows" : digest.sites.join(", ")}`,
    `- **Items**: ${digest.items} at most, ${LAYOUT_WORDS[digest.layout]}`,
    `- **When nothing is new**: ${digest.whenNothingIsNew === "quiet" ? "stays quiet" : "says so"}`,
    `- **Language**: ${digest.language === undefined ? "the topic's own" : escapeMarkdown(digest.language)}`,
    ...(digest.isCrossposted ? ["- **Published** to the servers that follow this channel"] : []),
    ...(digest.forumTag === undefined ? [] : [`- **Tag**: ${escapeMarkdown(digest.forumTag)}`]),
  ];
  return [`Digest \`${digest.id}\` “${escapeMarkdown(digest.topic)}”`, "", ...lines].join("\n");
}

/** One line of a list. */
export function renderDigestLine(digest: Digest, now: number): string {
  const [next] = nextSlots(digest, now, 1);
  const state =
    digest.paused === undefined
      ? `next ${next === undefined ? "never" : localTime(next, digest.timeZone)}`
      : `paused, because ${PAUSE_WORDS[digest.paused.reason]}`;
  return `- \`${digest.id}\` ${shortTopic(digest)}: ${whenOf(digest)}; ${state}`;
}

export function shortTopic({ topic }: Pick<Digest, "topic">): string {
  return `“${escapeMarkdown(topic.length > SHORT_TOPIC ? `${topic.slice(0, SHORT_TOPIC - 1)}…` : topic)}”`;
}

function whenOf({ when, timeZone }: Digest): string {
  return `\`${when}\` (${timeZone})`;
}

function nextOf(digest: Digest, now: number): readonly string[] {
  const { id, paused, timeZone } = digest;
  if (paused === undefined) {
    const runs = nextSlots(digest, now, RUNS_SHOWN).map((slot) => localTime(slot, timeZone));
    return [`- **Next**: ${runs.join("; ")}`];
  }
  const since = `since ${localTime(paused.at, timeZone)}, because ${PAUSE_WORDS[paused.reason]}`;
  return [`- **Paused** ${since}; \`/digest resume ${id}\` has it posted again`];
}
