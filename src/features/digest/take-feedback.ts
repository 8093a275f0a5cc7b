import type { DigestStore } from "../../core/digest.ts";
import { digestRef, parseSlotKey } from "../../core/digest.ts";
import type { DigestFeedback } from "../../core/digest-feedback.ts";
import type { SlotLog } from "../../core/digest-slot.ts";
import { UserInputError } from "../../core/errors.ts";
import type { FeedbackCall, Invocation } from "../../core/invocation.ts";
import { escapeMarkdown } from "../../core/markdown.ts";
import { plainText } from "./plain-text.ts";

export interface TakeFeedbackDeps {
  readonly digests: DigestStore;
  readonly slots: SlotLog;
  readonly feedback: DigestFeedback;
}

const MAX_TITLE_LENGTH = 80;

/**
 * Keeps what somebody thinks of an item, or of all items of a post, for the digest's next slots. Throws UserInputError
 * with the sentence for the one who pressed; then nothing has changed.
 */
export async function takeFeedback(
  { channel, asker, receivedAt }: Invocation,
  { answerId, item, value }: FeedbackCall,
  { digests, slots, feedback }: TakeFeedbackDeps,
): Promise<string> {
  const named = parseSlotKey(channel, answerId);
  const digest = named && (await digests.read(named.ref));
  const record = named && (await slots.read(named.ref, named.slot));
  if (digest === undefined || record === undefined)
    throw new UserInputError(
      "Nothing here can be judged: this post is too old, tells no news, or has lost its digest.",
    );
  const { items = [] } = record;
  if (items.length === 0) throw new UserInputError("Nothing here can be judged: this post tells no news.");
  const numbers = item === undefined ? items.map((_item, index) => index + 1) : [item];
  for (const number of numbers) {
    const told = items[number - 1];
    if (told === undefined) throw new UserInputError("This post has no such item.");
    const said = { slot: record.slot, item: number, title: told.title, userId: asker.id, value, at: receivedAt };
    await feedback.put(digestRef(digest), said);
  }
  const title = item === undefined ? undefined : items[item - 1]?.title;
  const what = title === undefined ? "this" : `“${escapeMarkdown(plainText(title, MAX_TITLE_LENGTH))}”`;
  return value === "up" ? `Noted: more like ${what} in this digest.` : `Noted: less like ${what} in this digest.`;
}
