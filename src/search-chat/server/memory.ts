import type { ConversationMessage } from "./conversation.ts";

/** What is known of a person from earlier conversations (`userid` of the contract). It never fails a call. */
export interface LongTermMemory {
  /** A system message with what is known; undefined: nothing yet, or it cannot be read now. */
  recall(who: MemoryKey, context: { readonly signal: AbortSignal }): Promise<ConversationMessage | undefined>;
  /** Learns from a finished conversation, after the answer, in the background. */
  learn(who: MemoryKey, conversation: readonly ConversationMessage[], answer: string): void;
}

export interface MemoryKey {
  /** The API key's id, so that no key reads what another has learnt. */
  readonly owner: string;
  /** A version 4 UUID. */
  readonly userId: string;
}
