import type { MessageKey } from "./en.ts";

/** Words joined as the reader's language does: “a, b and c”, “a, b or c”. */
export interface JoinedWords {
  readonly words: readonly string[];
  readonly by: "and" | "or";
}

/** What fills a gap of a sentence. A message is put in the reader's language first. */
export type MessageValue = string | number | JoinedWords | Message;

/** A sentence of the catalogue with its gaps filled, in no language yet. */
export interface Message {
  readonly key: MessageKey;
  readonly values: Readonly<Record<string, MessageValue>>;
}

/** A sentence of the catalogue, to be put into the reader's language where it is shown. */
export function say(key: MessageKey, values: Readonly<Record<string, MessageValue>> = {}): Message {
  return { key, values };
}

export function allOf(words: readonly string[]): JoinedWords {
  return { words, by: "and" };
}

export function anyOf(words: readonly string[]): JoinedWords {
  return { words, by: "or" };
}
