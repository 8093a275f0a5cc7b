import type { SplitLimits } from "../../core/cut-text.ts";
import type { Digest } from "../../core/digest.ts";
import type { DigestItem } from "../../core/digest-slot.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import { encodeUrl } from "../../core/render-answer.ts";
import { hostOfUrl } from "../../core/source-site.ts";
import { splitMessage } from "../../core/split-message.ts";
import { plainText } from "./plain-text.ts";

export interface Edition {
  readonly digest: Pick<Digest, "topic" | "timeZone" | "layout">;
  /** Unix ms. */
  readonly slot: number;
  readonly items: readonly DigestItem[];
  /** It is posted so long after its slot that it says so. */
  readonly isLate: boolean;
}

/** As long as the title of a post in a forum may be. https://discord.com/developers/docs/resources/channel */
const MAX_TITLE_LENGTH = 100;
const MAX_TOPIC_LENGTH = 70;
/** Ten of them fit under the headline on every platform. */
const MAX_LISTED_TITLE_LENGTH = 90;

/**
 * The messages of one edition of a digest. `together`: the headline and under it the items, cut between two of them
 * where they do not fit. `thread`: the headline with the titles, then each item by itself. Without items: one sentence.
 */
export function composeDigest(edition: Edition, limits: SplitLimits): readonly string[] {
  const { digest, items } = edition;
  const head = [`**${escapeMarkdown(editionTitle(edition))}**`, ...lateNote(edition)].join("\n\n");
  if (items.length === 0) return splitMessage(`${head}\n\nNothing new since the last time.`, limits);
  const texts = items.map((item, index) => renderItem(item, { number: index + 1, edition, limits }));
  if (digest.layout === "together") return splitMessage([head, ...texts].join("\n\n"), limits);
  const titles = items.map(
    ({ title, update }, index) =>
      `**${index + 1}.** ${update === undefined ? "" : "Update: "}${escapeMarkdown(plainText(title, MAX_LISTED_TITLE_LENGTH))}`,
  );
  return [
    ...splitMessage(`${head}\n\n${titles.join("\n\n")}`, limits),
    ...texts.flatMap((text) => splitMessage(text, limits)),
  ];
}

/** What an edition is called where only plain words can stand: its topic and its day. */
export function editionTitle({ digest: { topic, timeZone }, slot }: Pick<Edition, "digest" | "slot">): string {
  const day = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "long" }).format(slot);
  return plainText(`${plainText(topic, MAX_TOPIC_LENGTH)} · ${day}`, MAX_TITLE_LENGTH);
}

function lateNote({ digest: { timeZone }, slot, isLate }: Edition): readonly string[] {
  if (!isLate) return [];
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" }).format(slot);
  return [`_Late: this was due at ${time}._`];
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
    ...(update === undefined ? [] : [`**Update:** ${escapeMarkdown(update)}`]),
    escapeMarkdown(summary),
    `_${from}_`,
  ].join("  \n");
}

/** A day that the source gave without a time is the same day everywhere. */
function dateOf(publishedAt: string | undefined, { digest }: Edition): readonly string[] {
  if (publishedAt === undefined) return [];
  const timeZone = publishedAt.includes("T") ? digest.timeZone : "UTC";
  return [new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium" }).format(new Date(publishedAt))];
}
