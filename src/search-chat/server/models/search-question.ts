import { type ConversationMessage, textOf } from "../conversation.ts";

/** "And in Redis?", "how do I turn it off?": understood only with the question before. */
const LEANS_ON_BEFORE =
  /^(and|but|or|so|then|what about|how about|same for)\b|\b(it|its|this|that|these|those|they|them|there)\b/iu;
/** A longer question brings its own subject, even when it says "it". */
const MAX_LEANING_WORDS = 9;

/** What to search for: the last question, after the one before it when it cannot be understood alone. */
export function searchQuestion(messages: readonly ConversationMessage[]): string {
  const questions = messages.filter(({ role }) => role === "user").map((message) => textOf(message).trim());
  const last = questions.at(-1) ?? "";
  const before = questions.at(-2);
  const leans = LEANS_ON_BEFORE.test(last) && last.split(/\s+/u).length <= MAX_LEANING_WORDS;
  return before !== undefined && leans ? `${before}\n${last}` : last;
}
