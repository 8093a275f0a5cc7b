import { errors } from "undici";
import { NO_PUBLIC_SITE } from "./page-guard.ts";
import { PageUnreadable } from "./page-reader.ts";

/** What a failed fetch is called outside: never the address or the words of what failed. */
export function toUnreadable(error: unknown): PageUnreadable {
  const causes = causesOf(error);
  const known = causes.find((cause) => cause instanceof PageUnreadable);
  if (known !== undefined) return known;
  return new PageUnreadable(sentenceFor(causes), { cause: error });
}

function sentenceFor(causes: readonly unknown[]): string {
  if (causes.some(isTimeout)) return "The page took too long to load.";
  if (causes.some((cause) => codeOf(cause) === "ENOTFOUND")) return NO_PUBLIC_SITE;
  return "The page could not be loaded.";
}

function isTimeout(cause: unknown): boolean {
  return (
    cause instanceof errors.ConnectTimeoutError ||
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError
  );
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && "code" in cause ? cause.code : undefined;
}

/** An error and what it came from, outermost first. */
function causesOf(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let cause = error; cause !== undefined && found.length < 8; ) {
    found.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return found;
}
