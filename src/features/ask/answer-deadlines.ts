import { type Message, say } from "../../core/messages/message.ts";

/** An answer that takes longer is ended with a sentence that says so. */
export const ANSWER_WITHIN_MS = 180_000;
/** A deep search has 600 s at our own endpoint; then its client and its answer come to an end. */
export const DEEP_ANSWER_WITHIN_MS = 660_000;

/** What stands in the place of an answer that is searched for deeply, and how long for by now. */
export function deepPlaceholder(waitedMs: number): Message {
  return say("answer.searchingDeeply", { minutes: Math.floor(waitedMs / 60_000) });
}
