import { createHash } from "node:crypto";

/** 256 bits: nobody finds one by trying. */
const SECRET_BYTES = 32;
/** Tells what it is to whoever finds it in a file, and to scanners of secrets. */
const PREFIX = "footnote_";

/** A new API key, for its holder's eyes only. */
export function newKeySecret(randomBytes: (size: number) => Buffer): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
}

/**
 * What is kept of a key. One round of SHA-256 is right here, where a password would need a slow, salted hash: those
 * slow down guessing, and 256 random bits cannot be guessed, while every call has to be checked. It also makes the
 * look-up by hash safe: how long that takes tells of the hash's beginning at most, and no caller can choose a hash.
 */
export function hashKeySecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
