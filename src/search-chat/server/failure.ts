import type { FailureName } from "./error-reply.ts";

interface FailureOptions {
  /** One English sentence for the caller; absent: the failure's own. Never what the caller asked. */
  readonly detail?: string | undefined;
  /** When a call may be tried again, in milliseconds; sent as `Retry-After`. */
  readonly retryAfterMs?: number | undefined;
  /** For the operator's log. */
  readonly cause?: unknown;
}

/** A call cannot be answered, and the caller is told why. Every part of the server throws it; one place answers with it. */
export class ServerFailure extends Error {
  readonly failure: FailureName;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(failure: FailureName, { detail, retryAfterMs, cause }: FailureOptions = {}) {
    super(detail ?? failure, cause === undefined ? undefined : { cause });
    this.name = "ServerFailure";
    this.failure = failure;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
