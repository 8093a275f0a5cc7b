import { createHash, timingSafeEqual } from "node:crypto";

/** Checks `Authorization: Bearer …` in a time that says nothing about the key. */
export function checkBearerKey(header: string | undefined, apiKey: string): "ok" | "missing" | "wrong" {
  const given = /^Bearer +(\S+) *$/iu.exec(header ?? "")?.[1];
  if (given === undefined) return "missing";
  return timingSafeEqual(digest(given), digest(apiKey)) ? "ok" : "wrong";
}

/** Equal lengths, whatever was sent. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
