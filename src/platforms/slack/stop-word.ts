const MENTION = /<@[A-Z0-9]+(?:\|[^>]*)?>/gu;

/** Whether a message, as Slack delivers or keeps it, says `stop` to us and nothing else. */
export function isStopWord(text: string): boolean {
  return /^stop[.!]*$/iu.test(text.replaceAll(MENTION, "").trim());
}
