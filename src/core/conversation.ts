import { z } from "zod";
import type { ChannelRef } from "./chat.ts";
import { renumberMarks } from "./renumber-marks.ts";

export const turnSchema = z.object({
  /** The answer's id. */
  id: z.string(),
  question: z.string(),
  /** Markdown without its sources. */
  answer: z.string(),
  /** Unix ms. */
  at: z.number(),
});

/** A question and its answer. */
export type Turn = Readonly<z.infer<typeof turnSchema>>;

/** What a question is asked with: more would bury it, and cost. */
export const MAX_TURNS = 6;
export const MAX_CONVERSATION_LENGTH = 8_000;

/** A conversation that was found, and what to add to it under. */
export interface Conversation {
  readonly id: string;
  /** The last turns, oldest first; at least {@link MAX_TURNS} and one more, where there are so many. */
  readonly turns: readonly Turn[];
}

/**
 * What was asked and answered before, so that a follow-up can be understood. A conversation is known by the id of its
 * thread, or of the message it began with, and by the ids of the answers' messages. Every method rejects with StoreError.
 */
export interface ConversationStore {
  /** The conversation that the first of these ids belongs to that belongs to one. */
  find(channel: ChannelRef, ids: readonly string[]): Promise<Conversation | undefined>;
  /** Adds a turn, or replaces the one with its id in its place. All of the conversation is then kept for `keepMs`. */
  add(
    channel: ChannelRef,
    conversationId: string,
    turn: Turn,
    options: { readonly keepMs: number; readonly alsoKnownAs: readonly string[] },
  ): Promise<void>;
  /** Whether one of these ids belongs to a conversation. */
  has(channel: ChannelRef, ids: readonly string[]): Promise<boolean>;
}

/** An answer as a turn. What is too long to be asked with is cut off, or no follow-up would ever be understood. */
export function toTurn({ id, question, answer, at }: Turn): Turn {
  const words = answer.trim();
  const room = Math.max(0, MAX_CONVERSATION_LENGTH - question.length);
  return { id, question, answer: words.length <= room ? words : `${words.slice(0, Math.max(0, room - 1))}…`, at };
}

/**
 * The turns that an answer's question is asked with: whole ones, the newest that fit, and none that came after it. Their
 * marks go here, since most answers are never followed up, and taking marks out means parsing.
 */
export function turnsBefore(answerId: string, turns: readonly Turn[]): readonly Turn[] {
  const own = turns.findIndex(({ id }) => id === answerId);
  const earlier = (own === -1 ? turns : turns.slice(0, own)).slice(-MAX_TURNS);
  let length = 0;
  const from = earlier.findLastIndex(({ question, answer }) => {
    length += question.length + answer.length;
    return length > MAX_CONVERSATION_LENGTH;
  });
  return earlier.slice(from + 1).map((turn) => ({ ...turn, answer: renumberMarks(turn.answer, []).trim() }));
}
