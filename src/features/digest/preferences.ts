import type { FeedbackValue } from "../../core/chat.ts";
import { type Digest, digestRef } from "../../core/digest.ts";
import type { DigestFeedback, ItemFeedback } from "../../core/digest-feedback.ts";
import type { Preferences } from "./digest-request.ts";

const VOTES: Record<FeedbackValue, number> = { up: 1, down: -1 };

/** What the people of a channel liked of a digest, and what they had no use for: each item by the sum of its thumbs. */
export function preferencesFrom(feedback: DigestFeedback): (digest: Digest) => Promise<Preferences> {
  return async (digest) => {
    const byItem = new Map<string, { readonly title: string; readonly votes: number }>();
    for (const said of await feedback.read(digestRef(digest))) {
      const key = itemKey(said);
      byItem.set(key, { title: said.title, votes: (byItem.get(key)?.votes ?? 0) + VOTES[said.value] });
    }
    const items = [...byItem.values()];
    return {
      liked: items.filter(({ votes }) => votes > 0).map(({ title }) => title),
      disliked: items.filter(({ votes }) => votes < 0).map(({ title }) => title),
    };
  };
}

function itemKey({ slot, item }: ItemFeedback): string {
  return `${slot}:${item}`;
}
