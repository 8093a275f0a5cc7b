import { createHash } from "node:crypto";

/** The most characters of a nonce. https://docs.discord.com/developers/resources/message#create-message */
const MAX_NONCE_LENGTH = 25;

/** The same key always gives the same nonce, so that a post that is repeated finds the message it has already made. */
export function messageNonce(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, MAX_NONCE_LENGTH);
}
