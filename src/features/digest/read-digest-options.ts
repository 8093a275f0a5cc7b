import type { Platform } from "../../core/chat.ts";
import type { CommandCall } from "../../core/commands.ts";
import {
  DIGEST_ITEMS,
  DIGEST_LAYOUTS,
  type Digest,
  digestSchema,
  MAX_TOPIC_LENGTH,
  WHEN_NOTHING_IS_NEW,
} from "../../core/digest.ts";
import { knownZone } from "../../core/digest-schedule.ts";
import { UserInputError } from "../../core/errors.ts";
import { anyOf, say } from "../../core/messages/message.ts";
import { parseSchedule } from "../../core/parse-schedule.ts";
import { parseSourceSites } from "../../core/source-site.ts";

export type DigestOptionValues = Extract<CommandCall, { name: "digest" }>["options"];

/** What a person can choose about a digest. */
export type DigestChoices = Pick<
  Digest,
  | "topic"
  | "sites"
  | "cron"
  | "when"
  | "timeZone"
  | "zoneFrom"
  | "items"
  | "layout"
  | "whenNothingIsNew"
  | "language"
  | "isCrossposted"
  | "forumTag"
>;

/** What a field means that was emptied in a form; the others then say nothing. */
const EMPTIED = { zone: "workspace", sites: "all" } as const satisfies DigestOptionValues;

/**
 * What the options say, checked as far as they say it without looking anywhere; what they do not say is absent. Throws
 * UserInputError with a sentence.
 */
export function readDigestOptions(options: DigestOptionValues, platform: Platform): Partial<DigestChoices> {
  const emptied: DigestOptionValues = EMPTIED;
  const given = (name: keyof DigestOptionValues) => {
    const value = options[name]?.trim().replace(/\s+/gu, " ");
    return value === "" ? emptied[name] : value;
  };
  return {
    ...read(given("topic"), (topic) => ({ topic: parseTopic(topic) })),
    ...read(given("when"), parseSchedule),
    ...read(given("zone"), parseZone),
    ...read(given("sites"), (sites) => ({ sites: isWord(sites, "all") ? [] : [...parseSourceSites(sites)] })),
    ...read(given("items"), (items) => ({ items: parseItems(items) })),
    ...read(given("layout"), (layout) => ({ layout: parseChoice("layout", layout, DIGEST_LAYOUTS) })),
    ...read(given("empty"), (empty) => ({ whenNothingIsNew: parseChoice("empty", empty, WHEN_NOTHING_IS_NEW) })),
    ...read(given("language"), (language) => ({ language: parseText("language", language) })),
    ...read(given("crosspost"), (crosspost) => ({ isCrossposted: parseCrosspost(crosspost, platform) })),
    ...read(given("tag"), (tag) => ({ forumTag: parseTag(tag, platform) })),
  };
}

function read<Result extends object>(value: string | undefined, parse: (value: string) => Result): Partial<Result> {
  return value === undefined ? {} : parse(value);
}

/** `workspace` takes back what was said before. */
function parseZone(zone: string): Partial<DigestChoices> {
  return isWord(zone, "workspace") ? { zoneFrom: "workspace" } : { timeZone: knownZone(zone), zoneFrom: "digest" };
}

function parseTopic(topic: string): string {
  if (topic.length <= MAX_TOPIC_LENGTH) return topic;
  throw new UserInputError(say("digest.topicTooLong", { max: MAX_TOPIC_LENGTH, count: topic.length }));
}

function parseItems(text: string): number {
  const { min, max } = DIGEST_ITEMS;
  const items = /^\d{1,3}$/u.test(text) ? Number(text) : Number.NaN;
  if (items >= min && items <= max) return items;
  throw new UserInputError(say("digest.badItems", { min, max }));
}

function parseChoice<Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((it) => isWord(text, it));
  if (choice !== undefined) return choice;
  throw new UserInputError(say("digest.badChoice", { text: text.slice(0, 40), name, choices: anyOf(choices) }));
}

/** `none` takes back what was said before. */
function parseText(name: "language" | "forumTag", text: string): string | undefined {
  if (isWord(text, "none")) return undefined;
  const parsed = digestSchema.shape[name].safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UserInputError(
    say(name === "language" ? "digest.languageTooLong" : "digest.tagTooLong", { text: text.slice(0, 20) }),
  );
}

function parseCrosspost(text: string, platform: Platform): boolean {
  const isWanted = /^(?:yes|true|on|1)$/iu.test(text);
  if (!isWanted && !/^(?:no|false|off|0)$/iu.test(text)) throw new UserInputError(say("digest.badCrosspost"));
  if (isWanted && platform !== "discord") throw new UserInputError(say("digest.crosspostElsewhere"));
  return isWanted;
}

function parseTag(text: string, platform: Platform): string | undefined {
  const tag = parseText("forumTag", text);
  if (tag === undefined || platform === "discord") return tag;
  throw new UserInputError(say("digest.tagElsewhere"));
}

function isWord(text: string, word: string): boolean {
  return text.toLowerCase() === word;
}
