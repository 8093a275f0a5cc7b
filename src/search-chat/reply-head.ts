import type { EndpointReply } from "./endpoint-fetch.ts";

/** What the status line and headers of a reply say. */
export interface ReplyHead {
  readonly status: number;
  /** The endpoint's own id of the call. */
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/** Reads the head of a reply. `nowMs` is the wall clock, which a `Retry-After` date is compared with. */
export function readReplyHead({ status, headers }: EndpointReply, nowMs: number): ReplyHead {
  return {
    status,
    // 302.AI writes request-id, OpenAI and most gateways x-request-id.
    requestId: headers.get("request-id") ?? headers.get("x-request-id") ?? undefined,
    retryAfterMs: parseRetryAfter(headers.get("retry-after"), nowMs),
  };
}

/** Seconds or an HTTP date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  const waitMs = Number.isNaN(seconds) ? Date.parse(value) - nowMs : seconds * 1_000;
  return Number.isFinite(waitMs) ? Math.max(0, Math.round(waitMs)) : undefined;
}
