import type { OutgoingMessage } from "../../core/chat.ts";
import type { SplitLimits } from "../../core/cut-text.ts";
import type { Digest } from "../../core/digest.ts";
import type { DigestItem } from "../../core/digest-slot.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import type { Language } from "../../core/messages/language.ts";
import { speakerOf } from "../../core/messages/translate.ts";
import { encodeUrl } from "../../core/render-answer.ts";
import { hostOfUrl } from "../../core/source-site.ts";
import { splitMessage } from "../../core/split-message.ts";
import { formatDate } from "./format-date.ts";
import { plainText } from "./plain-text.ts";

export interface Edition {
  readonly digest: Pick<Digest, "topic" | "timeZone" | "layout">;
  /** Unix ms. */
  readonly slot: number;
  readonly items: readonly DigestItem[];
  /** It is posted so long after its slot that it says so. */
  readonly isLate: boolean;
  /** What Footnote's own words are in; absent: English. */
  readonly language?: Language | undefined;
}

/** One message of an edition, and the thumbs under it. */
export type DigestText = Pick<OutgoingMessage, "markdown" | "feedback">;

/** As long as the title of a post in a forum may be. https://discord.com/developers/docs/resources/channel */
const MAX_TITLE_LENGTH = 100;
const MAX_TOPIC_LENGTH = 70;
/** Ten of them fit under the headline on every platform. */
const MAX_LISTED_TITLE_LENGTH = 90;

/**
 * The messages of one edition of a digest. `together`: the headline and under it the items, cut between two of them
 * where they do not fit. `thread`: the headline with the titles, then each item by itself. Without items: one sentence.
 */
export function composeDigest(edition: Edition, limits: SplitLimits): readonly DigestText[] {
  const { digest, items } = edition;
  const head = [`**${escapeMarkdown(editionTitle(edition))}**`, ...lateNote(edition)].join("\n\n");
  if (items.length === 0)
    return splitMessage(`${head}\n\n${speakerOf(edition.language)("edition.nothingNew")}`, limits).map(withoutThumbs);
  const texts = items.map((item, index) => renderItem(item, { number: index + 1, edition, limits }));
  if (digest.layout === "together") return splitMessage([head, ...texts].join("\n\n"), limits).map(withThumbs);
  const titles = items.map(({ title, update }, index) => {
    const words = escapeMarkdown(plainText(title, MAX_LISTED_TITLE_LENGTH));
    const text = update === undefined ? words : speakerOf(edition.language)("edition.update", { text: words });
    return `**${index + 1}.** ${text}`;
  });
  return [
    ...splitMessage(`${head}\n\n${titles.join("\n\n")}`, limits).map(withoutThumbs),
    ...texts.flatMap((text) => splitMessage(text, limits).map(withThumbs)),
  ];
}

/** Thumbs for the items whose numbers a text begins. What pages have written is escaped, and never begins one. */
function withThumbs(markdown: string): DigestText {
  const items = [...markdown.matchAll(/^\*\*(\d+)\.\*\*/gmu)].map(([, number]) => Number(number));
  return { markdown, feedback: { items } };
}

function withoutThumbs(markdown: string): DigestText {
  return { markdown };
}

/** What an edition is called where only plain words can stand: its topic and its day. */
export function editionTitle({
  digest: { topic, timeZone },
  slot,
  language,
}: Pick<Edition, "digest" | "slot" | "language">): string {
  const day = formatDate(slot, "day", { timeZone, language });
  return plainText(`${plainText(topic, MAX_TOPIC_LENGTH)} · ${day}`, MAX_TITLE_LENGTH);
}

function lateNote({ digest: { timeZone }, slot, isLate, language }: Edition): readonly string[] {
  if (!isLate) return [];
  return [speakerOf(language)("edition.late", { time: formatDate(slot, "time", { timeZone, language }) })];
}

interface ItemContext {
  readonly number: number;
  readonly edition: Edition;
  readonly limits: SplitLimits;
}

function renderItem(
  { title, url, summary, publishedAt, update }: DigestItem,
  { number, edition, limits }: ItemContext,
): string {
  const words = escapeMarkdown(title);
  const host = (hostOfUrl(url) ?? url).replace(/^www\./u, "");
  const link = `[${words}](${encodeUrl(url)})`;
  // Half an address leads nowhere: a page whose address no message can hold is named, not linked.
  const isTooLong = limits.measure(link) > limits.maxLength / 2;
  const from = [escapeMarkdown(host), ...dateOf(publishedAt, edition)].join(", ");
  return [
    `**${number}.** ${isTooLong ? words : link}`,
    ...(update === undefined
      ? []
      : [speakerOf(edition.language)("edition.updateNote", { text: escapeMarkdown(update) })]),
    escapeMarkdown(summary),
    `_${from}_`,
  ].join("  \n");
}

/** A day that the source gave without a time is the same day everywhere. */
function dateOf(publishedAt: string | undefined, { digest, language }: Edition): readonly string[] {
  if (publishedAt === undefined) return [];
  const timeZone = publishedAt.includes("T") ? digest.timeZone : "UTC";
  return [formatDate(Date.parse(publishedAt), "shortDay", { timeZone, language })];
}
