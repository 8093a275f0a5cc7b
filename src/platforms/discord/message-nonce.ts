import { createHash } from "node:crypto";
import type { Messenger } from "../../core/chat.ts";

/** The most characters of a nonce. https://docs.discord.com/developers/resources/message#create-message */
const MAX_NONCE_LENGTH = 25;

/**
 * Of a part of an answer. Behind another message it is not the one that stood behind a deleted one, and in the place of a
 * deleted one it is not that one.
 */
export function partNonce(
  id: string,
  { part, previous, insteadOf }: Pick<Parameters<Messenger["post"]>[2], "part" | "previous" | "insteadOf">,
): string {
  if (insteadOf !== undefined) return nonceAfter(insteadOf.messageId);
  return messageNonce(`${id}-${part}${previous === undefined ? "" : `-${previous.messageId}`}`);
}

/** Of what is posted in the place of a message that has been deleted: that one's own would lead to it again. */
export function nonceAfter(messageId: string): string {
  return messageNonce(`after ${messageId}`);
}

/** The same key always gives the same nonce, so that a post that is repeated finds the message it has already made. */
export function messageNonce(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, MAX_NONCE_LENGTH);
}
