import { createHash, timingSafeEqual } from "node:crypto";

/** The key of `Authorization: Bearer …`; undefined: there is none. */
export function readBearerKey(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/iu.exec(header ?? "")?.[1];
}

/** Compares two keys in a time that says nothing about either. */
export function isSameKey(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** Equal lengths, whatever was sent. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
