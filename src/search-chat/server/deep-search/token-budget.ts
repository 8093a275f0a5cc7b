import type { ConversationMessage } from "../conversation.ts";
import { textOf } from "../conversation.ts";

/** What the prompts of one deep search may cost, in tokens. */
export interface TokenBudget {
  /** Whether a prompt fits, with so much kept for later. */
  fits(messages: readonly ConversationMessage[], kept: number): boolean;
  /** Counts a prompt: as the upstream did, but never less than was estimated. */
  spend(messages: readonly ConversationMessage[], counted: number): void;
  left(): number;
}

export function createTokenBudget(promptTokens: number): TokenBudget {
  let left = promptTokens;
  return {
    fits: (messages, kept) => tokensOf(messages) + kept <= left,
    spend(messages, counted) {
      left -= Math.max(counted, tokensOf(messages));
    },
    left: () => left,
  };
}

/** English has some 4 bytes a token, Chinese 4, code 3: rather too many tokens than too few. */
const BYTES_PER_TOKEN = 3;

export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

function tokensOf(messages: readonly ConversationMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateTokens(textOf(message)), 0);
}
