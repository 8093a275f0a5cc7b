import type { DigestItem, SlotLog, SlotRecord } from "../../core/digest-slot.ts";
import type { Invocation } from "../../core/invocation.ts";
import type { JobPayload } from "../../core/jobs.ts";

type About = NonNullable<JobPayload<"answer">["about"]>;

/** "more on 2", "what about item 3?", "#4"; not the 2 of "in the last 2 weeks". */
const NAMED = /(?:^|\b(?:on|about|item|number|no\.?|nr\.?|story|news)\s+|#)(\d{1,2})(?![\d.,:%]*\d)(?=\W|$)/iu;

/**
 * The items of the digest that a question was asked under: the one that it names by its number, or whose message it
 * replies to; else all of them. None when it was asked elsewhere.
 */
export async function itemsAskedAbout(
  { channel, inReplyTo }: Invocation,
  question: string,
  { slots }: { readonly slots: Pick<SlotLog, "ofMessage"> },
): Promise<About> {
  for (const messageId of new Set([inReplyTo?.messageId, inReplyTo?.threadId])) {
    if (messageId === undefined) continue;
    const record = await slots.ofMessage(channel, messageId);
    if (record?.items !== undefined) return choose(record, record.items, { question, messageId }).map(toSubject);
  }
  return [];
}

function choose(
  { messageIds = [] }: SlotRecord,
  items: readonly DigestItem[],
  { question, messageId }: { readonly question: string; readonly messageId: string },
): readonly DigestItem[] {
  const number = Number(NAMED.exec(question.trim())?.[1]);
  const named = items[number - 1];
  if (named !== undefined) return [named];
  // A headline, and then a message for each item.
  const replied = messageIds.length === items.length + 1 ? items[messageIds.indexOf(messageId) - 1] : undefined;
  return replied === undefined ? items : [replied];
}

function toSubject({ title, url, summary }: DigestItem): About[number] {
  return { title, url, summary };
}
