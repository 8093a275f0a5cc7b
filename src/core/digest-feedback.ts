import type { FeedbackValue } from "./chat.ts";
import type { DigestRef } from "./digest.ts";

/** What one person thinks of one item. */
export interface ItemFeedback {
  /** The slot that told it, and its number there. */
  readonly slot: number;
  readonly item: number;
  readonly title: string;
  readonly userId: string;
  readonly value: FeedbackValue;
  /** Unix ms. */
  readonly at: number;
}

/** What people think of a digest's items; kept for {@link import("./digest.ts").LEDGER_DAYS}. */
export interface DigestFeedback {
  /** Replaces what the same person has said of the same item before. */
  put(ref: DigestRef, feedback: ItemFeedback): Promise<void>;
  /** The newest first. */
  read(ref: DigestRef): Promise<readonly ItemFeedback[]>;
}
